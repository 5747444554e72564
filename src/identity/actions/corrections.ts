import { loadTree } from '../../organisation/actions.ts';
import { pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { type CorrectedPerson, refusalToCorrect } from '../rules/corrections.ts';
import { identityKeys, keyedDigest } from '../rules/digests.ts';
import { isMinor } from '../rules/minors.ts';
import { normalisePhone } from '../rules/phone.ts';
import { waits } from '../rules/phone-moves.ts';
import type { PersonCorrection, PersonSummary } from '../schema.ts';
import { loadAccount } from '../store/accounts.ts';
import { forgetCode } from '../store/login.ts';
import { findByPhone, loadPerson, lockPerson, type PersonRow, updatePerson } from '../store/people.ts';
import { revokeSessions } from '../store/sessions.ts';
import { forgetActor } from './callers.ts';
import { rolesOf } from './grants.ts';
import { summaries } from './people.ts';
import { askPhoneMove, phoneTaken } from './phone-moves.ts';

/**
 * Corrects name, phone or year of birth of somebody within the actor's reach, and gives the record as it is now. The
 * phone of a record that its owner uses waits 72 hours, in which they find it in their inbox and can say no; then every
 * session of theirs ends and codes sent to either number are void. Who becomes a minor needs a
 * guardian's consent anew. Events `identity.person_corrected` (names of fields), `identity.phone_move_asked`. Problems
 * those of `refusalToCorrect`, `identity.version_conflict` (412), `identity.phone_taken` (409),
 * `identity.phone_malformed` (400).
 */
export async function correctPerson(
  context: Context,
  actor: Actor,
  personId: string,
  change: PersonCorrection,
  options: { ifMatch?: number | undefined; attempt?: Attempt | undefined } = {},
): Promise<PersonSummary> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  const summary = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, options.attempt, { status: 200, subjectId: personId, at });
    const person = await lockPerson(connection, personId);
    if (!person || person.erasedAt) throw notFound();
    const corrected = correctionOf(person, change, at);
    const phone = corrected.phone !== person.phone;
    const refusal = refusalToCorrect(actor, await describe(connection, tree, person), { phone: phone && !first });
    if (refusal) throw refusal;
    if (!first) await write(context, connection, actor, { person, corrected, ifMatch: options.ifMatch, at });
    const now = await loadPerson(connection, personId);
    const [found] = now ? await summaries(connection, [now], at) : [];
    if (!found) throw notFound();
    return found;
  });
  forgetActor(context, personId);
  return summary;
}

function correctionOf(person: PersonRow, change: PersonCorrection, at: Date): PersonRow {
  const { name = person.name, birthYear = person.birthYear } = change;
  const phone = change.phone === undefined ? person.phone : change.phone === null ? null : normalisePhone(change.phone);
  const becomesMinor = isMinor(birthYear, at) && !isMinor(person.birthYear, at);
  return {
    ...person,
    name: name?.trim() ?? null,
    phone,
    birthYear,
    ...(becomesMinor ? { guardianId: null, guardianConsentAt: null } : {}),
  };
}

async function describe(connection: Connection, tree: Tree, person: PersonRow): Promise<CorrectedPerson> {
  const roles = await rolesOf(connection, person.id);
  return {
    id: person.id,
    homePath: person.homeUnitId === null ? [tree.rootId] : pathOf(tree, person.homeUnitId),
    claimed: person.claimedAt !== null,
    hasAccount: (await loadAccount(connection, person.id)) !== undefined,
    rolePaths: roles.map(({ unitId }) => pathOf(tree, unitId)),
  };
}

async function write(
  context: Context,
  connection: Connection,
  actor: Actor,
  change: { person: PersonRow; corrected: PersonRow; ifMatch: number | undefined; at: Date },
): Promise<void> {
  const { person, ifMatch, at } = change;
  if (ifMatch !== undefined && ifMatch !== person.version)
    throw new Problem('identity.version_conflict', 412, 'This was changed meanwhile. Load it again.');
  const corrected = await besidesPhone(connection, actor, change);
  const fields = (['birthYear', 'name', 'phone'] as const).filter((field) => corrected[field] !== person[field]);
  if (fields.length === 0) return;
  const event = { subjectKind: 'person', subjectId: person.id };
  if (corrected.phone !== person.phone) {
    if (corrected.phone !== null && (await findByPhone(connection, corrected.phone))) throw phoneTaken();
    const keys = identityKeys(context.secret);
    for (const phone of [person.phone, corrected.phone])
      if (phone !== null) await forgetCode(connection, keyedDigest(keys, 'phone', actor.networkId, phone));
    await revokeSessions(connection, person.id, { id: null, but: null }, at);
  }
  await updatePerson(connection, corrected);
  await recordEvents(connection, actor, at, [
    { ...event, kind: 'identity.person_corrected', body: { fields, byStaff: true } },
    ...(fields.includes('phone') && person.claimedAt !== null ? [{ ...event, kind: 'identity.phone_corrected' }] : []),
  ]);
}

/** What is corrected at once: a number by which somebody logs in waits instead, so that its holder can say no. */
async function besidesPhone(
  connection: Connection,
  actor: Actor,
  { person, corrected, at }: { person: PersonRow; corrected: PersonRow; at: Date },
): Promise<PersonRow> {
  const { phone } = corrected;
  if (phone === null || !waits(person, phone)) return corrected;
  if (await findByPhone(connection, phone)) throw phoneTaken();
  await askPhoneMove(connection, actor, { personId: person.id, phone }, at);
  return { ...corrected, phone: person.phone };
}
