import { recordLook, recordRefusal } from '../../audit/actions.ts';
import { holdersSince } from '../../organisation/actions/posts.ts';
import { loadTree, today } from '../../organisation/actions.ts';
import { pathOf, subtreeOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { isId, newId } from '../../shared/ids.ts';
import type { PageOf } from '../../shared/page.ts';
import { PAGE_LIMIT } from '../../shared/page.ts';
import { forbidden, Problem } from '../../shared/problem.ts';
import { addAccount } from '../actions.ts';
import { canListPeople } from '../rules/grants.ts';
import { isMinor } from '../rules/minors.ts';
import { refusalOfPassword } from '../rules/password.ts';
import { maskPhone, normalisePhone } from '../rules/phone.ts';
import type { GrantQuery, NewPerson, PeopleQuery, PersonSummary } from '../schema.ts';
import { loadUsernames } from '../store/accounts.ts';
import { loadGrantsAt, loadGrantsOfPeople } from '../store/grants.ts';
import {
  type Colleagues,
  findByPhone,
  insertPerson,
  listByHome,
  listById,
  listByName,
  loadNames,
  loadPerson,
  type PersonRow,
} from '../store/people.ts';
import { workingUnit } from './grants.ts';
import { hashPassword } from './password-hash.ts';

/**
 * People within the actor's reach: one by id, by how the name begins, by a whole phone number (then anybody in the network, as when
 * they are on the line), or who lives by a unit. By name, and where no unit is named, colleagues are found too, wherever they
 * live: who holds a role or fills a post at the actor's units, and whom the actor entered as long as they have neither home nor
 * role. Phones are masked. By id. Event `identity.people_listed` says how many
 * were shown, and a look for the audit whose. Problem `platform.forbidden` (403), recorded as
 * `identity.people_refused`, for a unit beside or above.
 */
export async function listPeople(context: Context, actor: Actor, query: PeopleQuery): Promise<PageOf<PersonSummary>> {
  const tree = await loadTree(context, actor.networkId);
  const units = reach(actor, tree, query.unit);
  if (units === 'beyond') return refuseList(context, actor, query.unit);
  const at = context.clock.now();
  const limit = query.limit ?? PAGE_LIMIT;
  return context.database.transaction(actor.networkId, async (connection) => {
    const date = today(context);
    const colleagues = (unitIds: string[]) => colleaguesOf(connection, actor, { query, unitIds, date });
    const found = await find(connection, query, { units, colleagues }, limit + 1);
    const people = found.slice(0, limit);
    const items = await summaries(connection, people, at);
    await recordLook(connection, actor, at, {
      kind: 'identity.people_listed',
      subjectKind: 'network',
      subjectId: actor.networkId,
      body: { count: items.length },
      look: { what: 'list', outcome: 'shown', why: whyListed(query), of: people.map((person) => person.id) },
    });
    return { items, nextCursor: found.length > limit ? (people.at(-1)?.id ?? null) : null };
  });
}

/** The ground of a list, by how it was asked for. */
function whyListed(query: PeopleQuery): string {
  const text = query.text?.trim() ?? '';
  if (query.person !== undefined) return 'by_address';
  if (phoneIn(text)) return 'by_phone';
  return text === '' ? 'by_unit' : 'by_name';
}

async function refuseList(context: Context, actor: Actor, unitId: string | undefined): Promise<never> {
  await recordRefusal(context, actor, {
    kind: 'identity.people_refused',
    subjectKind: 'network',
    subjectId: actor.networkId,
    unitId: unitId ?? null,
    look: { what: 'list', outcome: 'refused', why: 'beyond_reach' },
  });
  throw forbidden();
}

/** Units whose residents the actor may list; null: the whole network; `beyond`: the unit is not the actor's. */
function reach(actor: Actor, tree: Tree, unit: string | undefined): string[] | null | 'beyond' {
  if (unit === tree.rootId || (unit === undefined && canListPeople(actor, [tree.rootId])))
    return canListPeople(actor, [tree.rootId]) ? null : 'beyond';
  if (unit !== undefined) return canListPeople(actor, pathOf(tree, unit)) ? subtreeOf(tree, unit) : 'beyond';
  const own = actor.grants.filter((grant) => canListPeople(actor, [grant.unitId]));
  return [...new Set(own.flatMap((grant) => subtreeOf(tree, grant.unitId)))];
}

/** Whom staff find by name wherever they live; nobody when residents of a named unit are asked for. */
async function colleaguesOf(
  connection: Connection,
  actor: Actor,
  { query, unitIds, date }: { query: PeopleQuery; unitIds: string[]; date: string },
): Promise<Colleagues> {
  if (query.unit !== undefined) return NOBODY;
  return { unitIds, holders: await holdersSince(connection, unitIds, date), enteredBy: actor.id };
}

async function find(
  connection: Connection,
  query: PeopleQuery,
  { units, colleagues }: { units: string[] | null; colleagues: (unitIds: string[]) => Promise<Colleagues> },
  limit: number,
): Promise<PersonRow[]> {
  const text = query.text?.trim() ?? '';
  const after = query.cursor !== undefined && isId(query.cursor) ? query.cursor : null;
  const phone = phoneIn(text);
  if (query.person !== undefined)
    return listById(connection, query.person, {
      unitIds: units,
      colleagues: units === null ? NOBODY : await colleagues(units),
    });
  if (phone) {
    const person = await findByPhone(connection, phone);
    return person ? [person] : [];
  }
  if (units === null) return listByName(connection, { start: text, unitIds: null, colleagues: NOBODY, after, limit });
  if (text !== '')
    return listByName(connection, { start: text, unitIds: units, colleagues: await colleagues(units), after, limit });
  return listByHome(connection, { unitIds: units, after, limit });
}

const NOBODY: Colleagues = { unitIds: [], holders: [], enteredBy: null };

function phoneIn(text: string): string | null {
  try {
    return /\d{5}/.test(text) ? normalisePhone(text) : null;
  } catch {
    return null;
  }
}

/** What staff see of people, in the order given. */
export async function summaries(
  connection: Connection,
  people: readonly PersonRow[],
  at: Date,
): Promise<PersonSummary[]> {
  const ids = people.map((person) => person.id);
  const grants = await loadGrantsOfPeople(connection, ids);
  const usernames = new Map((await loadUsernames(connection, ids)).map(({ id, username }) => [id, username]));
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    phoneMasked: person.phone === null ? null : maskPhone(person.phone),
    homeUnitId: person.homeUnitId,
    minor: isMinor(person.birthYear, at),
    guardianConsented: person.guardianConsentAt !== null,
    username: usernames.get(person.id) ?? null,
    version: person.version,
    grants: grants
      .filter((grant) => grant.personId === person.id)
      .map(({ id, role, unitId }) => ({ id, role, unitId })),
  }));
}

/**
 * Enters a person, with an account for staff if asked (administrators only); gives the person. Sent again with the same
 * attempt, or with a phone that is known, the person as they are. An account is for a new record without a phone alone: by
 * a phone that its owner did not prove, what is theirs would come to lie where whoever set the password reads it. Events
 * `identity.person_entered`, `identity.staff_created`. Problems as `createStaff`; `identity.unit_unknown` (422),
 * `platform.forbidden` (403), `identity.account_with_phone` (409).
 */
export async function enterPerson(
  context: Context,
  actor: Actor,
  person: NewPerson,
  attempt?: Attempt,
): Promise<PersonSummary> {
  const tree = await loadTree(context, actor.networkId);
  if (person.homeUnitId !== undefined) workingUnit(tree, person.homeUnitId, today(context));
  const { account } = person;
  if (account && !actor.grants.some((grant) => grant.role === 'administrator')) throw forbidden();
  if (account && person.phone !== undefined) throw phoneBesideAccount();
  const refusal = account ? refusalOfPassword(account.password, account.username) : null;
  if (refusal) throw refusal;
  const passwordHash = account ? await hashPassword(account.password) : '';
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const newPersonId = newId(at);
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: newPersonId, at });
    const id = first?.subjectId ?? (await findOrEnter(connection, actor, { ...person, id: newPersonId }, at));
    if (account && !first)
      await addAccount(connection, actor, { personId: id, username: account.username, passwordHash, at });
    const [summary] = await summaries(connection, [await existing(connection, id)], at);
    if (!summary) throw new Error('A person was entered and is not there.');
    return summary;
  });
}

/** A password is a way to act as somebody, and a phone is where their life hangs: one is set by others, the other proved. */
function phoneBesideAccount(): Problem {
  return new Problem(
    'identity.account_with_phone',
    409,
    'Enter a colleague with an account without their phone. They add it themselves, with a code that it gets.',
    { field: '/phone' },
  );
}

async function existing(connection: Connection, id: string): Promise<PersonRow> {
  const person = await loadPerson(connection, id);
  if (!person) throw new Error('A person was entered and is not there.');
  return person;
}

async function findOrEnter(
  connection: Connection,
  actor: Actor,
  person: NewPerson & { id: string },
  at: Date,
): Promise<string> {
  const phone = person.phone === undefined ? null : normalisePhone(person.phone);
  const row = {
    id: person.id,
    name: person.name.trim(),
    phone,
    birthYear: person.birthYear ?? null,
    homeUnitId: person.homeUnitId ?? null,
    createdAt: at,
    claimedAt: null,
  };
  if (await insertPerson(connection, row)) {
    await recordEvents(connection, actor, at, [
      {
        kind: 'identity.person_entered',
        subjectKind: 'person',
        subjectId: person.id,
        body: { withPhone: phone !== null },
      },
    ]);
    return person.id;
  }
  const known = phone === null ? undefined : await findByPhone(connection, phone);
  if (!known) throw new Error('A phone was taken and is nobody’s.');
  return known.id;
}

/** A role in force with the name of who holds it. */
export interface NamedGrant {
  id: string;
  personId: string;
  name: string | null;
  role: PersonSummary['grants'][number]['role'];
  unitId: string;
  grantedAt: Date;
}

/** How many roles a page of them shows. */
const GRANT_PAGE = 1000;

/**
 * Roles in force at a unit and below it, or exactly there (the actor's own units if none is named), with or without those
 * in teams, or of one person as far as within reach; oldest first, 1,000 a page. Problem `platform.forbidden` (403) for a
 * unit outside.
 */
export async function listGrants(context: Context, actor: Actor, query: GrantQuery): Promise<PageOf<NamedGrant>> {
  const tree = await loadTree(context, actor.networkId);
  const administers = (unitId: string) =>
    pathOf(tree, unitId).some((id) =>
      actor.grants.some((grant) => grant.role === 'administrator' && grant.unitId === id),
    );
  if (query.unit !== undefined && !administers(query.unit)) throw forbidden();
  return context.database.transaction(actor.networkId, async (connection) => {
    const page = { after: query.cursor ?? null, limit: GRANT_PAGE + 1 };
    const grants =
      query.person === undefined
        ? await loadGrantsAt(connection, unitsAsked(actor, tree, query), page)
        : (await loadGrantsOfPeople(connection, [query.person])).filter((grant) => administers(grant.unitId));
    const shown = grants.slice(0, GRANT_PAGE);
    const people = await loadNames(connection, [...new Set(shown.map((grant) => grant.personId))]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const items = shown.map(({ id, personId, role, unitId, grantedAt }) => ({
      id,
      personId,
      name: names.get(personId) ?? null,
      role,
      unitId,
      grantedAt,
    }));
    return { items, nextCursor: grants.length > GRANT_PAGE ? (items.at(-1)?.id ?? null) : null };
  });
}

function unitsAsked(actor: Actor, tree: Tree, { unit, exactly, teams }: GrantQuery): string[] {
  const own = actor.grants.filter((grant) => grant.role === 'administrator').map((grant) => grant.unitId);
  const roots = unit === undefined ? own : [unit];
  const units = new Set(exactly ? roots : roots.flatMap((id) => subtreeOf(tree, id)));
  return [...units].filter((id) => teams !== false || tree.units.get(id)?.level !== 'team');
}
