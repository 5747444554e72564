import { type Random, randomOf } from '../demo/random.ts';
import type { Cast } from './cast.ts';
import { act, type Person, type Target } from './client.ts';
import { type Entry, History, isDone } from './history.ts';
import { finishLives, LESSON, placeOrder } from './loop.ts';
import { isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, startServer } from './server-process.ts';
import { openWorld } from './world.ts';

const TIMES = 100_000;
/** Pairs of orders that are raced on at the same time. */
const WIDTH = 16;
/** After so many rounds of six races a pair is left: an order's history is read with each step. */
const ROUNDS_A_PAIR = 3;
const SIZE = { residents: 400, dispatchers: 40, volunteers: 600 };

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
  const world = await openWorld(SIZE, { killed: 'nothing' });
  const program = await buildProgram();
  try {
    const began = performance.now();
    const server = await startServer(program, world.environment, await anyPort());
    const history = new History();
    const from = performance.now();
    const tally = await race(history, { url: server.url, over: false }, world.casts[0], { times, seed });
    const racing = (performance.now() - from) / 1000;
    await server.stop();
    const faults = [...tally.faults, ...(await world.judge(world.casts[0], history.entries)).faults];
    const seconds = (performance.now() - began) / 1000;
    const figures = [
      { name: 'races', value: tally.races, atLeast: times },
      ...Object.entries(tally.wins).map(([name, value]) => ({ name, value })),
      { name: 'requests', value: history.entries.length },
      { name: 'races_a_second', value: Number((tally.races / racing).toFixed(1)) },
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

/** Two orders, and some rounds of each race on both: on one while the other has another, and of each against the other. */
async function raceOnOrders(runner: Runner, tally: Tally, times: number): Promise<void> {
  const [first, second] = await Promise.all([runner.triaged(), runner.triaged()]);
  if (first === null || second === null) return;
  const go = async (race: Race, order: Raced, other: Raced) => {
    if (tally.races >= times) return;
    tally.races++;
    const { winner, faults } = await race(runner, order, other);
    tally.wins[winner] = (tally.wins[winner] ?? 0) + 1;
    tally.faults.push(...faults);
  };
  const sound = tally.faults.length;
  for (let round = 0; round < ROUNDS_A_PAIR && tally.races < times && tally.faults.length === sound; round++) {
    for (const [order, other] of [
      [first, second],
      [second, first],
    ] as const) {
      await Promise.all([go(acceptTheLastPlace, order, other), go(handOverWhileAccepting, other, order)]);
      await go(mergeWhileDispatching, order, other);
    }
  }
}

/** An order at the centre between two races: triaged, or dispatched already to somebody who has not said anything yet. */
interface Raced {
  id: string;
  asked: Person | null;
}

/** How one race went. */
interface Outcome {
  winner: string;
  faults: string[];
}

type Race = (runner: Runner, order: Raced, other: Raced) => Promise<Outcome>;

/** The order must be triaged before, and is after. */
const acceptTheLastPlace: Race = async (runner, { id }) => {
  const [one, other] = runner.twoVolunteers();
  const dispatcher = runner.dispatcher();
  await runner.sure(dispatcher, id, 'dispatch', { personIds: [one.id, other.id] });
  const [first, second] = await Promise.all([one, other].map((each) => runner.may(each, id, 'accept')));
  const winners = [first, second].filter((entry) => entry && isDone(entry)).length;
  const faults = winners === 1 ? [] : [`order ${id}: ${winners} people were told that the last place is theirs`];
  await runner.sure(dispatcher, id, 'recall');
  return { winner: `last_place_${first && isDone(first) ? 'first' : 'second'}`, faults };
};

/** Both must be triaged before; where the dispatch wins, it stays dispatched for the race that follows. */
const mergeWhileDispatching: Race = async (runner, order, other) => {
  const { id } = order;
  const [one] = runner.twoVolunteers();
  const [merges, dispatches] = [runner.dispatcher(), runner.dispatcher()];
  const [merged, dispatched] = await Promise.all([
    runner.may(merges, id, 'merge', { into: other.id }),
    runner.may(dispatches, id, 'dispatch', { personIds: [one.id] }),
  ]);
  const isMerged = merged !== null && isDone(merged);
  const isDispatched = dispatched !== null && isDone(dispatched);
  const faults =
    isMerged === isDispatched ? [`order ${id}: ${isMerged ? 'both' : 'neither'} of merge and dispatch were done`] : [];
  if (isMerged) await runner.sure(merges, id, 'unmerge');
  else order.asked = one;
  return { winner: isMerged ? 'merge' : 'dispatch', faults };
};

/** The order is triaged after it. */
const handOverWhileAccepting: Race = async (runner, order) => {
  const { id } = order;
  const dispatcher = runner.dispatcher();
  const volunteer = order.asked ?? runner.twoVolunteers()[0];
  if (!order.asked) await runner.sure(dispatcher, id, 'dispatch', { personIds: [volunteer.id] });
  order.asked = null;
  const [accepted, handed] = await Promise.all([
    runner.may(volunteer, id, 'accept'),
    runner.takeBackAndHandOver(dispatcher, id),
  ]);
  const faults = handed && isDone(handed) ? [] : [`order ${id}: could not be taken back and handed over`];
  await runner.sure(runner.overseer(), id, 'hand_over', { unitId: runner.cast.town.centre });
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
  async triaged(): Promise<Raced | null> {
    const placed = await placeOrder(this.history, this.target, this.random.pick(this.cast.residents));
    if (!placed?.orderId) return null;
    const done = await act(this.history, this.target, this.dispatcher(), placed.orderId, 'triage', LESSON);
    return done && isDone(done) ? { id: placed.orderId, asked: null } : null;
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
