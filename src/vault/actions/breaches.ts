import { isDeepStrictEqual } from 'node:util';
import { namesOf } from '../../identity/actions.ts';
import { loadTree } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import type { Breach, BreachInput, BreachNotice } from '../schema.ts';
import {
  addConcerned,
  type BreachRow,
  type Concerned,
  loadBreaches,
  loadBreachesOf,
  loadTold,
  lockBreach,
  markAuthorityTold,
  markPeopleTold,
  markToldAgain,
  saveBreach,
} from '../store/breaches.ts';

/*
 * The register of breaches and the notice that 个人信息保护法 art. 57 asks for: which data, why, what may come of it, what was
 * done, what those concerned can do, whom to ask. Kept by auditors and administrators of the whole network.
 */

export type { Concerned } from '../store/breaches.ts';

/** The register, newest first. Problem `platform.forbidden`. */
export async function listBreaches(context: Context, actor: Actor): Promise<Breach[]> {
  await demandKeeper(context, actor);
  return context.database.transaction(actor.networkId, async (connection) => {
    const rows = await loadBreaches(connection);
    const names = await namesOf(connection, [...new Set(rows.map((row) => row.registeredBy))]);
    return rows.map((row) => shownOf(row, names.get(row.registeredBy)?.name ?? null));
  });
}

/** Enters a breach. Event `vault.breach_registered`. Problems `platform.forbidden`, `vault.breach_times` (422). */
export async function registerBreach(
  context: Context,
  actor: Actor,
  input: BreachInput,
  attempt?: Attempt,
): Promise<{ id: string }> {
  await demandKeeper(context, actor);
  const at = context.clock.now();
  demandTimes(input, at);
  const id = newId(at);
  return context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at });
    if (first?.subjectId) return { id: first.subjectId };
    await saveBreach(connection, id, input, { by: actor.id, at });
    await record(connection, actor, at, 'vault.breach_registered', id);
    return { id };
  });
}

/**
 * Says anew what a breach was; what is said word for word as it stands changes nothing. Gives its version. Event
 * `vault.breach_changed`. Problems as of registering, `platform.not_found`, `vault.version_conflict` (412) when `ifMatch` is
 * another version.
 */
export async function changeBreach(
  context: Context,
  actor: Actor,
  id: string,
  input: BreachInput,
  options: { ifMatch?: number | undefined; attempt?: Attempt | undefined } = {},
): Promise<number> {
  await demandKeeper(context, actor);
  const at = context.clock.now();
  demandTimes(input, at);
  return context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, options.attempt, { status: 204, subjectId: id, at });
    const row = await lockBreach(connection, id);
    if (!row) throw notFound();
    if (first) return row.version;
    if (options.ifMatch !== undefined && options.ifMatch !== row.version) throw versionConflict();
    if (isSaid(row, input)) return row.version;
    await saveBreach(connection, id, input, { by: row.registeredBy, at: row.registeredAt });
    await record(connection, actor, at, 'vault.breach_changed', id, { version: row.version + 1 });
    return row.version + 1;
  });
}

/**
 * Adds those whom a breach concerns, in the transaction that found them. Event `vault.breach_concerned` with how many; gives
 * that. Problems `platform.forbidden`, `platform.not_found`.
 */
export async function enterConcerned(
  context: Context,
  connection: Connection,
  actor: Actor,
  id: string,
  concerned: readonly Concerned[],
): Promise<number> {
  await demandKeeper(context, actor);
  if (!(await lockBreach(connection, id))) throw notFound();
  const added = await addConcerned(connection, id, concerned);
  await record(connection, actor, context.clock.now(), 'vault.breach_concerned', id, { added });
  return added;
}

/**
 * Tells everybody concerned who was not told yet, by the inbox. Event `vault.breach_told`. Problems `platform.forbidden`,
 * `platform.not_found`, `vault.nobody_concerned` (409).
 */
export async function tellConcerned(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  await onBreach(context, actor, id, attempt, async (connection, row, at) => {
    if (row.untold === 0)
      throw new Problem('vault.nobody_concerned', 409, 'Nobody is entered who was not told already. Enter them first.');
    await markPeopleTold(connection, id, at);
    await record(connection, actor, at, 'vault.breach_told', id, { count: row.untold });
  });
}

/**
 * Tells those anew, by the inbox, who were told before the breach was changed last: each once a telling, petitioners too.
 * Event `vault.breach_told_again`. Problems `platform.forbidden`, `platform.not_found`, `vault.nobody_told_before` (409).
 */
export async function tellAgain(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  await onBreach(context, actor, id, attempt, async (connection, row, at) => {
    if (row.toldBefore === 0)
      throw new Problem(
        'vault.nobody_told_before',
        409,
        'It was not changed since people were told. Nobody is told twice.',
      );
    await markToldAgain(connection, id, at);
    await record(connection, actor, at, 'vault.breach_told_again', id, { count: row.toldBefore });
  });
}

/** Notes that the authority was told. Event `vault.breach_authority_told`. Problems `platform.forbidden`, `platform.not_found`. */
export async function noteAuthorityTold(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  await onBreach(context, actor, id, attempt, async (connection, _row, at) => {
    await markAuthorityTold(connection, id, at);
    await record(connection, actor, at, 'vault.breach_authority_told', id);
  });
}

/** The events of those concerned being told, for whoever delivers the messages. */
export const breachTellings = { 'vault.breach_told': 'first', 'vault.breach_told_again': 'again' } as const;

/** Accounts and petitions that were told at an instant, for the first time or anew: whoever delivers messages asks. */
export function concernedToldAt(
  connection: Connection,
  breachId: string,
  telling: { which: (typeof breachTellings)[keyof typeof breachTellings]; at: Date },
): Promise<Concerned[]> {
  return loadTold(connection, breachId, telling);
}

/** The notices for some accounts and petitions of one person, newest first. */
export async function noticesFor(connection: Connection, personIds: readonly string[]): Promise<BreachNotice[]> {
  const rows = await loadBreachesOf(connection, personIds);
  return rows.map((row) => ({ id: row.id, ...wordsOf(row), toldAt: row.toldAt.toISOString() }));
}

async function onBreach(
  context: Context,
  actor: Actor,
  id: string,
  attempt: Attempt | undefined,
  work: (connection: Connection, row: BreachRow, at: Date) => Promise<void>,
): Promise<void> {
  await demandKeeper(context, actor);
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at })) return;
    const row = await lockBreach(connection, id);
    if (!row) throw notFound();
    await work(connection, row, at);
  });
}

/** Auditors and administrators of the whole network keep the register. */
async function demandKeeper(context: Context, actor: Actor): Promise<void> {
  const { rootId } = await loadTree(context, actor.networkId);
  if (!holdsRole(actor, ['auditor', 'administrator'], [rootId])) throw forbidden();
}

function demandTimes({ happenedAt, foundAt }: BreachInput, now: Date): void {
  const found = new Date(foundAt);
  if (found <= now && (happenedAt === null || new Date(happenedAt) <= found)) return;
  throw new Problem('vault.breach_times', 422, 'It was found after it happened, and not in the future.', {
    field: '/foundAt',
  });
}

function versionConflict(): Problem {
  return new Problem('vault.version_conflict', 412, 'Somebody changed this meanwhile. Look at both, then save.');
}

/** Whether a breach says this already. */
function isSaid(row: BreachRow, input: BreachInput): boolean {
  const said = wordsOf(row);
  const instants = { happenedAt: input.happenedAt && isoOf(input.happenedAt), foundAt: isoOf(input.foundAt) };
  return isDeepStrictEqual(said, { ...input, ...instants });
}

const isoOf = (instant: string) => new Date(instant).toISOString();

function wordsOf(row: BreachRow): BreachInput {
  const { dataKinds, what, cause, consequences, measuresTaken, measuresForPeople, contact } = row;
  const times = { happenedAt: row.happenedAt?.toISOString() ?? null, foundAt: row.foundAt.toISOString() };
  return { ...times, dataKinds, what, cause, consequences, measuresTaken, measuresForPeople, contact };
}

function shownOf(row: BreachRow, registeredByName: string | null): Breach {
  return {
    id: row.id,
    version: row.version,
    ...wordsOf(row),
    registeredByName,
    registeredAt: row.registeredAt.toISOString(),
    concerned: row.concerned,
    untold: row.untold,
    toldBefore: row.toldBefore,
    peopleToldAt: row.peopleToldAt?.toISOString() ?? null,
    authorityToldAt: row.authorityToldAt?.toISOString() ?? null,
  };
}

function record(
  connection: Connection,
  actor: Actor,
  at: Date,
  kind: string,
  id: string,
  body: Record<string, unknown> = {},
): Promise<void> {
  return recordEvents(connection, actor, at, [{ kind, subjectKind: 'breach', subjectId: id, body }]);
}
