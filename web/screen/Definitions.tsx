import { useEffect, useRef } from 'react';
import { t } from '../ui/language.ts';
import type { Figure } from './figures.ts';

/** How each figure is counted. */
export function Definitions({ figures, onClose }: { figures: readonly Figure[]; onClose: () => void }) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <section className="definitions" role="dialog" aria-label={t('screen.definitions')}>
      <table>
        <caption>{t('screen.definitions')}</caption>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.name}>
              <th scope="row">{figure.name}</th>
              <td>{figure.definition}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button ref={close} type="button" onClick={onClose}>
        {t('action.close')}
      </button>
    </section>
  );
}
