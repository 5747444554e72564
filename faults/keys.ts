import { randomUUID } from 'node:crypto';
import type { Cast } from './cast.ts';
import type { Judged } from './check.ts';
import { type Person, sendNoted, type Target } from './client.ts';
import { type Entry, History, isDone } from './history.ts';
import { type Figure, isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, startServer } from './server-process.ts';
import { openWorld } from './world.ts';

const TIMES = 25_000;
/** How often each is sent at once. */
const AT_ONCE = 4;
/** Keys under way at the same time. */
const WIDTH = 4;
/** A server takes 60 orders a minute from one person; each key is sent five times. */
const KEYS_A_RESIDENT = 10;
const REUSED = 'platform.idempotency_key_reused';
const AWAY = new Set(['platform.database_unavailable', 'platform.outcome_unknown']);

/**
 * `npm run faults -- keys [--times N] [--seed N]`: each key is sent four times at once with the same order, then once with
 * another one. One row, one answer; the other is refused (422).
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const size = { residents: Math.ceil(times / KEYS_A_RESIDENT), dispatchers: 1, volunteers: 2 };
  const world = await openWorld(size, { killed: 'nothing' });
  const program = await buildProgram();
  try {
    const began = performance.now();
    const server = await startServer(program, world.environment, await anyPort());
    const history = new History();
    await sendKeys(history, { url: server.url, over: false }, world.casts[0], times);
    await server.stop();
    const { figures, faults } = judgeKeys(
      history,
      await world.judge(world.casts[0], history.entries.filter(isDone)),
      times,
    );
    const seconds = (performance.now() - began) / 1000;
    const kept = await history.keep();
    const report: Report = { drill: 'keys', seed, times, fullTimes: TIMES, seconds, figures, faults, history: kept };
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await program.remove();
    await world.close();
  }
}

/** Sends so many keys. */
export async function sendKeys(history: History, target: Target, cast: Cast, times: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < times; index = next++)
      await sendOne(history, target, cast.residents[index % cast.residents.length] as Person);
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}

async function sendOne(history: History, target: Target, resident: Person): Promise<void> {
  const key = randomUUID();
  const sending = (text: string) =>
    sendNoted(
      history,
      target.url,
      resident,
      { op: 'submit', orderId: null },
      {
        ...{ method: 'POST', path: '/api/v1/orders', key },
        body: { text: `${text} ${key}` },
      },
    );
  const first = '想请人教手机怎么用';
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => sending(first)));
  // A busy server may have said of all four that its database is away: then nothing is sure yet.
  for (let sure = answers.some(isDone); !sure && !target.over; ) sure = isDone(await sending(first));
  for (let sure = false; !sure && !target.over; ) sure = !isUnavailable(await sending('想请人换一个灯泡'));
}

/** Not done, or done without a word of it: to be sent again. */
function isUnavailable({ status, code }: Entry): boolean {
  return status === null || (status === 503 && AWAY.has(code ?? ''));
}

/** Whether each key has one row and one answer, and its other body was refused. `judged`: of the answers that say it is done. */
export function judgeKeys(
  history: History,
  judged: Pick<Judged, 'faults' | 'orders'>,
  times: number,
): { figures: Figure[]; faults: string[] } {
  const faults = [...judged.faults];
  const keys = new Map<string, Entry[]>();
  for (const entry of history.entries) keys.set(entry.key ?? '', [...(keys.get(entry.key ?? '') ?? []), entry]);
  let refused = 0;
  for (const [key, sendings] of keys) {
    const other = sendings.at(-1);
    if (other?.status === 422 && other.code === REUSED) refused++;
    else faults.push(`key ${key}: another body was answered ${other?.status} ${other?.code}`);
    const sure = sendings.slice(0, -1).filter((entry) => !isUnavailable(entry));
    for (const { status, code } of sure) if (status !== 201) faults.push(`key ${key}: was answered ${status} ${code}`);
    if (new Set(sure.map(({ digest }) => digest)).size > 1) faults.push(`key ${key}: was answered in different words`);
  }
  return {
    faults,
    figures: [
      { name: 'keys', value: keys.size, atLeast: times, atMost: times },
      { name: 'rows', value: judged.orders, atLeast: times, atMost: times },
      { name: 'other_bodies_refused', value: refused, atLeast: times, atMost: times },
      { name: 'requests', value: history.entries.length },
      { name: 'without_a_sure_answer', value: history.entries.filter(isUnavailable).length },
    ],
  };
}
