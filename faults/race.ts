import { type Random, randomOf } from '../demo/random.ts';
import type { Cast } from './cast.ts';
import { check } from './check.ts';
import { act, type Person, type Target } from './client.ts';
import { type Entry, History, isDone } from './history.ts';
import { finishLives, LESSON, placeOrder } from './loop.ts';
import { isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, startServer } from './server-process.ts';
import { openWorld } from './world.ts';

const TIMES = 100_000;
/** Races going on at the same time, each on orders of its own. */
const WIDTH = 6;
/** After so many an order is left: its history is read with each step. */
const ROUNDS_AN_ORDER = 8;
const SIZE = { residents: 400, dispatchers: 150, volunteers: 250 };

/** How races ended. */
interface Tally {
  races: number;
  /** By who was first. */
  wins: Record<string, number>;
  faults: string[];
}

/**
 * `npm run faults -- race [--times N] [--seed N]`: two accept the last place; one merges an order while another dispatches
 * it; one takes an order back and hands it over while a volunteer accepts it. Each time one may win, and what both were
 * told must be true.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const world = await openWorld(SIZE);
  const program = await buildProgram();
  try {
    const began = performance.now();
    const server = await startServer(program, world.environment, await anyPort());
    const history = new History();
    const tally = await race(history, { url: server.url, over: false }, world.casts[0], { times, seed });
    await server.stop();
    const faults = [...tally.faults, ...check(history.entries, await world.look(world.casts[0]))];
    const seconds = (performance.now() - began) / 1000;
    const figures = [
      { name: 'races', value: tally.races, atLeast: times },
      ...Object.entries(tally.wins).map(([name, value]) => ({ name, value })),
      { name: 'requests', value: history.entries.length },
    ];
    const kept = await history.keep();
    const report: Report = { drill: 'race', seed, times, fullTimes: TIMES, seconds, figures, faults, history: kept };
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await program.remove();
    await world.close();
  }
}

/** The races themselves. */
export async function race(
  history: History,
  target: Target,
  cast: Cast,
  { times, seed }: { times: number; seed: number },
): Promise<Tally> {
  const tally: Tally = { races: 0, wins: {}, faults: [] };
  const worker = async (index: number) => {
    const random = randomOf('race', seed, index);
    while (tally.races < times) await raceOnOrders(new Runner(history, target, cast, random), tally, times);
  };
  await Promise.all(Array.from({ length: WIDTH }, (_, index) => worker(index)));
  await finishLives(target, [], history);
  return tally;
}

/** Two orders, and some rounds of each race on them. */
async function raceOnOrders(runner: Runner, tally: Tally, times: number): Promise<void> {
  const [first, second] = [await runner.triaged(), await runner.triaged()];
  if (first === null || second === null) return;
  for (let round = 0; round < ROUNDS_AN_ORDER; round++) {
    for (const each of [acceptTheLastPlace, mergeWhileDispatching, handOverWhileAccepting]) {
      if (tally.races >= times) return;
      tally.races++;
      const { winner, faults } = await each(runner, first, second);
      tally.wins[winner] = (tally.wins[winner] ?? 0) + 1;
      tally.faults.push(...faults);
      if (faults.length > 0) return;
    }
  }
}

/** How one race went; the order is as before it. */
interface Outcome {
  winner: string;
  faults: string[];
}

type Race = (runner: Runner, orderId: string, otherId: string) => Promise<Outcome>;

const acceptTheLastPlace: Race = async (runner, orderId) => {
  const [one, other] = runner.twoVolunteers();
  const dispatcher = runner.dispatcher();
  await runner.sure(dispatcher, orderId, 'dispatch', { personIds: [one.id, other.id] });
  const [first, second] = await Promise.all([one, other].map((each) => runner.may(each, orderId, 'accept')));
  const winners = [first, second].filter((entry) => entry && isDone(entry)).length;
  const faults = winners === 1 ? [] : [`order ${orderId}: ${winners} people were told that the last place is theirs`];
  await runner.sure(dispatcher, orderId, 'recall');
  return { winner: `last_place_${first && isDone(first) ? 'first' : 'second'}`, faults };
};

const mergeWhileDispatching: Race = async (runner, orderId, otherId) => {
  const [one] = runner.twoVolunteers();
  const [merges, dispatches] = [runner.dispatcher(), runner.dispatcher()];
  const [merged, dispatched] = await Promise.all([
    runner.may(merges, orderId, 'merge', { into: otherId }),
    runner.may(dispatches, orderId, 'dispatch', { personIds: [one.id] }),
  ]);
  const both = merged && isDone(merged) && dispatched && isDone(dispatched);
  const neither = !(merged && isDone(merged)) && !(dispatched && isDone(dispatched));
  const faults =
    both || neither ? [`order ${orderId}: ${both ? 'both' : 'neither'} of merge and dispatch were done`] : [];
  const isMerged = merged !== null && isDone(merged);
  await runner.sure(merges, orderId, isMerged ? 'unmerge' : 'recall');
  return { winner: isMerged ? 'merge' : 'dispatch', faults };
};

const handOverWhileAccepting: Race = async (runner, orderId) => {
  const [one] = runner.twoVolunteers();
  const dispatcher = runner.dispatcher();
  const overseer = runner.overseer();
  await runner.sure(dispatcher, orderId, 'dispatch', { personIds: [one.id] });
  const [accepted, handed] = await Promise.all([
    runner.may(one, orderId, 'accept'),
    runner.takeBackAndHandOver(dispatcher, orderId),
  ]);
  const faults = handed && isDone(handed) ? [] : [`order ${orderId}: could not be taken back and handed over`];
  await runner.sure(overseer, orderId, 'hand_over', { unitId: runner.cast.town.centre });
  return { winner: accepted && isDone(accepted) ? 'accepted_then_taken_back' : 'handed_over_before_accepting', faults };
};

/** Somebody who sends for a race, with everybody of a network at hand. */
class Runner {
  readonly history: History;
  readonly target: Target;
  readonly cast: Cast;
  readonly random: Random;

  constructor(history: History, target: Target, cast: Cast, random: Random) {
    this.history = history;
    this.target = target;
    this.cast = cast;
    this.random = random;
  }

  dispatcher(): Person {
    return this.random.pick(this.cast.dispatchers);
  }

  overseer(): Person {
    return this.random.pick(this.cast.overseers);
  }

  twoVolunteers(): [Person, Person] {
    const { volunteers } = this.cast;
    const first = this.random.below(volunteers.length);
    const second = (first + 1 + this.random.below(volunteers.length - 1)) % volunteers.length;
    return [volunteers[first] as Person, volunteers[second] as Person];
  }

  /** A fresh order that has been triaged; null when it could not be had. */
  async triaged(): Promise<string | null> {
    const placed = await placeOrder(this.history, this.target, this.random.pick(this.cast.residents));
    if (!placed?.orderId) return null;
    const done = await act(this.history, this.target, this.dispatcher(), placed.orderId, 'triage', LESSON);
    return done && isDone(done) ? placed.orderId : null;
  }

  /** An action that may come too late. */
  may(person: Person, orderId: string, action: string, body: unknown = {}): Promise<Entry | null> {
    return act(this.history, this.target, person, orderId, action, body);
  }

  /** An action between races, that nothing stands against. */
  async sure(person: Person, orderId: string, action: string, body: unknown = {}): Promise<void> {
    const entry = await this.may(person, orderId, action, body);
    if (!entry || !isDone(entry))
      throw new Error(`${action} between races was answered ${entry?.status} ${entry?.code}.`);
  }

  async takeBackAndHandOver(dispatcher: Person, orderId: string): Promise<Entry | null> {
    const back = await this.may(dispatcher, orderId, 'recall');
    if (!back || !isDone(back)) return back;
    return this.may(dispatcher, orderId, 'hand_over', { unitId: this.cast.town.institute });
  }
}
