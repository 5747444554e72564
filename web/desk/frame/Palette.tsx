import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { listOrders } from '../calls.ts';
import { placeText, useKindName, useTree } from '../lookups.ts';
import { useFirstPictureShown } from './after-picture.ts';
import { type Command, commandsNow, matching } from './commands.ts';
import { QuickDialog } from './QuickDialog.tsx';
import { problemText } from './said.tsx';
import { useSettled } from './settled.ts';

const FOUND = 8;

/** Everything that can be done from here, and every order, by typing a part of it: arrows choose, Enter does. */
export function Palette({ onClose }: { onClose: () => void }) {
  return (
    <QuickDialog title={t('desk.palette.title')} width={560} onClose={onClose}>
      <Choice onClose={onClose} />
    </QuickDialog>
  );
}

function Choice({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [commands] = useState(commandsNow);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  // Enter came before the answer: the first of what is found is opened as soon as it is there.
  const [hasty, setHasty] = useState(false);
  const wanted = text.trim();
  const asked = useSettled(wanted);
  const orders = useQuery({
    queryKey: ['palette', asked],
    queryFn: () => listOrders({ text: asked, limit: FOUND }),
    enabled: asked.length >= 2,
  });
  const looking = orders.isFetching || asked !== wanted;
  const opened = useOrderCommands(asked === wanted && wanted.length >= 2 ? (orders.data?.items ?? []) : []);
  const entries = [...matching(commands, text), ...opened];
  const active = Math.min(at, entries.length - 1);
  const drawn = useFirstPictureShown() ? entries : [];
  const run = (command: Command | undefined) => {
    if (command) closeAndRun(command, onClose);
  };
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const first = hasty ? entries[0] : undefined;
  useEffect(() => {
    if (first) closeAndRun(first, onClose);
  }, [first, onClose]);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt(Math.max(0, Math.min(entries.length - 1, active + step)));
    else if (event.key === 'Enter' && entries.length > 0) run(entries[active]);
    else if (event.key === 'Enter' && looking) setHasty(true);
    else return;
    event.preventDefault();
  };
  return (
    <div className="form">
      <input
        className="field"
        value={text}
        role="combobox"
        aria-label={t('desk.palette.find')}
        aria-expanded={entries.length > 0}
        aria-controls={`${id}-list`}
        {...(drawn[active] ? { 'aria-activedescendant': `${id}-${drawn[active].key}` } : {})}
        placeholder={t('desk.palette.find')}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setHasty(false);
        }}
        onKeyDown={press}
      />
      {orders.error ? <p className="wrong">{problemText(orders.error)}</p> : null}
      <div ref={list} className="palette" role="listbox" id={`${id}-list`} aria-label={t('desk.palette.title')}>
        {drawn.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus; arrows and Enter do what a click does
          <div
            key={entry.key}
            id={`${id}-${entry.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={() => run(entry)}
          >
            <span>{entry.name}</span> <span className="soft">{entry.hint}</span>
          </div>
        ))}
      </div>
      {entries.length === 0 ? (
        <p className="soft" role="status">
          {t(looking ? 'state.loading' : 'desk.palette.nothing')}
        </p>
      ) : null}
    </div>
  );
}

/** What the command opens takes the focus only once this dialog has given it back. */
function closeAndRun(command: Command, onClose: () => void): void {
  onClose();
  setTimeout(command.run);
}

/** Orders found, each as the command that opens it. */
function useOrderCommands(orders: readonly OrderSummary[]): Command[] {
  const navigate = useNavigate();
  const tree = useTree();
  const kindName = useKindName();
  return orders.map((order) => ({
    key: order.id,
    name: `${order.number} ${order.text ?? kindName(order.kind, order.nature)}`,
    hint: `${t(`status.${order.status}`)} · ${placeText(tree, order.placeUnitId)}`,
    run: () => void navigate({ to: order.confidential ? '/petitions' : '/queue', search: { order: order.id } }),
  }));
}
