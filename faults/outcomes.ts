import { readConfig } from '../src/main/config.ts';
import { keptKey } from '../src/platform/http/attempt.ts';
import type { Cast } from './cast.ts';
import type { Judged } from './check.ts';
import { type Entry, type History, isDone, isRefused } from './history.ts';
import type { Figure } from './report.ts';
import { SECRET, type World } from './world.ts';

/** The lines of the people of one network, and of those who looked at its orders from the other. */
export function ofCast(history: History, casts: readonly Cast[], index: number): Entry[] {
  const cast = casts[index];
  if (!cast) return [];
  const { residents, dispatchers, overseers, clerks, officers, volunteers } = cast;
  const people = [...residents, ...dispatchers, ...overseers, ...clerks, ...officers, ...volunteers];
  const own = new Set(people.map(({ id }) => id));
  const orders = new Set(history.entries.filter((entry) => own.has(entry.client)).map((entry) => entry.orderId));
  return history.entries.filter(
    (entry) =>
      (own.has(entry.client) && entry.op !== 'foreign read') ||
      (entry.op === 'foreign read' && orders.has(entry.orderId)),
  );
}

/** Compares what the people of each network were told with what the database holds of it. */
export async function judgeCasts(world: Pick<World, 'casts' | 'judge'>, history: History): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const [index, cast] of world.casts.entries())
    judged.push(await world.judge(cast, ofCast(history, world.casts, index)));
  return judged;
}

/** How many writes were acknowledged, and what became of those that once got no answer, or one of 500 and above. */
export function figuresOf(history: History, judged: readonly Pick<Judged, 'claims' | 'petitions'>[]): Figure[] {
  const count = { acknowledged: 0, ambiguous: 0, had: 0, again: 0, refused: 0, open: 0 };
  for (const sendings of keysOf(history)) {
    const isEnded = sendings.some(isDone);
    if (isEnded) count.acknowledged++;
    const lost = sendings.findIndex((entry) => !isDone(entry) && !isRefused(entry));
    if (lost < 0) continue;
    count.ambiguous++;
    const kept = keptAs(sendings[0] as Entry);
    const claimedAt = judged.map(({ claims }) => claims.get(kept)).find((at) => at !== undefined);
    const sentAgain = sendings[lost + 1]?.sent;
    if (claimedAt !== undefined && (sentAgain === undefined || claimedAt < history.began + sentAgain)) count.had++;
    else if (isEnded) count.again++;
    else if (isRefused(sendings.at(-1) as Entry)) count.refused++;
    else count.open++;
  }
  return [
    { name: 'requests', value: history.entries.length },
    { name: 'petitions_opened', value: judged.reduce((sum, { petitions = 0 }) => sum + petitions, 0) },
    { name: 'writes_acknowledged', value: count.acknowledged },
    { name: 'writes_without_a_sure_answer', value: count.ambiguous },
    { name: 'of_them_had_happened', value: count.had },
    { name: 'of_them_happened_when_sent_again', value: count.again },
    { name: 'of_them_refused_when_sent_again', value: count.refused },
    { name: 'of_them_never_happened', value: count.open },
  ];
}

const secret = readConfig({ LINLI_SECRET: SECRET }, 'none').secret ?? Buffer.alloc(0);

/** As what a drill's database keeps the key of a write. */
export function keptAs({ client, key }: Pick<Entry, 'client' | 'key'>): string {
  return keptKey(secret, { kind: 'person', id: client, networkId: '', grants: [] }, key ?? '');
}

function keysOf(history: History): Iterable<Entry[]> {
  const keys = new Map<string, Entry[]>();
  for (const entry of history.entries) {
    if (entry.key === null) continue;
    const sendings = keys.get(entry.key);
    if (sendings) sendings.push(entry);
    else keys.set(entry.key, [entry]);
  }
  return keys.values();
}
