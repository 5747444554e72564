import { recordLook } from '../../audit/actions.ts';
import { loadTree, today } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { ActingVolunteer, Actor } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { identityKeys, keyedDigest } from '../rules/digests.ts';
import { retained } from '../rules/erasure.ts';
import { isAdult } from '../rules/minors.ts';
import { maskPhone } from '../rules/phone.ts';
import type { Erased, Me, MeChange, MyData, Strength } from '../schema.ts';
import { type AccountRow, deleteAccount, loadAccount } from '../store/accounts.ts';
import { loadConsents, withdrawConsents } from '../store/consents.ts';
import { endGrantRow, loadGrantsOf } from '../store/grants.ts';
import { forgetCode } from '../store/login.ts';
import { loadPasskeys } from '../store/passkeys.ts';
import { loadPerson, lockPerson, type PersonRow, updatePerson } from '../store/people.ts';
import { deleteMove, loadMove, type PhoneMoveRow } from '../store/phone-moves.ts';
import { loadSessions, revokeSessions, type SessionRow } from '../store/sessions.ts';
import { forgetActor } from './callers.ts';
import { workingUnit } from './grants.ts';
import { type Factor, factorIn, knownNetworks } from './networks.ts';

/** What one's own page needs from higher capabilities. */
export interface MyDataPorts {
  volunteerOf(connection: Connection, personId: string): Promise<ActingVolunteer | undefined>;
  unreadOf(context: Context, connection: Connection, personId: string): Promise<number>;
  /** What other capabilities hold of a person, each by its name. */
  exporters: readonly Exporter[];
  /** What other capabilities erase of a person. */
  erasers: readonly Eraser[];
}
export interface Exporter {
  name: string;
  export(context: Context, connection: Connection, personId: string): Promise<unknown>;
}
export interface Eraser {
  name: string;
  erase(context: Context, connection: Connection, personId: string, at: Date): Promise<void>;
}

/** What a session says of itself. */
export interface MySession {
  strength: Strength;
  grants: Me['grants'];
}

/** Who the actor is, as their pages show it. Problem `identity.person_only` (403) for keys and jobs. */
export async function loadMe(context: Context, actor: Actor, session: MySession, ports: MyDataPorts): Promise<Me> {
  personOnly(actor);
  const network = (await knownNetworks(context)).find(({ id }) => id === actor.networkId);
  if (!network) throw notFound();
  const at = context.clock.now();
  const factor = await factorIn(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const person = await loadPerson(connection, actor.id);
    if (!person || person.erasedAt) throw notFound();
    const account = await loadAccount(connection, actor.id);
    const volunteer = await ports.volunteerOf(connection, actor.id);
    return {
      personId: person.id,
      name: person.name,
      phoneMasked: person.phone === null ? null : maskPhone(person.phone),
      username: account?.username ?? null,
      language: person.language,
      elderMode: person.elderMode,
      homeUnitId: person.homeUnitId,
      birthYear: person.birthYear,
      adult: isAdult(person.birthYear, at),
      grants: session.grants,
      volunteer: volunteer
        ? { verified: volunteer.verified, teams: volunteer.teams.map(({ teamId, leader }) => ({ teamId, leader })) }
        : null,
      network: {
        id: network.id,
        code: network.code,
        nameZh: network.name_zh,
        nameEn: network.name_en,
        demo: network.demo,
      },
      unread: await ports.unreadOf(context, connection, actor.id),
      strength: session.strength,
      secondFactor: secondFactorOf(factor, session.strength, await hasSecondFactor(connection, actor.id, account)),
      phoneMove: showMove(await loadMove(connection, actor.id)),
      authenticatorApp: account !== undefined && account.totpConfirmedAt !== null,
      version: person.version,
    };
  });
}

function showMove(move: PhoneMoveRow | undefined): Me['phoneMove'] {
  if (!move) return null;
  const { phone, dueAt, askedBy, personId } = move;
  return { phoneMasked: maskPhone(phone), movesAt: dueAt.toISOString(), byStaff: askedBy !== personId };
}

/** What the roles of a session still wait for. A password alone carries none, also where a passkey is set up. */
function secondFactorOf(factor: Factor, strength: Strength, has: boolean): Me['secondFactor'] {
  if (strength === 'password' && factor === 'required') return 'needed';
  return has ? 'set' : 'none';
}

async function hasSecondFactor(
  connection: Connection,
  personId: string,
  account: AccountRow | undefined,
): Promise<boolean> {
  if (!account) return false;
  return account.totpConfirmedAt !== null || (await loadPasskeys(connection, personId)).length > 0;
}

function personOnly(actor: Actor): void {
  if (actor.kind !== 'person')
    throw new Problem('identity.person_only', 403, 'This belongs to a person. A key has no profile of its own.');
}

/**
 * Corrects what a person says of themselves. Event `identity.person_corrected` names the fields. Problems
 * `identity.version_conflict` (412), `identity.unit_unknown` (422), `identity.person_only`,
 * `identity.birth_year_by_staff` (403).
 */
export async function changeMe(
  context: Context,
  actor: Actor,
  change: MeChange,
  options: { ifMatch?: number | undefined; attempt?: Attempt | undefined } = {},
): Promise<void> {
  const { ifMatch, attempt } = options;
  personOnly(actor);
  if (change.homeUnitId) workingUnit(await loadTree(context, actor.networkId), change.homeUnitId, today(context));
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: actor.id, at })) return;
    const person = await lockPerson(connection, actor.id);
    if (!person || person.erasedAt) throw notFound();
    if (ifMatch !== undefined && ifMatch !== person.version)
      throw new Problem(
        'identity.version_conflict',
        412,
        'This was changed meanwhile, perhaps on another device. Load it again.',
      );
    const changed = { ...person, ...change, name: change.name?.trim() ?? person.name };
    // Nobody grows up by typing: the guardian's consent stays until staff say otherwise, and a year once given is theirs to mend.
    if (change.birthYear !== undefined) refuseGrowingUp(person, change.birthYear, at);
    await updatePerson(connection, changed);
    const fields = Object.keys(change).sort();
    await recordEvents(connection, actor, at, [
      { kind: 'identity.person_corrected', subjectKind: 'person', subjectId: actor.id, body: { fields } },
    ]);
  });
  forgetActor(context, actor.id);
}

function refuseGrowingUp(person: PersonRow, birthYear: number | null, at: Date): void {
  const wasMinor = person.birthYear !== null && !isAdult(person.birthYear, at);
  if (wasMinor && (birthYear === null || isAdult(birthYear, at)))
    throw new Problem(
      'identity.birth_year_by_staff',
      403,
      'This makes you of age. Ask at your station to have it corrected.',
      {
        field: '/birthYear',
      },
    );
}

/**
 * Everything Linli holds of the actor, other capabilities' parts included, as one document. Event
 * `identity.data_exported`. Problem `identity.person_only` (403).
 */
export async function exportMyData(context: Context, actor: Actor, ports: MyDataPorts): Promise<MyData> {
  personOnly(actor);
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const person = await loadPerson(connection, actor.id);
    if (!person || person.erasedAt) throw notFound();
    const more: Record<string, unknown> = {};
    for (const exporter of ports.exporters) more[exporter.name] = await exporter.export(context, connection, actor.id);
    const account = await loadAccount(connection, actor.id);
    const grants = await loadGrantsOf(connection, actor.id);
    const consents = await loadConsents(connection, actor.id);
    const sessions = await loadSessions(connection, actor.id, at);
    const move = await loadMove(connection, actor.id);
    await recordLook(connection, actor, at, {
      kind: 'identity.data_exported',
      subjectKind: 'person',
      subjectId: actor.id,
      look: { what: 'export', outcome: 'shown', why: 'own_data', of: [actor.id] },
    });
    return {
      exportedAt: at.toISOString(),
      person: ownPerson(person),
      username: account?.username ?? null,
      movingTo: move ? { phone: move.phone, movesAt: move.dueAt.toISOString() } : null,
      grants: grants.map(({ id, role, unitId, grantedAt, endedAt }) => ({
        id,
        role,
        unitId,
        grantedAt: grantedAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
      consents: consents.map(({ id, purpose, manner, givenBy, givenAt, withdrawnAt }) => ({
        id,
        purpose,
        manner,
        givenBy,
        givenAt: givenAt.toISOString(),
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
      })),
      sessions: sessions.map((session) => showSession(session, actor)),
      more,
      retained: [...retained],
    };
  });
}

function ownPerson(person: PersonRow): MyData['person'] {
  const { id, name, phone, birthYear, language, elderMode, homeUnitId, guardianId } = person;
  return {
    id,
    name,
    phone,
    birthYear,
    language,
    elderMode,
    homeUnitId,
    guardianId,
    guardianConsentAt: person.guardianConsentAt?.toISOString() ?? null,
    createdAt: person.createdAt.toISOString(),
    claimedAt: person.claimedAt?.toISOString() ?? null,
  };
}

/** A session as its owner sees it. */
export function showSession(session: SessionRow, actor: Actor) {
  const { id, strength, device, createdAt, lastSeenAt, expiresAt } = session;
  return {
    id,
    strength,
    device,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    current: id === actor.sessionId,
  };
}

/**
 * Erases the actor: name, phone, home and year are gone, consents withdrawn, sessions and account ended, and every other
 * capability erases its part, all in one transaction. What stays, and why, is in the answer. Event `identity.erased`.
 * Problems `identity.still_in_office` (409) while roles other than a team's leading stand, `identity.person_only` (403).
 */
export async function eraseMe(context: Context, actor: Actor, ports: MyDataPorts, attempt?: Attempt): Promise<Erased> {
  personOnly(actor);
  const at = context.clock.now();
  const keys = identityKeys(context.secret);
  const erasedAt = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: actor.id, at });
    const person = await lockPerson(connection, actor.id);
    if (first && person?.erasedAt) return person.erasedAt;
    if (!person || person.erasedAt) throw notFound();
    const grants = (await loadGrantsOf(connection, actor.id)).filter((grant) => grant.endedAt === null);
    if (grants.some((grant) => grant.role !== 'team_leader'))
      throw new Problem('identity.still_in_office', 409, 'You hold an office. Ask an administrator to end it first.');
    for (const eraser of ports.erasers) await eraser.erase(context, connection, actor.id, at);
    for (const grant of grants) await endGrantRow(connection, grant.id, at);
    await withdrawConsents(connection, actor.id, null, at);
    await deleteAccount(connection, actor.id);
    await deleteMove(connection, actor.id);
    // The counts of codes stay for their week, keyed: leaving and coming back must not buy new guesses.
    if (person.phone !== null) await forgetCode(connection, keyedDigest(keys, 'phone', actor.networkId, person.phone));
    await revokeSessions(connection, actor.id, { id: null, but: null }, at);
    await updatePerson(connection, {
      ...person,
      name: null,
      phone: null,
      birthYear: null,
      homeUnitId: null,
      guardianId: null,
      guardianConsentAt: null,
      elderMode: false,
      erasedAt: at,
    });
    await recordEvents(connection, actor, at, [
      { kind: 'identity.erased', subjectKind: 'person', subjectId: actor.id },
    ]);
    return at;
  });
  forgetActor(context, actor.id);
  return { erasedAt: erasedAt.toISOString(), retained: [...retained] };
}

/**
 * Withdraws one of the actor's consents; without a guardian's, a minor volunteers no more. Event
 * `identity.consent_withdrawn`. Problem `platform.not_found` (404).
 */
export async function withdrawConsent(
  context: Context,
  actor: Actor,
  consentId: string,
  attempt?: Attempt,
): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: consentId, at })) return;
    const [withdrawn] = await withdrawConsents(connection, actor.id, consentId, at);
    const person = await lockPerson(connection, actor.id);
    if (!withdrawn || !person) throw notFound();
    if (withdrawn.purpose === 'volunteer_minor') await updatePerson(connection, { ...person, guardianConsentAt: null });
    await recordEvents(connection, actor, at, [
      { kind: 'identity.consent_withdrawn', subjectKind: 'person', subjectId: actor.id, body: { consentId } },
    ]);
  });
  forgetActor(context, actor.id);
}
