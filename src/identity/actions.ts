import { loadTree, today } from '../organisation/actions.ts';
import { pathOf } from '../organisation/rules/tree.ts';
import type { Context } from '../platform/context.ts';
import type { Connection } from '../platform/database.ts';
import { recordEvents } from '../platform/events.ts';
import { type Attempt, claimAttempt } from '../platform/idempotency.ts';
import { type ActingVolunteer, type Actor, type GrantedRole, jobActor } from '../shared/actor.ts';
import { newId } from '../shared/ids.ts';
import { notFound, Problem } from '../shared/problem.ts';
import { forgetActor } from './actions/callers.ts';
import { giveRole, rolesOf, workingUnit } from './actions/grants.ts';
import { hashPassword } from './actions/password-hash.ts';
import { canListPeople, refusalToGrant } from './rules/grants.ts';
import { isAdult } from './rules/minors.ts';
import { refusalOfPassword } from './rules/password.ts';
import { normalisePhone } from './rules/phone.ts';
import type { ConsentManner, ConsentPurpose } from './schema.ts';
import { findAccount, insertAccount } from './store/accounts.ts';
import { clearConsentSubject, insertConsent } from './store/consents.ts';
import {
  type BulkPerson,
  findByPhone,
  insertPeopleRows,
  insertPerson,
  loadNames,
  loadPerson,
  lockPerson,
  updatePerson,
} from './store/people.ts';

/*
 * What other capabilities build on. Logging in, sessions, keys and one's own data stand in the folder beside.
 */

/**
 * The person a name and phone stand for, entered if new: whoever orders for another, or staff for a caller. Without a
 * phone always a new one. A known phone's person keeps the name they gave themselves. They claim the record by logging
 * in with that phone. Event `identity.person_entered`. Problem `identity.phone_malformed` (400).
 */
export async function findOrCreatePerson(
  connection: Connection,
  actor: Actor,
  person: { name: string; phone?: string },
  at: Date,
): Promise<string> {
  const phone = person.phone === undefined ? null : normalisePhone(person.phone);
  const known = phone === null ? undefined : await findByPhone(connection, phone);
  if (known) return known.id;
  const id = newId(at);
  const row = {
    id,
    name: person.name.trim(),
    phone,
    birthYear: null,
    homeUnitId: null,
    createdAt: at,
    claimedAt: null,
  };
  if (!(await insertPerson(connection, row))) {
    // Somebody else entered the same phone this very moment.
    const other = phone === null ? undefined : await findByPhone(connection, phone);
    if (!other) throw new Error('A phone was taken and is nobody’s.');
    return other.id;
  }
  await recordEvents(connection, actor, at, [
    { kind: 'identity.person_entered', subjectKind: 'person', subjectId: id, body: { withPhone: phone !== null } },
  ]);
  return id;
}

/** Whoever a phone belongs to, or undefined: nobody is entered. Problem `identity.phone_malformed` (400). */
export async function knownByPhone(connection: Connection, phone: string): Promise<string | undefined> {
  return (await findByPhone(connection, normalisePhone(phone)))?.id;
}

/** Names and phones of people by id, absent for ids nobody has; both null once erased. */
export async function namesOf(
  connection: Connection,
  ids: readonly string[],
): Promise<Map<string, { name: string | null; phone: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await loadNames(connection, ids);
  return new Map(rows.map(({ id, name, phone }) => [id, { name, phone }]));
}

/** Whose account has this name, or null. */
export async function personWithAccount(connection: Connection, username: string): Promise<string | null> {
  return (await findAccount(connection, username))?.personId ?? null;
}

/** The unit that a caller lives by, or null: they have not said, or are no person. */
export async function homeOf(context: Context, actor: Actor): Promise<string | null> {
  if (actor.kind !== 'person') return null;
  const person = await context.database.transaction(actor.networkId, (connection) => loadPerson(connection, actor.id));
  return person?.homeUnitId ?? null;
}

/** Loads people in bulk, unchecked, for demo cities and imports. Phones in the kept form; writes no events. */
export function insertPeople(connection: Connection, people: readonly BulkPerson[]): Promise<void> {
  return insertPeopleRows(connection, people);
}

/** Records a consent, and gives its id. Event `identity.consent_given`. */
export async function recordConsent(
  connection: Connection,
  actor: Actor,
  consent: {
    /** Whose. */
    personId: string;
    purpose: ConsentPurpose;
    /** Who says so: the person, a guardian, or the one who orders for them. */
    givenBy: string;
    manner: ConsentManner;
    /** The order it was given for, where it was for one. */
    subjectId?: string;
  },
  at: Date,
): Promise<string> {
  const { personId, purpose, givenBy, manner } = consent;
  const id = newId(at);
  await insertConsent(connection, {
    id,
    personId,
    purpose,
    givenBy,
    manner,
    subjectId: consent.subjectId ?? null,
    givenAt: at,
  });
  await recordEvents(connection, actor, at, [
    {
      kind: 'identity.consent_given',
      subjectKind: 'person',
      subjectId: personId,
      body: { consentId: id, purpose, manner, givenBy },
    },
  ]);
  return id;
}

/** Forgets for which order somebody's consent was given: it became a petition, and names them nowhere. */
export function forgetConsentSubject(connection: Connection, personId: string, subjectId: string): Promise<void> {
  return clearConsentSubject(connection, personId, subjectId);
}

/**
 * Records who guards a minor, and that they agreed to the minor's volunteering. The guardian is entered by name and
 * phone if not known. Problems `platform.not_found` (also for who lives by a unit outside the actor's reach),
 * `identity.not_a_minor` (409), `identity.guardian_is_minor` (422).
 */
export async function recordGuardian(
  context: Context,
  actor: Actor,
  personId: string,
  guardian: { name: string; phone: string; manner: 'spoken' | 'paper' },
  attempt?: Attempt,
): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: personId, at })) return;
    const person = await lockPerson(connection, personId);
    if (!person || person.erasedAt) throw notFound();
    if (person.homeUnitId !== null && !canListPeople(actor, pathOf(tree, person.homeUnitId))) throw notFound();
    if (person.birthYear === null || isAdult(person.birthYear, at))
      throw new Problem(
        'identity.not_a_minor',
        409,
        'Only for a minor a guardian is recorded. Enter the year of birth first.',
      );
    const guardianId = await findOrCreatePerson(connection, actor, guardian, at);
    const found = await loadPerson(connection, guardianId);
    if (guardianId === personId || (found && found.birthYear !== null && !isAdult(found.birthYear, at)))
      throw new Problem('identity.guardian_is_minor', 422, 'A guardian is of age. Check the phone number.', {
        field: '/phone',
      });
    await updatePerson(connection, { ...person, guardianId, guardianConsentAt: at });
    const consent = { personId, purpose: 'volunteer_minor', givenBy: guardianId, manner: guardian.manner } as const;
    await recordConsent(connection, actor, consent, at);
    await recordEvents(connection, actor, at, [
      { kind: 'identity.guardian_recorded', subjectKind: 'person', subjectId: personId, body: { guardianId } },
    ]);
  });
  forgetActor(context, personId);
}

/** Staff to be entered, with the role they begin with. */
export interface NewStaff {
  name: string;
  username: string;
  password: string;
  role: GrantedRole;
  unitId: string;
}

/**
 * Enters a member of staff with a password and a first role, all at once; gives the person's id. Events
 * `identity.person_entered`, `identity.staff_created`, `identity.granted`. Problems `identity.password_weak` (422),
 * `identity.username_taken` (409), and those of `grantRole`.
 */
export async function createStaff(context: Context, actor: Actor, staff: NewStaff): Promise<string> {
  const { name, username, password, role, unitId } = staff;
  const { level, unitPath } = workingUnit(await loadTree(context, actor.networkId), unitId, today(context));
  const refusal =
    refusalOfPassword(password, username) ?? refusalToGrant(actor, { personId: '', role, level, unitPath });
  if (refusal) throw refusal;
  const at = context.clock.now();
  const passwordHash = await hashPassword(password);
  return context.database.transaction(actor.networkId, async (connection) => {
    const personId = await findOrCreatePerson(connection, actor, { name }, at);
    await addAccount(connection, actor, { personId, username, passwordHash, at });
    await giveRole(connection, actor, { personId, role, unitId }, { id: newId(at), at });
    return personId;
  });
}

/** Gives a person an account with a password already hashed. Event and problem as `createStaff`. */
export async function addAccount(
  connection: Connection,
  actor: Actor,
  account: { personId: string; username: string; passwordHash: string; at: Date },
): Promise<void> {
  if (!(await insertAccount(connection, account)))
    throw new Problem('identity.username_taken', 409, 'This username is taken, or the person has an account already.', {
      field: '/account/username',
    });
  await recordEvents(connection, actor, account.at, [
    { kind: 'identity.staff_created', subjectKind: 'person', subjectId: account.personId },
  ]);
}

/**
 * A person as an actor with all their roles, as jobs and tests need one; a session's actor may carry fewer. Problem
 * `platform.not_found` (404).
 */
export async function loadActor(
  context: Context,
  networkId: string,
  personId: string,
  ports?: { volunteerOf(connection: Connection, personId: string): Promise<ActingVolunteer | undefined> },
): Promise<Actor> {
  return context.database.transaction(networkId, async (connection) => {
    if (!(await loadPerson(connection, personId))) throw notFound();
    const grants = (await rolesOf(connection, personId)).map(({ role, unitId }) => ({ role, unitId }));
    const volunteer = await ports?.volunteerOf(connection, personId);
    return { kind: 'person', id: personId, networkId, grants, ...(volunteer ? { volunteer } : {}) };
  });
}

/** The actor of a network's own beginnings: loading a city, the command line. */
export function systemActor(networkId: string): Actor {
  return jobActor(networkId, 'identity.system');
}
