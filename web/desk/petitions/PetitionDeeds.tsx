import { Button } from 'antd';
import { useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { useCommands } from '../frame/commands.ts';
import { reasonText } from '../frame/said.tsx';
import type { Act, Done } from '../order/use-act.tsx';
import { ComplainedOf } from './ComplainedOf.tsx';
import type { PetitionDeed } from './deeds.ts';
import { ForwardDialog } from './ForwardDialog.tsx';
import { MarkDialog } from './MarkDialog.tsx';
import { PetitionDialog } from './PetitionDialog.tsx';
import { PublishDialog } from './PublishDialog.tsx';

/** What clerks and departments do to a petition, in the order of its path. */
const DEEDS = [
  'forward',
  'sign_for',
  'admit',
  'object',
  'decide_objection',
  'ask',
  'ask_extension',
  'decide_extension',
  'reply',
  'conclude',
  'report_back',
  'show_door',
  'note_hotline',
  'supervise',
] as const;
type Name = (typeof DEEDS)[number];

/** Reasons that nobody needs to read: it is somebody else's, of another state, or there is nothing to it yet. */
const UNSAID: ReadonlySet<string> = new Set([
  'platform.forbidden',
  'orders.wrong_state',
  'orders.not_yours',
  'orders.no_instruction',
  'orders.no_extension_asked',
  'orders.no_question',
]);

/** The one thing to do now stands out; the rest waits beside it. */
const FIRST: Partial<Record<OrderDetail['status'], Name>> = {
  triaged: 'forward',
  forwarded: 'sign_for',
  signed_for: 'admit',
  objected: 'decide_objection',
  admitted: 'reply',
  reviewed: 'reply',
  reconsideration: 'conclude',
  final_reconsideration: 'conclude',
};

/** Everything on the path of a petition that this person may do now; and of what they may do later, the reason why not. */
export function PetitionDeeds({ order, act, onDone }: { order: OrderDetail; act: Act; onDone: Done }) {
  const [open, setOpen] = useState<Name | 'publish' | 'mark'>();
  const states = DEEDS.flatMap((name) => order.actions.filter((each) => each.name === name)) as {
    name: Name;
    allowed: boolean;
    reason: string | null;
  }[];
  const allowed = states.filter((each) => each.allowed);
  const later = states.filter((each) => !each.allowed && !UNSAID.has(each.reason ?? ''));
  const start = (name: Name) => {
    if (name === 'sign_for') act('sign_for', {}, { sentence: t('desk.path.sign_for.done') });
    else setOpen(name);
  };
  const publishable = order.petition?.consented === true && isClerk(order);
  const marking = isClerk(order) && !['closed', 'merged', 'withdrawn'].includes(order.status);
  const asked = allowed.some(({ name }) => name === 'decide_extension') ? 'decide_extension' : FIRST[order.status];
  // What it is comes before whom it complains of.
  const first = marking && order.complained === null && order.status !== 'submitted' ? 'mark' : asked;
  useCommands(
    allowed.map(({ name }) => ({
      key: name,
      name: t(`desk.path.${name}`),
      hint: order.number,
      run: () => start(name),
    })),
  );
  if (!open && allowed.length === 0 && later.length === 0 && !publishable && !marking) return null;
  return (
    <section>
      <h3>{t('desk.path')}</h3>
      {marking ? <ComplainedOf complained={order.complained} /> : null}
      <div className="deeds">
        {marking ? (
          <Button type={first === 'mark' ? 'primary' : 'default'} onClick={() => setOpen('mark')}>
            {t(order.complained === null ? 'desk.mark' : 'desk.mark.again')}
          </Button>
        ) : null}
        {allowed.map(({ name }) => (
          <Button key={name} type={first === name ? 'primary' : 'default'} onClick={() => start(name)}>
            {t(`desk.path.${name}`)}
          </Button>
        ))}
        {publishable ? <Button onClick={() => setOpen('publish')}>{t('desk.path.publish')}</Button> : null}
      </div>
      {later.map(({ name, reason }) => (
        <p key={name} className="soft">
          {t('desk.path.not_now', { deed: t(`desk.path.${name}`), reason: reasonText(reason) ?? '' })}
        </p>
      ))}
      {open === 'forward' ? <ForwardDialog order={order} onDone={onDone} onClose={() => setOpen(undefined)} /> : null}
      {open === 'publish' ? <PublishDialog order={order} onClose={() => setOpen(undefined)} /> : null}
      {open === 'mark' ? <MarkDialog order={order} onDone={onDone} onClose={() => setOpen(undefined)} /> : null}
      {open && open !== 'forward' && open !== 'publish' && open !== 'sign_for' && open !== 'mark' ? (
        <PetitionDialog
          deed={open satisfies PetitionDeed}
          order={order}
          onDone={onDone}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </section>
  );
}

/** Whether this person handles it as a clerk, whatever its state allows. */
function isClerk({ confidential, actions }: OrderDetail): boolean {
  return confidential && actions.some((each) => each.name === 'forward' && each.reason !== 'platform.forbidden');
}
