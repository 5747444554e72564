import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Cast } from './cast.ts';
import { act, insist, type Person, type Target } from './client.ts';
import { type History, isDone } from './history.ts';
import { LESSON, placeOrder } from './loop.ts';
import type { Figure } from './report.ts';

/** What falls due by the clock. */
export interface Work {
  kind: 'clock' | 'batch' | 'wave';
  networkId: string;
  /** An order, or the centre of a batch. */
  id: string;
  /** What its event says was done. */
  action: 'expire' | 'dispatch.batch_made' | 'widen';
  /** How often it must have been done by now. */
  due: number;
}

/** What the history says of work. */
export interface FoundWork extends Work {
  /** Events that say it was done. */
  done: number;
  /** Those of them that somebody was told of. */
  told: number;
}

/** Waves of each network. */
const WAVES = 6;
const MINUTES_BETWEEN_BATCHES = 120;

/** In each network an order of each resident whose clock will run out, orders offered in waves, and batches at the centre. */
export async function makeDueWork(
  client: pg.Client,
  history: History,
  target: Target,
  casts: readonly Cast[],
): Promise<Work[]> {
  const work: Work[] = [];
  for (const { networkId, residents, dispatchers, town } of casts) {
    for (const each of residents)
      work.push({ kind: 'clock', networkId, id: await placed(history, target, each), action: 'expire', due: 0 });
    const dispatcher = dispatchers[0] as Person;
    for (let index = 0; index < WAVES; index++) {
      const id = await placed(history, target, residents[index % residents.length]);
      sure(await act(history, target, dispatcher, id, 'triage', LESSON));
      const path = `/api/v1/orders/${id}/waves`;
      sure(await insist(history, target, dispatcher, { op: 'widen', orderId: id }, { path, body: {} }));
      work.push({ kind: 'wave', networkId, id, action: 'widen', due: 1 });
    }
    await client.query(
      `insert into dispatch_batch_setting (network_id, unit_id, every_minutes, next_at)
      values ($1, $2, $3, 'infinity')`,
      [networkId, town.centre, MINUTES_BETWEEN_BATCHES],
    );
    work.push({ kind: 'batch', networkId, id: town.centre, action: 'dispatch.batch_made', due: 0 });
  }
  return work;
}

async function placed(history: History, target: Target, resident: Person | undefined): Promise<string> {
  if (!resident) throw new Error('There is nobody to ask for anything.');
  const entry = await placeOrder(history, target, resident);
  sure(entry);
  return entry?.orderId ?? '';
}

function sure(entry: Awaited<ReturnType<typeof act>>): void {
  if (!entry || !isDone(entry)) throw new Error(`${entry?.op} was answered ${entry?.status} ${entry?.code}.`);
}

const FALL_DUE = [
  'update orders set due_at = $1, warned = true, clock_put_off_until = null where id = any($2)',
  'update dispatch_batch_setting set next_at = $1 where unit_id = any($2)',
  'update wave_plan set next_at = $1 where order_id = any($2) and next_at is not null',
];
const KINDS = ['clock', 'batch', 'wave'] as const;

/** Has all of it fall due a second before `now`, at once. */
export async function letFallDue(client: pg.Client, work: readonly Work[], now: Date): Promise<void> {
  const at = new Date(now.getTime() - 1_000);
  await client.query('begin');
  for (const [index, sql] of FALL_DUE.entries()) {
    const due = work.filter(({ kind }) => kind === KINDS[index]);
    await client.query(sql, [at, due.map(({ id }) => id)]);
    for (const each of due) each.due++;
  }
  await client.query('commit');
}

const DONE = `select e.subject_id as id, count(*)::int as done,
    (count(*) filter (where exists (select from notification n where n.network_id = e.network_id and n.event_id = e.id)))::int as told
  from event e join unnest($1::uuid[], $2::text[]) as w(id, action)
    on w.id = e.subject_id and w.action = coalesce(e.body ->> 'action', e.kind)
  group by e.subject_id`;

/** What the history says now of each piece of work, by the superuser's eyes. */
export async function findWork(client: pg.Client, work: readonly Work[]): Promise<FoundWork[]> {
  const { rows } = await client.query<Pick<FoundWork, 'id' | 'done' | 'told'>>(DONE, [
    work.map(({ id }) => id),
    work.map(({ action }) => action),
  ]);
  const found = new Map(rows.map((row) => [row.id, row]));
  return work.map((each) => ({ ...each, done: 0, told: 0, ...found.get(each.id) }));
}

/** Of a batch nobody is told. */
function isWhole({ kind, due, done, told }: FoundWork): boolean {
  return done >= due && (kind === 'batch' || told >= done);
}

/** What was not done exactly as often as it fell due, or nobody was told of. */
export function judgeWork(found: readonly FoundWork[]): string[] {
  return found.flatMap((each) => {
    const { kind, id, due, done, told } = each;
    if (done !== due) return [`the ${kind} of ${id}: fell due ${due} times and was done ${done} times`];
    return isWhole(each) ? [] : [`the ${kind} of ${id}: was done ${done} times and told ${told} times`];
  });
}

/** How often clocks, batches and waves fell due and were done. */
export function figuresOfWork(found: readonly FoundWork[]): Figure[] {
  return KINDS.flatMap((kind) => {
    const own = found.filter((each) => each.kind === kind);
    const due = own.reduce((sum, each) => sum + each.due, 0);
    const done = own.reduce((sum, each) => sum + each.done, 0);
    return [
      { name: `${kind}_due`, value: due, atLeast: 1 },
      { name: `${kind}_done`, value: done, atLeast: due, atMost: due },
    ];
  });
}

/** Longer than the longest time between two turns of these jobs: after it all of them are due at once. */
const TURN_MILLISECONDS = 15_500;
const GIVE_UP_MILLISECONDS = 60_000;
/** A second server may still be at what the first has done. */
const SETTLE_MILLISECONDS = 2_000;

/**
 * Everything falls due while all servers stand still for the turn of a job, so that all find it at the same moment when
 * they go on: so many times. Gives what came of it.
 */
export async function doDueWork(
  client: pg.Client,
  work: readonly Work[],
  pids: readonly number[],
  times: number,
): Promise<FoundWork[]> {
  for (let time = 0; time < times; time++) {
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      await sleep(TURN_MILLISECONDS);
      await letFallDue(client, work, new Date());
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
    const deadline = performance.now() + GIVE_UP_MILLISECONDS;
    while (!(await findWork(client, work)).every(isWhole) && performance.now() < deadline) await sleep(100);
    await sleep(SETTLE_MILLISECONDS);
  }
  return findWork(client, work);
}
