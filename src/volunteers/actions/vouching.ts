import { forgetActor } from '../../identity/actions/callers.ts';
import { loadTree } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows, type NewEvent } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { maySeeVolunteer, refusalToVouch } from '../rules.ts';
import type { VerifySkillInput, VolunteerProfile } from '../schema.ts';
import { loadVolunteerRows, lockVolunteer, markSkill, markVerified, type VolunteerRow } from '../store/volunteers.ts';
import { profileOf, standingOf } from './profiles.ts';

/**
 * Records that the actor has met a volunteer in person, so that they may go to homes. Needs a leader of a team that they
 * are in, or a dispatcher or administrator who reaches their home. Event `volunteers.verified`. Problems
 * `volunteers.no_self_verification` (403), `platform.forbidden`, `platform.not_found`.
 */
export function verifyVolunteer(
  context: Context,
  actor: Actor,
  personId: string,
  attempt?: Attempt,
): Promise<VolunteerProfile> {
  return vouch(context, actor, personId, attempt, async (connection, row, at) => {
    if (row.verifiedAt !== null) return;
    const events = eventRows([vouchEvent('verified', row)], actor, at);
    await markVerified(connection, personId, { at, by: actor.id }, events);
  });
}

/** Takes the mark away again: from then on no new home visits. Rights and problems as `verifyVolunteer`. */
export function unverifyVolunteer(
  context: Context,
  actor: Actor,
  personId: string,
  attempt?: Attempt,
): Promise<VolunteerProfile> {
  return vouch(context, actor, personId, attempt, async (connection, row, at) => {
    if (row.verifiedAt === null) return;
    await markVerified(connection, personId, null, eventRows([vouchEvent('unverified', row)], actor, at));
  });
}

/**
 * Records that the actor has seen the papers of a skill, and until when they are good. Event `volunteers.skill_verified`.
 * Rights as `verifyVolunteer`; problem `volunteers.skill_not_claimed` (409) besides.
 */
export function verifySkill(
  context: Context,
  actor: Actor,
  personId: string,
  input: VerifySkillInput,
  attempt?: Attempt,
): Promise<VolunteerProfile> {
  return vouch(context, actor, personId, attempt, async (connection, row, at) => {
    const { skill, validUntil = null } = input;
    const events = eventRows([vouchEvent('skill_verified', row, { skill, validUntil })], actor, at);
    if (!(await markSkill(connection, { personId, skill, by: actor.id, at, validUntil }, events)))
      throw new Problem(
        'volunteers.skill_not_claimed',
        409,
        'This volunteer does not name that skill. Ask them to add it first.',
        {
          field: '/skill',
        },
      );
  });
}

async function vouch(
  context: Context,
  actor: Actor,
  personId: string,
  attempt: Attempt | undefined,
  mark: (connection: Connection, row: VolunteerRow, at: Date) => Promise<void>,
): Promise<VolunteerProfile> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  const profile = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: personId, at });
    await lockVolunteer(connection, personId);
    const [row] = await loadVolunteerRows(connection, [personId]);
    if (!row || !maySeeVolunteer(actor, standingOf(tree, row))) throw notFound();
    const refusal = refusalToVouch(actor, standingOf(tree, row));
    if (refusal === 'volunteers.no_self_verification')
      throw new Problem(refusal, 403, 'Nobody vouches for themselves. Ask another leader, or staff of your station.');
    if (refusal) throw forbidden();
    if (!first) await mark(connection, row, at);
    const [after] = await loadVolunteerRows(connection, [personId]);
    if (!after) throw notFound();
    return profileOf(connection, after, at);
  });
  forgetActor(context, personId);
  return profile;
}

function vouchEvent(what: string, row: VolunteerRow, body: NonNullable<NewEvent['body']> = {}): NewEvent {
  return { kind: `volunteers.${what}`, subjectKind: 'person', subjectId: row.personId, unitId: row.unitId, body };
}
