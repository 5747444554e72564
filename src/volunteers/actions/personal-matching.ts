import type { Context } from '../../platform/context.ts';
import { eventRows } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { notAVolunteer } from '../rules.ts';
import { setPersonalMatching } from '../store/personal-matching.ts';
import { loadVolunteerRows } from '../store/volunteers.ts';

/**
 * Turns being chosen by what is known of one on or off, at once and without a reason (个人信息保护法 art. 24: whoever is
 * told things by automated choice can refuse it). Off, nobody is asked in waves, and sees the plain list by time. Problem
 * `volunteers.not_a_volunteer` (404).
 */
export async function choosePersonalMatching(
  context: Context,
  actor: Actor,
  on: boolean,
  attempt?: Attempt,
): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    const [row] = await loadVolunteerRows(connection, [actor.id]);
    if (!row) throw notAVolunteer();
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: actor.id, at })) return;
    const kind = 'volunteers.personal_matching_chosen';
    const event = { kind, subjectKind: 'person', subjectId: actor.id, unitId: row.unitId, body: { on } };
    await setPersonalMatching(connection, actor.id, on, eventRows([event], actor, at));
  });
}
