import { loadTree, today } from '../../organisation/actions.ts';
import { isOpen, pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor, GrantedRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import type { UnitLevel } from '../../shared/units.ts';
import { needsSecond, refusalToChangeGrant, refusalToGrant, roleApartFrom } from '../rules/grants.ts';
import type { GrantGiven } from '../schema.ts';
import { insertWish } from '../store/grant-wishes.ts';
import {
  endGrantRow,
  insertGrants,
  loadGrant,
  loadGrantsOf,
  loadGrantsOfPeople,
  loadHolders,
} from '../store/grants.ts';
import { lockPerson } from '../store/people.ts';
import { forgetActor } from './callers.ts';

/** Ids of people who hold one of `roles` exactly at this unit, not above. */
export function peopleWithRole(
  connection: Connection,
  unitId: string,
  roles: readonly GrantedRole[],
): Promise<string[]> {
  return loadHolders(connection, unitId, roles);
}

/** A unit's level and path. Problem `identity.unit_unknown` (422) for one that is not there or does not work on `date`. */
export function workingUnit(tree: Tree, unitId: string, date: string): { level: UnitLevel; unitPath: string[] } {
  const unit = tree.units.get(unitId);
  if (!unit || !isOpen(unit, date))
    throw new Problem('identity.unit_unknown', 422, 'There is no such unit, or it is closed.', { field: '/unitId' });
  return { level: unit.level, unitPath: pathOf(tree, unitId) };
}

/**
 * Gives a person a role at a unit, which reaches its subtree; gives the grant's id. A role over the whole network, and a
 * custodian's anywhere, only waits, when a person gives it, until a second administrator agrees: then `waiting`, and the wish's id. Events
 * `identity.granted`, `identity.grant_asked`. Problems `identity.unit_unknown`, `identity.role_not_at_level` (422),
 * `identity.grant_above`, `identity.grant_to_self` (403), `identity.already_granted`, `identity.roles_apart` (409),
 * `platform.not_found` (404).
 */
export async function grantRole(
  context: Context,
  actor: Actor,
  wish: RoleWish,
  attempt?: Attempt,
): Promise<GrantGiven> {
  const { level, unitPath } = workingUnit(await loadTree(context, actor.networkId), wish.unitId, today(context));
  const refusal = refusalToGrant(actor, { ...wish, level, unitPath });
  if (refusal) throw refusal;
  const at = context.clock.now();
  // Our own jobs (a city's beginning, the command line) are whoever runs the machine.
  const waiting = actor.kind !== 'job' && needsSecond(wish.role, level);
  const id = await context.database.transaction(actor.networkId, async (connection) => {
    const newGrantId = newId(at);
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: newGrantId, at });
    if (first?.subjectId) return first.subjectId;
    if (waiting) await askForSecond(connection, actor, wish, { id: newGrantId, at });
    else await giveRole(connection, actor, wish, { id: newGrantId, at });
    return newGrantId;
  });
  if (!waiting) forgetActor(context, wish.personId);
  return { id, waiting };
}

/** A role somebody is to have at a unit. */
export interface RoleWish {
  personId: string;
  role: GrantedRole;
  unitId: string;
}

async function askForSecond(
  connection: Connection,
  actor: Actor,
  wish: RoleWish,
  { id, at }: { id: string; at: Date },
): Promise<void> {
  await refuseToHold(connection, wish);
  await insertWish(connection, { ...wish, id, askedBy: actor.id, askedAt: at });
  await recordEvents(connection, actor, at, [
    {
      kind: 'identity.grant_asked',
      subjectKind: 'grant',
      subjectId: id,
      unitId: wish.unitId,
      body: { personId: wish.personId, role: wish.role },
    },
  ]);
}

/**
 * Gives a role inside another capability's transaction, which has decided that it may be (a team's new leader). Event and
 * problems as `grantRole`, except those of rights. After the commit call `forgetActor`.
 */
export async function giveRole(
  connection: Connection,
  actor: Actor,
  wish: RoleWish,
  grant: { id: string; at: Date; askedBy?: string },
): Promise<void> {
  await refuseToHold(connection, wish);
  const { askedBy } = grant;
  await insertGrants(connection, [{ ...wish, id: grant.id, grantedBy: actor.id, grantedAt: grant.at }]);
  await recordEvents(connection, actor, grant.at, [
    {
      kind: 'identity.granted',
      subjectKind: 'grant',
      subjectId: grant.id,
      unitId: wish.unitId,
      body: { personId: wish.personId, role: wish.role, ...(askedBy ? { askedBy } : {}) },
    },
  ]);
}

/** Locks the person who is to have a role, and throws where they cannot. Problems as `giveRole`. */
async function refuseToHold(connection: Connection, wish: RoleWish): Promise<void> {
  const person = await lockPerson(connection, wish.personId);
  if (!person || person.erasedAt) throw notFound();
  const held = await loadGrantsOfPeople(connection, [wish.personId]);
  if (held.some(({ role, unitId }) => role === wish.role && unitId === wish.unitId))
    throw new Problem('identity.already_granted', 409, 'This person has this role here already.');
  const apart = roleApartFrom(
    wish.role,
    held.map((each) => each.role),
  );
  if (apart)
    throw new Problem(
      'identity.roles_apart',
      409,
      'Nobody holds both roles. End the other first, or ask somebody else.',
      {
        params: { role: wish.role, other: apart },
      },
    );
}

/**
 * Ends a role. Works within five seconds everywhere. Event `identity.grant_ended`. Problems `platform.not_found` (also
 * for a grant outside the actor's subtree), `identity.grant_to_self` (403).
 */
export async function endGrant(context: Context, actor: Actor, grantId: string, attempt?: Attempt): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  const personId = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 204, subjectId: grantId, at });
    const grant = await loadGrant(connection, grantId);
    if (first && grant) return grant.personId;
    if (!grant) throw notFound();
    const refusal = refusalToChangeGrant(actor, { ...grant, unitPath: pathOf(tree, grant.unitId) });
    if (refusal) throw refusal.code === 'identity.grant_above' ? notFound() : refusal;
    await takeRole(connection, actor, grant, at);
    return grant.personId;
  });
  forgetActor(context, personId);
}

/** Ends a role inside another capability's transaction, which has decided that it may be. Does nothing twice. */
export async function takeRole(
  connection: Connection,
  actor: Actor,
  grant: { id: string; personId: string; role: GrantedRole; unitId: string },
  at: Date,
): Promise<void> {
  if (!(await endGrantRow(connection, grant.id, at))) return;
  await recordEvents(connection, actor, at, [
    {
      kind: 'identity.grant_ended',
      subjectKind: 'grant',
      subjectId: grant.id,
      unitId: grant.unitId,
      body: { personId: grant.personId, role: grant.role },
    },
  ]);
}

/** Grants in force of a person, oldest first. */
export async function rolesOf(
  connection: Connection,
  personId: string,
): Promise<{ id: string; personId: string; role: GrantedRole; unitId: string }[]> {
  return (await loadGrantsOf(connection, personId)).filter((grant) => grant.endedAt === null);
}

/**
 * Loads roles in bulk for demo cities and imports, unchecked but for what nobody may hold together. Writes no events. Throws
 * where the load, or the load beside what is held, would make somebody both of two roles that are kept apart.
 */
export async function insertRoles(
  connection: Connection,
  roles: readonly { personId: string; role: GrantedRole; unitId: string; at: Date }[],
): Promise<void> {
  const people = [...new Set(roles.map(({ personId }) => personId))];
  const held = new Map<string, GrantedRole[]>();
  for (const { personId, role } of [...(await loadGrantsOfPeople(connection, people)), ...roles]) {
    const beside = held.get(personId) ?? [];
    const apart = roleApartFrom(role, beside);
    if (apart) throw new Error(`Nobody is ${role} and ${apart} at once, and the load would make ${personId} both.`);
    held.set(personId, [...beside, role]);
  }
  await insertGrants(
    connection,
    roles.map(({ personId, role, unitId, at }) => ({
      id: newId(at),
      personId,
      role,
      unitId,
      grantedBy: 'import',
      grantedAt: at,
    })),
  );
}
