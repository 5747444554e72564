import { useState } from 'react';
import { t } from '../../ui/language.ts';
import { keysAreOn, turnKeysOff, turnKeysOn } from './keys.ts';
import { QuickDialog } from './QuickDialog.tsx';

const KEYS = [
  ['j', 'desk.keys.next'],
  ['k', 'desk.keys.previous'],
  ['Enter', 'desk.keys.enter'],
  ['Esc', 'desk.keys.escape'],
  ['y', 'desk.keys.accept'],
  ['c', 'desk.keys.correct'],
  ['m', 'desk.keys.merge'],
  ['t', 'desk.keys.place'],
  ['a', 'desk.keys.who'],
  ['1 2 3', 'desk.keys.choose'],
  ['w', 'desk.keys.waves'],
  ['n', 'desk.keys.news'],
  ['u', 'desk.keys.undo'],
  ['x', 'desk.keys.mark'],
  ['[ ]', 'desk.keys.tabs'],
  ['f', 'desk.keys.filter'],
  ['g', 'desk.keys.map'],
  ['/', 'desk.keys.find'],
  ['Ctrl K', 'desk.keys.palette'],
  ['?', 'desk.keys.help'],
] as const;

/** Every key, and the switch that turns single keys off. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(keysAreOn);
  const change = (checked: boolean) => {
    if (checked) turnKeysOn();
    else turnKeysOff();
    setOn(checked);
  };
  return (
    <QuickDialog title={t('desk.keys.title')} width={460} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([key, sentence]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(sentence)}</dd>
          </div>
        ))}
      </dl>
      <label style={{ marginTop: 16, display: 'flex', gap: 8, alignItems: 'center' }}>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          onChange={(event) => change(event.target.checked)}
        />
        {t('desk.keys.on')}
      </label>
    </QuickDialog>
  );
}
