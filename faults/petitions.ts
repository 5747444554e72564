import { sequenceAndSign } from '../src/audit/actions/sequence.ts';
import { verifyLog } from '../src/audit/actions/verify.ts';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import { readOrder } from '../src/orders/actions/view.ts';
import type { Context } from '../src/platform/context.ts';
import { createLog } from '../src/platform/log.ts';
import type { Actor } from '../src/shared/actor.ts';
import { Problem } from '../src/shared/problem.ts';
import type { Cast } from './cast.ts';
import { type Judged, judge } from './check.ts';
import { type Entry, isDone } from './history.ts';
import { MASKED } from './loop.ts';

/** What came of opening every petition of a network by whoever may, and asking for it by who may not. */
export interface Opened {
  /** By petition, its words as its clerks read them. */
  words: Map<string, string>;
  faults: string[];
}

const SEALED = {
  name: 'faults.sealed',
  text: 'select id, department_id is not null as forwarded from orders where network_id = $1 and confidential order by id',
};

/**
 * Has every petition of a network opened: by a clerk, by the department that has it (only what it may read), by whoever sent
 * it as far as the history knows, and by a neighbour, to whom it must not be there.
 */
export async function openPetitions(context: Context, cast: Cast, history: readonly Entry[]): Promise<Opened> {
  const { networkId, town } = cast;
  const sealed = await context.database.transaction(networkId, (connection) =>
    connection.query<{ id: string; forwarded: boolean }>(SEALED, [networkId]),
  );
  const submitted = history.filter((entry) => entry.op === 'submit' && isDone(entry));
  const sentAs = new Map(submitted.map(({ orderId, key, client }) => [orderId, { key, client }]));
  const as = (id = '', grants: Actor['grants'] = []): Actor => ({ kind: 'person', id, networkId, grants });
  const clerk = as(cast.clerks[0]?.id, [{ role: 'petition_clerk', unitId: town.centre }]);
  const officer = as(cast.officers[0]?.id, [{ role: 'department_officer', unitId: town.department }]);
  const words = new Map<string, string>();
  const faults: string[] = [];
  for (const { id, forwarded } of sealed) {
    const told = await textFor(context, clerk, id);
    if (typeof told === 'string') words.set(id, told);
    else faults.push(`petition ${id}: a clerk cannot open it`);
    const masked = forwarded ? await textFor(context, officer, id) : MASKED;
    if (masked !== MASKED) faults.push(`petition ${id}: its department reads something else than it was given`);
    const sent = sentAs.get(id);
    const own = sent && (await textFor(context, as(sent.client), id));
    if (sent && !own?.includes(sent.key ?? '')) faults.push(`petition ${id}: whoever sent it cannot open it`);
    const neighbour = cast.residents.find((each) => each.id !== sent?.client);
    if (sent && (await textFor(context, as(neighbour?.id), id)) !== undefined)
      faults.push(`petition ${id}: a neighbour can see it`);
  }
  return { words, faults };
}

/** The words of an order for somebody; null: they are gone or sealed for ever; undefined: it is not there. */
async function textFor(context: Context, actor: Actor, id: string): Promise<string | null | undefined> {
  try {
    return (await readOrder(context, actor, id)).text;
  } catch (error) {
    if (error instanceof Problem) return error.status === 404 ? undefined : null;
    throw error;
  }
}

/** What is wrong with the audit log of a network, once all that happened is in it. */
export async function chainOf(context: Context, networkId: string): Promise<string[]> {
  await sequenceAndSign(context, networkId, performance.now() + 120_000);
  const { verified, afterCheckpoint, fault } = await verifyLog(context, networkId, null);
  if (fault) return [`the audit log breaks between leaf ${fault.from} and ${fault.to}: ${fault.reason}`];
  return afterCheckpoint > 0 ? [`${afterCheckpoint} events are not in the audit log beside ${verified}`] : [];
}

/**
 * Compares a history with all that the databases hold of a network: its orders by the superuser's eyes, its petitions as
 * people open them, and its audit log. `environment` is what a server was told.
 */
export async function judgeWhole(
  environment: NodeJS.ProcessEnv,
  adminUrl: string,
  cast: Cast,
  history: readonly Entry[],
): Promise<Judged> {
  const { context, close } = await openContext(readConfig(environment, 'none'), { log: createLog('silent') });
  try {
    const opened = await openPetitions(context, cast, history);
    const judged = await judge(adminUrl, cast.networkId, history, opened.words);
    const faults = [...judged.faults, ...opened.faults, ...(await chainOf(context, cast.networkId))];
    return { ...judged, faults, petitions: opened.words.size };
  } finally {
    await close();
  }
}
