import type { StoredEvent } from '../platform/events.ts';
import type { NotificationKind } from './schema.ts';

/** Groups of people of an order who can be told something. */
export type Audience =
  | 'requester'
  | 'followers'
  | 'offered'
  | 'newly_offered'
  | 'team_leaders'
  | 'serving'
  | 'named'
  | 'released'
  | 'absent'
  | 'owner_staff'
  | 'centre_staff'
  | 'department'
  | 'supervisor_staff';

/** Something to tell one audience. */
export interface Telling {
  audience: Audience;
  kind: NotificationKind;
  urgent?: boolean;
}

/** What is told of an emergency, found on arrival or by a person. */
const ALARM = 'orders.redirected';

/** What each happening of an order tells to whom. A happening that is not named tells nobody. */
const TELLINGS: Record<string, readonly Telling[]> = {
  'orders.triaged': [{ audience: 'requester', kind: 'order_triaged' }],
  [ALARM]: [
    { audience: 'owner_staff', kind: 'emergency', urgent: true },
    { audience: 'supervisor_staff', kind: 'emergency', urgent: true },
  ],
  'orders.not_reached': [{ audience: 'supervisor_staff', kind: 'emergency', urgent: true }],
  'orders.confirmed_safe': [{ audience: 'requester', kind: 'order_safe' }],
  'orders.dispatched': [
    { audience: 'requester', kind: 'order_sent' },
    { audience: 'offered', kind: 'offer' },
    { audience: 'team_leaders', kind: 'team_offer' },
  ],
  'orders.widened': [{ audience: 'newly_offered', kind: 'offer' }],
  'dispatch.exhausted': [{ audience: 'owner_staff', kind: 'nobody_left' }],
  'dispatch.absence_reported': [{ audience: 'absent', kind: 'absence_reported' }],
  'dispatch.absence_contested': [{ audience: 'centre_staff', kind: 'absence_contested' }],
  'dispatch.absence_upheld': [{ audience: 'absent', kind: 'absence_upheld' }],
  'dispatch.absence_dropped': [{ audience: 'absent', kind: 'absence_dropped' }],
  'orders.accepted': [
    { audience: 'requester', kind: 'order_accepted' },
    { audience: 'named', kind: 'task_named' },
  ],
  'orders.changed': [{ audience: 'serving', kind: 'task_changed' }],
  'orders.withdrawn': [{ audience: 'released', kind: 'task_gone' }],
  'orders.recalled': [{ audience: 'released', kind: 'task_gone' }],
  'orders.returned': [
    { audience: 'owner_staff', kind: 'order_received' },
    { audience: 'requester', kind: 'order_returned' },
  ],
  'orders.started': [{ audience: 'requester', kind: 'order_started' }],
  'orders.served': [
    { audience: 'requester', kind: 'order_served' },
    { audience: 'followers', kind: 'followed_served' },
  ],
  'orders.answered': [
    { audience: 'requester', kind: 'order_answered' },
    { audience: 'followers', kind: 'followed_answered' },
  ],
  'orders.forwarded': [
    { audience: 'department', kind: 'petition_received' },
    { audience: 'requester', kind: 'petition_forwarded' },
  ],
  'orders.objected': [{ audience: 'owner_staff', kind: 'petition_objected' }],
  'orders.objection_decided': [
    { audience: 'department', kind: 'petition_received' },
    { audience: 'requester', kind: 'petition_forwarded' },
  ],
  'orders.admitted': [
    { audience: 'requester', kind: 'petition_admitted' },
    { audience: 'followers', kind: 'followed_admitted' },
  ],
  'orders.asked': [{ audience: 'requester', kind: 'petition_question' }],
  'orders.responded': [
    { audience: 'department', kind: 'petition_response' },
    { audience: 'owner_staff', kind: 'petition_response' },
  ],
  'orders.extension_asked': [{ audience: 'owner_staff', kind: 'petition_extension_asked' }],
  'orders.extended': [
    { audience: 'requester', kind: 'petition_extended' },
    { audience: 'department', kind: 'petition_extended' },
  ],
  'orders.extension_refused': [{ audience: 'department', kind: 'petition_extension_refused' }],
  'orders.replied': [
    { audience: 'requester', kind: 'petition_replied' },
    { audience: 'followers', kind: 'followed_replied' },
    { audience: 'owner_staff', kind: 'petition_reply_seen' },
  ],
  'orders.reconsideration_asked': [{ audience: 'supervisor_staff', kind: 'reconsideration_asked' }],
  'orders.final_reconsideration_asked': [{ audience: 'supervisor_staff', kind: 'reconsideration_asked' }],
  'orders.reply_upheld': [{ audience: 'requester', kind: 'reconsideration_concluded' }],
  'orders.reply_revoked': [
    { audience: 'requester', kind: 'reconsideration_concluded' },
    { audience: 'department', kind: 'petition_received' },
  ],
  'vault.identity_opened': [{ audience: 'requester', kind: 'identity_opened' }],
  'orders.shown_door': [{ audience: 'requester', kind: 'petition_door' }],
  'orders.reported_back': [{ audience: 'supervisor_staff', kind: 'petition_reported_back' }],
  'orders.closed_disputed': [
    { audience: 'owner_staff', kind: 'order_disputed' },
    { audience: 'followers', kind: 'followed_closed' },
  ],
  'orders.reviewed': [{ audience: 'followers', kind: 'followed_closed' }],
  'orders.reminded': [{ audience: 'requester', kind: 'order_reminder' }],
  'orders.closed_unanswered': [
    { audience: 'requester', kind: 'order_closed_unanswered' },
    { audience: 'followers', kind: 'followed_closed' },
  ],
  'orders.merged': [{ audience: 'requester', kind: 'order_merged' }],
  'orders.unmerged': [{ audience: 'requester', kind: 'order_unmerged' }],
  'orders.handed_over': [{ audience: 'owner_staff', kind: 'order_received' }],
  'orders.supervised': [
    { audience: 'owner_staff', kind: 'order_supervised' },
    { audience: 'department', kind: 'order_supervised' },
  ],
  'orders.reopened': [{ audience: 'owner_staff', kind: 'order_reopened' }],
  'orders.disputed': [
    { audience: 'owner_staff', kind: 'order_disputed' },
    { audience: 'supervisor_staff', kind: 'order_disputed' },
    { audience: 'department', kind: 'order_disputed' },
  ],
  'orders.warned': [
    { audience: 'owner_staff', kind: 'clock_warning' },
    { audience: 'department', kind: 'clock_warning' },
  ],
  'orders.escalated': [
    { audience: 'owner_staff', kind: 'clock_escalated' },
    { audience: 'department', kind: 'clock_escalated' },
    { audience: 'supervisor_staff', kind: 'clock_escalated', urgent: true },
    { audience: 'requester', kind: 'order_late' },
  ],
  'orders.lapsed': [
    { audience: 'owner_staff', kind: 'clock_escalated' },
    { audience: 'supervisor_staff', kind: 'clock_escalated', urgent: true },
    { audience: 'requester', kind: 'order_late' },
  ],
};

/** What residents are told of their own orders: addressed anew when an order becomes a petition. */
export const toldToResidents: readonly NotificationKind[] = [
  ...new Set(
    Object.values(TELLINGS).flatMap((tellings) =>
      tellings.filter((telling) => telling.audience === 'requester').map((telling) => telling.kind),
    ),
  ),
];

/** What an event tells, and to whom. An emergency recognised on arrival alerts like one found by a person. */
export function tellingsOf(event: Pick<StoredEvent, 'kind' | 'body'>): readonly Telling[] {
  const redirected = event.kind === 'orders.submitted' && event.body['status'] === 'redirected';
  const happened = redirected ? ALARM : event.kind;
  // Where people are missing for many, the centre is told of all at once.
  if (event.body['amongMany'] === true) return [];
  return TELLINGS[happened] ?? [];
}

interface Parts {
  offers?: { personId: string | null; status: string }[];
  assignments?: { personId: string; status: string }[];
}

/** The people whose part an event released: they were serving or asked before it. */
export function releasedBy(event: Pick<StoredEvent, 'body'>): string[] {
  const { offers, assignments } = event.body as Parts;
  const offered = (offers ?? []).flatMap((offer) =>
    offer.status === 'withdrawn' && offer.personId ? [offer.personId] : [],
  );
  const serving = (assignments ?? []).flatMap((each) => (each.status === 'released' ? [each.personId] : []));
  return [...new Set([...offered, ...serving])];
}

/** The people whom an event offered the order, by name. */
export function offeredBy(event: Pick<StoredEvent, 'body'>): string[] {
  const { offers } = event.body as Parts;
  return (offers ?? []).flatMap((each) => (each.status === 'open' && each.personId ? [each.personId] : []));
}

/** The people to whom an event gave a part: themselves, or their leader named them. */
export function namedBy(event: Pick<StoredEvent, 'body'>): string[] {
  const { assignments } = event.body as Parts;
  return (assignments ?? []).flatMap((each) => (each.status === 'accepted' ? [each.personId] : []));
}
