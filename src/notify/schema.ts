import Type, { type Static } from 'typebox';
import { Page } from '../shared/page.ts';

/** What a person can be told. Each has its sentence under `notify.<kind>` in both languages. */
export const notificationKinds = [
  // to the one who asked
  'order_triaged',
  'order_sent',
  'order_accepted',
  'order_started',
  'order_served',
  'order_answered',
  'order_reminder',
  'order_late',
  'order_returned',
  'order_merged',
  'order_unmerged',
  'order_closed_unanswered',
  'order_safe',
  // to the one who complained
  'petition_forwarded',
  'petition_admitted',
  'petition_question',
  'petition_extended',
  'petition_replied',
  'reconsideration_concluded',
  'petition_door',
  'identity_opened',
  // to those whose order was merged
  'followed_admitted',
  'followed_replied',
  'followed_served',
  'followed_answered',
  'followed_closed',
  // to volunteers and team leaders
  'offer',
  'team_offer',
  'task_named',
  'task_changed',
  'task_gone',
  'team_message',
  'absence_reported',
  'absence_upheld',
  'absence_dropped',
  // to whoever it is
  'phone_corrected',
  'phone_moving',
  'phone_not_moved',
  'authenticators_taken',
  'account_made',
  'breach_told',
  // to staff
  'emergency',
  'clock_warning',
  'clock_escalated',
  'order_received',
  'nobody_left',
  'gap_grew',
  'absence_contested',
  'order_supervised',
  'order_reopened',
  'order_disputed',
  // to petition clerks and departments
  'petition_received',
  'petition_objected',
  'petition_response',
  'petition_extension_asked',
  'petition_extension_refused',
  'petition_reply_seen',
  'petition_reported_back',
  'reconsideration_asked',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** One message of the inbox. The page makes the sentence, in the reader's language. */
export const Notification = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.Unsafe<NotificationKind>(Type.String({ enum: [...notificationKinds] })),
  orderId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  orderNumber: Type.Union([Type.String(), Type.Null()]),
  orderKind: Type.Union([Type.String(), Type.Null()], {
    description: 'kind of the needs taxonomy; null when confidential',
  }),
  question: Type.Boolean({
    description: 'the order asks for an answer, not for somebody to come; false when confidential',
  }),
  confidential: Type.Boolean({ description: 'the order is a petition, a complaint or unsure now' }),
  message: Type.Union([Type.Object({ teamId: Type.String({ format: 'uuid' }), words: Type.String() }), Type.Null()], {
    description: 'what a team was told; null when this is of something else, or its time has run out',
  }),
  urgent: Type.Boolean(),
  at: Type.String({ format: 'date-time' }),
  readAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type Notification = Static<typeof Notification>;

export const NotificationPage = Type.Intersect([
  Page(Notification),
  Type.Object({ unread: Type.Integer({ description: 'of all that this person was told, on this page or not' }) }),
]);
export type NotificationPage = Static<typeof NotificationPage>;

/** Who was alerted to an emergency, and when; nobody's reading of it is kept here. */
export const Alerted = Type.Object({
  items: Type.Array(
    Type.Object({ name: Type.Union([Type.String(), Type.Null()]), at: Type.String({ format: 'date-time' }) }),
    { description: 'staff, the first alerted first, at most 50' },
  ),
});
export type Alerted = Static<typeof Alerted>;
