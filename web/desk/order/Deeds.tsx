import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { ActionName } from '../../../src/orders/schema/states.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { useCommands } from '../frame/commands.ts';
import { reasonText } from '../frame/said.tsx';
import { DeedDialog, type DialogDeed } from './DeedDialog.tsx';
import type { Act, Done } from './use-act.tsx';

const Slip = lazy(async () => ({ default: (await import('./Slip.tsx')).Slip }));

interface DeedsProps {
  order: OrderDetail;
  act: Act;
  onDone: Done;
  onOpen: (id: string) => void;
}

/** What staff can do beside triage, dispatch and a confirmed emergency, which have places of their own. */
const DEEDS = [
  'answer',
  'hand_over',
  'merge',
  'unmerge',
  'split',
  'supervise',
  'recall',
  'withdraw',
] as const satisfies readonly ActionName[];

/** Everything else that can be done; and of what cannot be done now, the server's reason. */
export function Deeds({ order, act, onDone, onOpen }: DeedsProps) {
  const [open, setOpen] = useState<DialogDeed>();
  const [printing, setPrinting] = useState(false);
  // A petition is supervised with a date, beside the other deeds of its path.
  const states = DEEDS.filter((name) => name !== 'supervise' || !order.confidential).flatMap((name) =>
    order.actions.filter((each) => each.name === name),
  ) as {
    name: DialogDeed | 'unmerge';
    allowed: boolean;
    reason: string | null;
  }[];
  const allowed = states.filter((state) => state.allowed);
  const not = states.filter((state) => !state.allowed && state.reason !== 'orders.not_yours');
  const start = (name: DialogDeed | 'unmerge') => {
    if (name === 'unmerge') act('unmerge', {}, { sentence: t('desk.deed.unmerge.done') });
    else setOpen(name);
  };
  const command = { hint: order.number };
  useCommands([
    ...allowed.map(({ name }) => ({ ...command, key: name, name: t(`desk.deed.${name}`), run: () => start(name) })),
    // What was said in confidence goes on no paper.
    ...(order.confidential
      ? []
      : [{ ...command, key: 'slip', name: t('desk.slip.open'), run: () => setPrinting(true) }]),
  ]);
  return (
    <section>
      <h3>{t('desk.deeds')}</h3>
      <div className="deeds">
        {allowed.map(({ name }) => (
          <Button key={name} onClick={() => start(name)}>
            {t(`desk.deed.${name}`)}
          </Button>
        ))}
        {order.confidential ? null : <Button onClick={() => setPrinting(true)}>{t('desk.slip.open')}</Button>}
        {allowed.length === 0 ? <span className="soft">{t('desk.deeds.none')}</span> : null}
      </div>
      {order.mergedInto ? (
        <Button type="link" onClick={() => onOpen(order.mergedInto ?? '')}>
          {t('desk.merged_into')}
        </Button>
      ) : null}
      {order.mergedFrom.map((id) => (
        <Button key={id} type="link" onClick={() => onOpen(id)}>
          {t('desk.merged_from')}
        </Button>
      ))}
      {order.splitFrom ? (
        <Button type="link" onClick={() => onOpen(order.splitFrom ?? '')}>
          {t('desk.split_from')}
        </Button>
      ) : null}
      {not.length > 0 ? (
        <details style={{ marginTop: 8 }}>
          <summary className="soft">{t('desk.deeds.not_now')}</summary>
          <dl className="meta" style={{ marginTop: 6 }}>
            {not.map(({ name, reason }) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{t(`desk.deed.${name}`)}</dt>
                <dd className="soft">{reasonText(reason)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
      {printing ? (
        <Suspense>
          <Slip order={order} onClose={() => setPrinting(false)} />
        </Suspense>
      ) : null}
      {open ? <DeedDialog deed={open} order={order} onDone={onDone} onClose={() => setOpen(undefined)} /> : null}
    </section>
  );
}
