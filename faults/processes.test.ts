import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cut } from './cut.ts';
import { fillUp, mountVolume } from './disk-full.ts';
import { FaultyLine } from './faulty-line.ts';
import { killDatabase } from './kill-database.ts';
import { killServer } from './kill-server.ts';
import type { Report } from './report.ts';
import { loseAndRestore } from './restore.ts';
import { anyPort, buildProgram, type Program, startServer } from './server-process.ts';
import { slowClients } from './slow-clients.ts';
import { testWorld } from './test-world.fixture.ts';
import { twoServers } from './two-servers.ts';
import { openWorld, type World } from './world.ts';

/** Servers start and stop in these: a busy machine takes its time. */
const PATIENCE = 240_000;
const SIZE = { residents: 12, dispatchers: 4, volunteers: 6 };

let program: Program;
let world: Awaited<ReturnType<typeof testWorld>>;

beforeAll(async () => {
  program = await buildProgram();
  world = await testWorld(SIZE);
});
afterAll(async () => {
  await program.remove();
  await world.close();
});

const valueOfFigure = ({ figures }: Report, name: string) => figures.find((figure) => figure.name === name)?.value ?? 0;

describe('a server in a process of its own', () => {
  it(
    'has lost nothing and done nothing twice after it was killed at any moment',
    async () => {
      const report = await killServer(world.near, program, { times: 1, seed: 1, lives: 1 });
      expect(report.faults).toEqual([]);
      expect(valueOfFigure(report, 'writes_acknowledged')).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    'says 503 while the way to its database is cut or silent, and goes on by itself',
    async () => {
      const line = new FaultyLine(world.apart.port);
      const server = await startServer(program, world.apart.environment(await line.listen()), await anyPort());
      const outages = [
        ['cut', 1],
        ['silent', 1],
      ] as const;
      const report = await cut(line, server.url, world.apart, { outages, seed: 1, times: 1, lives: 1 });
      await server.stop();
      await line.close();
      expect(report.faults).toEqual([]);
      expect(valueOfFigure(report, 'answered_503')).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    'serves honest people while others are slow on purpose',
    async () => {
      const server = await startServer(program, world.near.environment, await anyPort());
      const people = world.near.casts[0].dispatchers;
      const report = await slowClients(server.url, people, { times: 100, seed: 1, seconds: 1, calm: 500 });
      await server.stop();
      expect(report.faults).toEqual([]);
      expect(valueOfFigure(report, 'honest_answers')).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    'works beside another one, and each is restarted without anybody hearing of it',
    async () => {
      const report = await twoServers(world.apart, program, { times: 1, seed: 1, lives: 1 });
      expect(report.faults).toEqual([]);
      expect(valueOfFigure(report, 'restarts')).toBe(2);
      for (const kind of ['clock', 'batch', 'wave'])
        expect(valueOfFigure(report, `${kind}_done`)).toBe(valueOfFigure(report, `${kind}_due`));
      expect(valueOfFigure(report, 'logged_out_on_both_after')).toBeLessThan(30_000);
      expect(valueOfFigure(report, 'heard_on_both_after')).toBeLessThan(30_000);
    },
    // Both stand still for the longest turn of a job on the way.
    2 * PATIENCE,
  );
});

describe('a server with its embedded database', () => {
  let volume: Awaited<ReturnType<typeof mountVolume>>;
  let own: World;
  beforeAll(async () => {
    volume = await mountVolume();
    own = await openWorld(SIZE, volume ? { dataFolder: join(volume.folder, 'data') } : {});
  }, PATIENCE);
  afterAll(async () => {
    await own.close();
    await volume?.unmount();
  });

  it(
    'refuses to write when the disk is nearly full, before the database panics, and heals',
    async ({ skip }) => {
      // A small volume needs the right to mount one.
      if (!volume) return skip('a small volume cannot be mounted here: disk-full was left out');
      const report = await fillUp(own, program, volume.folder, { times: 1, seed: 1, seconds: 1, lives: 1 });
      expect(report.faults).toEqual([]);
      expect(valueOfFigure(report, 'refused_for_want_of_room')).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    'has lost nothing after the database was killed under it',
    async () => {
      const report = await killDatabase(own, program, { times: 1, seed: 1, lives: 1 });
      expect(report.faults).toEqual([]);
      expect(valueOfFigure(report, 'kills')).toBe(1);
    },
    PATIENCE,
  );

  it(
    'is restored from a backup that was made under load, with nothing lost from its middle',
    async () => {
      const report = await loseAndRestore(own, program, { times: 1, seed: 1, seconds: 0.2, lives: 1 });
      expect(report.faults).toEqual([]);
      expect(valueOfFigure(report, 'acknowledged')).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});
