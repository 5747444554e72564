// The server of a simulated city in a process of its own, so that it can be killed: started by `process.ts` beside it, which
// says first on what to work and then, again and again, what time it is and whether the jobs shall have their turn.
import { allJobs, buildApp } from '../../src/main/app.ts';
import { SettableClock } from '../../src/platform/clock.ts';
import { simulatedContext } from '../city.ts';
import { JobTimes } from '../time.ts';
import type { Asked, Settings, Told } from './process.ts';

process.once('message', (settings: unknown) => {
  serve(settings as Settings).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.once('disconnect', () => process.exit(0));

async function serve({ databaseUrl, keysUrl, port, at }: Settings): Promise<void> {
  const clock = new SettableClock(at);
  const context = simulatedContext({ databaseUrl, keysUrl }, clock);
  const app = await buildApp(context, { requestsPerMinute: 1_000_000 });
  const times = new JobTimes(allJobs);
  process.on('message', async (asked: unknown) => {
    const { nth, at: now, turn } = asked as Asked;
    clock.set(now);
    try {
      if (turn) await times.turn(context);
      tell({ nth });
    } catch (error) {
      tell({ nth, failed: String(error) });
    }
  });
  await app.listen({ host: '127.0.0.1', port });
  tell({ nth: 0 });
}

function tell(told: Told): void {
  process.send?.(told);
}
