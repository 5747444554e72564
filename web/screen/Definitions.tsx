import { type RefObject, useEffect, useRef } from 'react';
import { t } from '../ui/language.ts';
import type { Figure } from './figures.ts';

interface Props {
  figures: readonly Figure[];
  /** Of a street or a community: counted by where help is wanted. */
  byPlace: boolean;
  /** What opens it. */
  opener: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** How each figure is counted. Closed, it leaves its reader where they were, and whoever was nowhere at what opens it. */
export function Definitions({ figures, byPlace, opener, onClose }: Props) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | SVGElement | null;
    close.current?.focus();
    return () => {
      if (before?.isConnected && before !== document.body) before.focus();
      else opener.current?.focus();
    };
  }, [opener]);
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
      {byPlace ? <p>{t('screen.definitions.by_place')}</p> : null}
      <button ref={close} type="button" onClick={onClose}>
        {t('action.close')}
      </button>
    </section>
  );
}
