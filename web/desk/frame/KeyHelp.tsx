import { Fragment, useState } from 'react';
import { t } from '../../ui/language.ts';
import { useFirstPictureShown } from './after-picture.ts';
import { keysAreOn, turnKeysOff, turnKeysOn } from './keys.ts';
import { QuickDialog } from './QuickDialog.tsx';

const KEYS = [
  ['J', 'desk.keys.next'],
  ['K', 'desk.keys.previous'],
  ['Enter', 'desk.keys.enter'],
  ['Esc', 'desk.keys.escape'],
  ['Y', 'desk.keys.accept'],
  ['C', 'desk.keys.correct'],
  ['M', 'desk.keys.merge'],
  ['T', 'desk.keys.place'],
  ['A', 'desk.keys.who'],
  ['1 2 3', 'desk.keys.choose'],
  ['W', 'desk.keys.waves'],
  ['N', 'desk.keys.news'],
  ['U', 'desk.keys.undo'],
  ['X', 'desk.keys.mark'],
  ['[ ]', 'desk.keys.tabs'],
  ['F', 'desk.keys.filter'],
  ['G', 'desk.keys.map'],
  ['/', 'desk.keys.find'],
  ['Ctrl K', 'desk.keys.palette'],
  ['?', 'desk.keys.help'],
] as const;
/** The height of as many lines, held until they are drawn: the switch below them does not move. */
const LINES = `calc(${KEYS.length} * (1.45em + 8px) - 8px)`;

/** Every key, and the switch that turns single keys off. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(keysAreOn);
  const shown = useFirstPictureShown();
  const change = (checked: boolean) => {
    if (checked) turnKeysOn();
    else turnKeysOff();
    setOn(checked);
  };
  return (
    <QuickDialog title={t('desk.keys.title')} width={460} onClose={onClose}>
      <dl className="keys" style={{ minHeight: LINES }}>
        {(shown ? KEYS : []).map(([key, sentence]) => (
          <Fragment key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(sentence)}</dd>
          </Fragment>
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
