import type { Notification } from '../../src/notify/schema.ts';
import type { AskableNeeds } from '../../src/organisation/policies/schema/needs.ts';
import { nameIn, say, t } from '../ui/language.ts';
import { kindOf } from './queries.ts';

const TO_VOLUNTEERS = new Set(['task_named', 'task_changed', 'task_gone']);

/** What I was told, in one sentence. A kind is named as the city names it: what somebody asks for may be theirs to do, not mine. */
export function sentenceOf(
  message: Pick<Notification, 'kind' | 'orderKind' | 'orderNumber' | 'confidential' | 'question'>,
  needs: AskableNeeds | undefined,
): string {
  const kind = kindOf(needs, message.orderKind);
  const params = { kind: kind ? nameIn(kind) : t('notify.help'), number: message.orderNumber ?? '' };
  // To a complaint nobody is sent, and a question waits for words.
  const about = message.confidential ? '.petition' : message.question ? '.question' : '';
  return say(`notify.${message.kind}${about}`, params) ?? say(`notify.${message.kind}`, params) ?? message.kind;
}

/** Where one can do something about it. */
export function addressOf({ kind, orderId }: Pick<Notification, 'kind' | 'orderId'>): string {
  if (kind === 'team_message') return '/tasks';
  if (kind === 'breach_told') return '/me/notices';
  if (kind.startsWith('phone_') || kind === 'authenticators_taken') return '/me';
  if (kind.startsWith('absence_')) return '/volunteer';
  if (kind === 'offer' || kind === 'team_offer') return '/offers';
  if (orderId === null) return '/orders';
  return TO_VOLUNTEERS.has(kind) ? `/tasks/${orderId}` : `/orders/${orderId}`;
}
