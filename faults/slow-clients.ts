import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Person, send } from './client.ts';
import { isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, startServer } from './server-process.ts';
import { openWorld } from './world.ts';

/** Connections that are slow on purpose. */
const TIMES = 2_000;
const SECONDS = 45;
/** A slow one sends a byte so often. */
const DRIP_MILLISECONDS = 2_000;
/** Honest requests of the second half of a minute, one after the other in so many places. */
const HONEST = 4;
/** The honest p99 may be so much longer than before: or this many milliseconds, where that is more. */
const MOST_RATIO = 3;
const SIZE = { residents: 40, dispatchers: 20, volunteers: 2 };

/**
 * `npm run faults -- slow-clients [--times N] [--seed N]`: connections that send their heads or bodies a byte now and then
 * and never end. Who asks honestly meanwhile is served as before, and the slow ones are shown out.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const world = await openWorld(SIZE);
  const program = await buildProgram();
  try {
    const server = await startServer(program, world.environment, await anyPort());
    const report = await slowClients(server.url, world.casts[0].dispatchers, { times, seed, seconds: SECONDS });
    await server.stop();
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await program.remove();
    await world.close();
  }
}

/** The drill on a server that runs. */
export async function slowClients(
  url: string,
  honest: readonly Person[],
  { times, seed, seconds, calm = 5_000 }: { times: number; seed: number; seconds: number; calm?: number },
): Promise<Report> {
  const began = performance.now();
  await askHonestly(url, honest, calm);
  const before = await askHonestly(url, honest, calm);
  const slow = Array.from({ length: times }, (_, index) => new SlowClient(Number(new URL(url).port), index));
  await Promise.all(slow.map((each) => each.connected()));
  const during = await askHonestly(url, honest, seconds * 1_000);
  const shownOut = slow.filter((each) => each.isClosed()).length;
  for (const each of slow) each.close();
  const p99 = (waits: readonly number[]) => Number((waits[Math.floor(waits.length * 0.99)] ?? 0).toFixed(1));
  const refused = [before, during].flatMap(({ failures }) => failures);
  return {
    drill: 'slow-clients',
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000 },
    faults: [...new Set(refused)],
    figures: [
      { name: 'slow_connections', value: times },
      { name: 'honest_answers', value: during.waits.length },
      { name: 'honest_p99_before', value: p99(before.waits), unit: 'ms' },
      {
        name: 'honest_p99_during',
        value: p99(during.waits),
        unit: 'ms',
        atMost: Math.max(50, MOST_RATIO * p99(before.waits)),
      },
      { name: 'slow_ones_shown_out', value: shownOut },
    ],
  };
}

/** Waits of honest people in rising order, and what they were answered besides 200. */
async function askHonestly(
  url: string,
  people: readonly Person[],
  milliseconds: number,
): Promise<{ waits: number[]; failures: string[] }> {
  const waits: number[] = [];
  const failures: string[] = [];
  const until = performance.now() + milliseconds;
  let next = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const sentAt = performance.now();
      const person = people[next++ % people.length] ?? null;
      const answer = await send(url, person, { method: 'GET', path: '/api/v1/orders?limit=20' });
      waits.push(performance.now() - sentAt);
      if (answer?.status !== 200) failures.push(`An honest request was answered ${answer?.status ?? 'nothing'}.`);
      await sleep(15);
    }
  };
  await Promise.all(Array.from({ length: HONEST }, worker));
  return { waits: waits.sort((a, b) => a - b), failures };
}

/** A connection that sends a byte now and then: every other one its head, the others a body. */
class SlowClient {
  readonly #socket: Socket;
  readonly #connected: Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(port: number, index: number) {
    this.#socket = connect({ port, host: '127.0.0.1' });
    const head =
      index % 2 === 0
        ? 'GET /api/v1/network HTTP/1.1\r\nHost: localhost\r\nX-Slow: '
        : 'POST /api/v1/login/code HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"phone":"';
    this.#connected = new Promise((resolve) => {
      this.#socket.on('connect', () => {
        this.#socket.write(head);
        this.#timer = setInterval(() => this.#socket.write('1'), DRIP_MILLISECONDS);
        resolve();
      });
      this.#socket.on('close', () => {
        this.#closed = true;
        clearInterval(this.#timer);
        resolve();
      });
      this.#socket.on('error', () => this.#socket.destroy());
      this.#socket.resume();
    });
  }

  connected(): Promise<void> {
    return this.#connected;
  }

  /** Whether the server has shown it out. */
  isClosed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#socket.destroy();
  }
}
