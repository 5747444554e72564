import { JobTimes } from '../../../simulator/time.ts';
import { nextClimb, runClimbingClocks } from '../../orders/actions/clock.ts';
import type { ImportedMessage } from '../../orders/actions/import.ts';
import { importedAlready, replayMessage } from '../../orders/actions/replay.ts';
import { SettableClock } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { Memo } from '../../platform/memo.ts';
import { jobActor } from '../../shared/actor.ts';
import { allJobs } from '../app.ts';

const MINUTE = 60_000;
/** Clocks ring at their own instants in a file of some days; in one of a year at most every so many parts of it. */
const MOST_RINGS = 2_000;
/** Ids looked up in one statement. */
const CHUNK = 1_000;

/** A clock that has climbed to the top would tell the same people again every other day: that is left to the real clock. */
const jobsOfReplay = allJobs.map((job) => (job.name === 'orders.clock' ? { ...job, run: runClimbingClocks } : job));

/**
 * Lets messages come in again by a clock of their own: it stands at the time of the first, goes to each in turn, and stops
 * at the last. Each becomes a fresh order at its time; in between the server's jobs run, so that clocks warn and climb and
 * inboxes fill. Nobody works: what was never read climbs to the top and waits there. Messages that are orders already are skipped.
 */
export async function replayMessages(
  context: Context,
  networkId: string,
  messages: readonly ImportedMessage[],
  unitId: string,
): Promise<{ imported: number; skipped: number }> {
  const fresh = await leaveOutKnown(context, networkId, messages);
  const [first, last] = [fresh[0], fresh.at(-1)];
  if (!first || !last) return { imported: 0, skipped: messages.length };
  const clock = new SettableClock(first.at);
  const replayed = { ...context, clock, memo: new Memo() };
  const jobs = new JobTimes(jobsOfReplay);
  const gap = Math.max(MINUTE, (last.at.getTime() - first.at.getTime()) / MOST_RINGS);
  let turned = Number.NEGATIVE_INFINITY;
  const turn = async (at: number) => {
    clock.set(new Date(at));
    turned = at;
    await jobs.turn(replayed);
  };
  for (const message of fresh) {
    for (;;) {
      const ring = await nextClimb(context, networkId);
      const at = ring === null ? Number.POSITIVE_INFINITY : Math.max(ring.getTime(), turned + gap, first.at.getTime());
      if (at > message.at.getTime()) break;
      await turn(at);
    }
    clock.set(message.at);
    await replayMessage(replayed, jobActor(networkId, 'orders.import'), message, unitId);
  }
  await turn(last.at.getTime());
  return { imported: fresh.length, skipped: messages.length - fresh.length };
}

/** What is new, in the order of its times. */
async function leaveOutKnown(
  context: Context,
  networkId: string,
  messages: readonly ImportedMessage[],
): Promise<ImportedMessage[]> {
  const fresh: ImportedMessage[] = [];
  for (let start = 0; start < messages.length; start += CHUNK) {
    const chunk = messages.slice(start, start + CHUNK);
    const known = await importedAlready(
      context,
      networkId,
      chunk.map((each) => each.externalId),
    );
    fresh.push(...chunk.filter((each) => !known.has(each.externalId)));
  }
  return fresh.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.externalId < b.externalId ? -1 : 1));
}
