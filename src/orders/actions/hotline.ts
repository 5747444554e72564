import type { Context } from '../../platform/context.ts';
import { type Attempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { actOnOrder } from './act.ts';
import { readOrder } from './view.ts';

/** Whether the city's 12345 line can be reached from here. */
export function hasHotline(context: Context): boolean {
  return context.ports.hotline !== undefined;
}

/**
 * Hands a petition over to the city's 12345 line, in the words that a clerk masked, and keeps its number there. Problems:
 * `platform.not_found`, `orders.no_hotline` (409) without a provider, `orders.masking_needed`, those of `note_hotline`.
 */
export async function handToHotline(context: Context, actor: Actor, orderId: string, attempt?: Attempt): Promise<void> {
  const { hotline } = context.ports;
  const before =
    attempt && (await context.database.transaction(actor.networkId, (connection) => findAttempt(connection, attempt)));
  // Handed over already: the same key does it once.
  if (before) return;
  const order = await readOrder(context, actor, orderId);
  const may = order.actions.find((each) => each.name === 'note_hotline');
  if (!may?.allowed) throw new Problem(may?.reason ?? 'platform.forbidden', 403, 'This is for its petition clerks.');
  if (!hotline)
    throw new Problem(
      'orders.no_hotline',
      409,
      'No line to 12345 is set up here. Call it, and note the number by hand.',
    );
  const masked = order.words.findLast((each) => each.kind === 'masked');
  if (!masked) throw new Problem('orders.masking_needed', 409, 'Confirm first which words may leave this house.');
  const number = await hotline.handOver({
    networkId: actor.networkId,
    reference: order.number,
    words: masked.words,
    kind: order.kind,
  });
  const input = { hotlineNumber: number, direction: 'to' as const };
  await actOnOrder(context, actor, { orderId, action: 'note_hotline', input }, { attempt });
}
