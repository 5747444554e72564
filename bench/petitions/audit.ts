import { sequenceAndSign, sequenceEvents, signCheckpoint } from '../../src/audit/actions/sequence.ts';
import { eventsAfter, type NewEvent, recordEvents } from '../../src/platform/events.ts';
import { jobActor } from '../../src/shared/actor.ts';
import { newId } from '../../src/shared/ids.ts';
import { median, printFigure } from '../figure.ts';
import type { BenchCity } from '../orders/city.ts';
import { usedMilliseconds } from '../orders/processor-time.ts';

const ROUNDS = 5;
/** Leaves of a checkpoint, as the figure is defined. */
const LEAVES = 10_000;
/** Events that the sequencer finds each second in a busy city. */
const A_SECOND = 50;

/**
 * `audit.append.cpu`: numbering an event, 50 found at a time; `audit.checkpoint.cpu`: 10,000 events found at once,
 * numbered and signed. Processor time of server and database together, of events as orders leave them.
 */
export async function measureAudit(city: BenchCity, postgres: { postmasterPid: number }, size: number): Promise<void> {
  const { context, networkId } = city;
  const kinds = await eventsToRepeat(city);
  await sequenceAndSign(context, networkId);
  const count = Math.max(1_000, Math.round(LEAVES * Math.min(1, size)));
  const appends: number[] = [];
  const checkpoints: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const append = await measure(
      postgres,
      count / A_SECOND,
      () => write(city, kinds, A_SECOND),
      async () => {
        await sequenceEvents(context, networkId);
      },
    );
    await signCheckpoint(context, networkId);
    const checkpoint = await measure(
      postgres,
      1,
      () => write(city, kinds, count),
      () => sequenceAndSign(context, networkId),
    );
    // The first round only warms.
    if (round === 0) continue;
    appends.push(append / count);
    checkpoints.push((checkpoint / count) * (LEAVES / 1000));
  }
  const atMost = { direction: 'atMost' as const };
  printFigure({
    name: 'audit.append.cpu',
    value: median(appends),
    unit: 'ms',
    target: 0.05,
    rounds: appends,
    ...atMost,
  });
  printFigure({
    name: 'audit.checkpoint.cpu',
    value: median(checkpoints),
    unit: 's',
    target: 0.5,
    rounds: checkpoints,
    ...atMost,
  });
}

/** Milliseconds of processor that `work` takes, each time after `prepare`, which is not counted. */
async function measure(
  { postmasterPid }: { postmasterPid: number },
  times: number,
  prepare: () => Promise<void>,
  work: () => Promise<void>,
): Promise<number> {
  let used = 0;
  for (let time = 0; time < times; time++) {
    await prepare();
    const { database } = usedMilliseconds(postmasterPid);
    // Looking through all processes takes milliseconds itself, so this one's clock is read between the two looks.
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    used += (user + system) / 1000 + usedMilliseconds(postmasterPid).database - database;
  }
  return used;
}

async function eventsToRepeat({ context, networkId }: BenchCity): Promise<NewEvent[]> {
  const { events } = await context.database.transaction(networkId, (connection) =>
    eventsAfter(connection, { transaction: '0', position: 0 }, 2_000),
  );
  return events.map(({ kind, subjectKind, unitId, body }) => ({ kind, subjectKind, subjectId: '', unitId, body }));
}

async function write({ context, networkId }: BenchCity, kinds: readonly NewEvent[], count: number): Promise<void> {
  const at = context.clock.now();
  const events = Array.from({ length: count }, (_, index) => ({
    ...(kinds[index % kinds.length] as NewEvent),
    subjectId: newId(at),
  }));
  await context.database.transaction(networkId, (connection) =>
    recordEvents(connection, jobActor(networkId, 'bench'), at, events),
  );
}
