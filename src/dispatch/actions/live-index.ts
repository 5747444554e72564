import type { Volunteer } from '../../matching/schema.ts';
import { putVolunteer, removeVolunteer, volunteerOf } from '../../matching/snapshot.ts';
import { peopleInOrders, readServing, servingAged } from '../../orders/actions/serving.ts';
import { loadPolicies, loadTree, today } from '../../organisation/actions.ts';
import { isOpen } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { eventsAfter } from '../../platform/events.ts';
import { giveBack } from '../../platform/memory.ts';
import { readTeams, readVolunteersPacked, volunteerCount, volunteersTurned } from '../../volunteers/actions/packed.ts';
import { bytesOfId } from '../rules/columns/id-table.ts';
import { readRows, teamRow, unreviewed } from '../rules/columns/index-row.ts';
import { skillBits } from '../rules/skill-groups.ts';
import { touchedBy } from '../rules/touched.ts';
import { brokenAged, readBroken } from './absences.ts';
import { buildIndex, dayOf, type HeldIndex, type IndexGround } from './build-index.ts';

/** Events read at once, and people read anew at once. */
const EVENTS = 500;
const PEOPLE = 1000;
/** Whom a patrol looks at again. */
const PATROLLED = 1000;
const PATROL_MILLISECONDS = 25_000;
/** Building an index of so many leaves so much behind that it is worth a pause to give it back. */
const MANY = 50_000;

/** How an index is doing. */
export interface IndexFigures {
  volunteers: number;
  /** Seconds since it last was as the database is; null before it was built. */
  ageSeconds: number | null;
  /** How often it was built, and how long that took last, in milliseconds. */
  built: number;
  buildMilliseconds: number;
  /** Rows that a patrol found to differ from the database: changes that no event told of. */
  mended: number;
}

/**
 * The index of one network, kept by this process. It reads the history by a place of its own, up to the oldest
 * transaction that still runs, and reads anew whoever an event names: it cannot miss an event, and one read twice changes
 * nothing. What changes without an event (a load in bulk) is found by a patrol.
 */
export class LiveIndex {
  readonly #context: Context;
  readonly #networkId: string;
  #held: HeldIndex | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #queued: Promise<HeldIndex> | undefined;
  #freshAt: number | undefined;
  #patrolled = 0;
  #patrolledAt = performance.now();
  #figures = { built: 0, buildMilliseconds: 0, mended: 0 };

  constructor(context: Context, networkId: string) {
    this.#context = context;
    this.#networkId = networkId;
  }

  /** The index with everything that was committed when this was called, built if it was not yet. */
  catchUp(): Promise<HeldIndex> {
    // Whoever comes before a turn has begun shares it; whoever comes later must not get what was read before.
    this.#queued ??= this.#alone(() => {
      this.#queued = undefined;
      return this.#turn();
    });
    return this.#queued;
  }

  /** How it is doing. */
  figures(): IndexFigures {
    const volunteers = this.#held?.snapshot.population ?? 0;
    const ageSeconds = this.#freshAt === undefined ? null : (performance.now() - this.#freshAt) / 1000;
    return { volunteers, ageSeconds, ...this.#figures };
  }

  /**
   * Looks at the next thousand again, and at how many there are. Mends what differs; builds anew where the numbers do.
   * Gives how many differed.
   */
  patrol(): Promise<number> {
    return this.#alone(async () => {
      this.#patrolledAt = performance.now();
      const held = await this.#turn();
      const ids = this.#nextPatrolled(held);
      const [differing, missing] = await this.#transaction(async (connection) => [
        await this.#refresh(connection, held, ids),
        Math.abs((await volunteerCount(connection)) - peopleIn(held)),
      ]);
      this.#figures.mended += differing + missing;
      if (missing > 0) await this.#build(await this.#ground());
      return differing + missing;
    });
  }

  /** Whether the last patrol is long enough ago; however often somebody asks. */
  isPatrolDue(): boolean {
    return performance.now() - this.#patrolledAt > PATROL_MILLISECONDS;
  }

  #nextPatrolled({ ids }: HeldIndex): string[] {
    const next = Array.from({ length: Math.min(PATROLLED, ids.count) }, (_, n) => (this.#patrolled + n) % ids.count);
    this.#patrolled += next.length;
    return next.map((number) => ids.idAt(number));
  }

  /** One thing after the other: two that read and write the index at once could put what is older over what is newer. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #turn(): Promise<HeldIndex> {
    const startedAt = performance.now();
    await this.#current();
    for (;;) {
      const held = this.#held ?? (await this.#build(await this.#ground()));
      const next = await this.#transaction((connection) => this.#follow(connection, held));
      if (next === 'again') {
        // Everybody waits for the new one anyway: two at once would take twice the room.
        this.#held = undefined;
      } else if (next < EVENTS) {
        this.#freshAt = startedAt;
        return held;
      }
    }
  }

  /** Builds where nothing is held yet or the meaning of skills has changed; reads anew what changes by the day. */
  async #current(): Promise<void> {
    const on = await this.#ground();
    const held = this.#held;
    if (!held || held.ground.bits.digest !== skillBits(on.policies).digest) {
      await this.#build(on);
      return;
    }
    const day = dayOf(on.date);
    if (day !== held.ground.day) {
      const before = new Date(held.ground.day * 86_400_000).toISOString().slice(0, 10);
      await this.#transaction(async (connection) => {
        const turned = await volunteersTurned(connection, before, on.date);
        const served = await servingAged(connection, held.agedAt, on.now);
        const aged = [...served, ...(await brokenAged(connection, held.agedAt, on.now))];
        const teams = [...on.tree.units.values()].filter((unit) => unit.level === 'team').map((unit) => unit.id);
        held.ground = { ...held.ground, day };
        held.agedAt = on.now;
        await this.#refresh(connection, held, [...new Set([...turned, ...aged, ...teams])]);
      });
    }
  }

  async #ground(): Promise<IndexGround> {
    const [tree, policies] = await Promise.all([
      loadTree(this.#context, this.#networkId),
      loadPolicies(this.#context, this.#networkId),
    ]);
    return { tree, policies, date: today(this.#context), now: this.#context.clock.now() };
  }

  async #build(on: IndexGround): Promise<HeldIndex> {
    const startedAt = performance.now();
    this.#held = await buildIndex(this.#context, this.#networkId, on);
    this.#figures.built++;
    const milliseconds = Math.round(performance.now() - startedAt);
    this.#figures.buildMilliseconds = milliseconds;
    const volunteers = this.#held.snapshot.population;
    this.#context.log.info({ count: volunteers, milliseconds }, 'the index was built');
    if (volunteers > MANY) await giveBack();
    return this.#held;
  }

  /** Reads the next events and whoever they touch. `again` when everything must be read. */
  async #follow(connection: Connection, held: HeldIndex): Promise<number | 'again'> {
    const next = await eventsAfter(connection, held.cursor, EVENTS);
    if (next.events.length === 0) return 0;
    const touched = touchedBy(next.events);
    if (touched.all) {
      this.#context.memo.forget('organisation.');
      return 'again';
    }
    const ids = touched.ids;
    if (touched.orders.size > 0) for (const id of await peopleInOrders(connection, [...touched.orders])) ids.add(id);
    await this.#refresh(connection, held, [...ids]);
    held.cursor = next.cursor;
    return next.events.length;
  }

  /** Reads people and teams anew and puts what differs. Ids of others are passed over. Gives how many differed. */
  async #refresh(connection: Connection, held: HeldIndex, ids: readonly string[]): Promise<number> {
    let differing = 0;
    for (let start = 0; start < ids.length; start += PEOPLE) {
      const some = ids.slice(start, start + PEOPLE);
      const rows = await this.#read(connection, held, some);
      for (const id of some) differing += replace(held, id, rows.get(id)) ? 1 : 0;
    }
    return differing;
  }

  async #read(connection: Connection, held: HeldIndex, ids: readonly string[]): Promise<Map<string, Row>> {
    const { ground, tree } = held;
    const date = today(this.#context);
    const rows = new Map<string, Row>();
    const { loads, reviews } = await readServing(connection, this.#context.clock.now(), ids);
    const broken = await readBroken(connection, this.#context.clock.now(), ids);
    const enter = (id: string, volunteer: Volunteer, isPlaced: boolean) => {
      const [load, review] = [loads.get(id) ?? 0, reviews.get(id) ?? unreviewed];
      const brokenPromises = broken.get(id) ?? 0;
      rows.set(id, { volunteer: { ...volunteer, load, review, brokenPromises }, isPlaced });
    };
    const packed = await readVolunteersPacked(connection, ids, ground.bits.skills);
    readRows(packed, ground, (at, volunteer, isPlaced) =>
      enter(
        idAt(packed.volunteers, at),
        { ...volunteer, availability: Int32Array.from(volunteer.availability) },
        isPlaced,
      ),
    );
    const open = ids.filter((id) => {
      const unit = tree.units.get(id);
      return unit?.level === 'team' && isOpen(unit, date);
    });
    if (open.length > 0)
      for (const team of await readTeams(connection, open)) {
        const { volunteer, isPlaced } = teamRow(team, team.teamId, ground);
        enter(team.teamId, volunteer, isPlaced);
      }
    return rows;
  }

  #transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#context.database.transaction(this.#networkId, work);
  }
}

interface Row {
  volunteer: Volunteer;
  isPlaced: boolean;
}

/** Puts what was read in the place of what is held; true when it differs. */
function replace(held: HeldIndex, id: string, row: Row | undefined): boolean {
  const bytes = bytesOfId(id);
  const known = held.ids.find(bytes);
  const before = known < 0 ? null : volunteerOf(held.snapshot, known);
  if (!row) {
    if (before) removeVolunteer(held.snapshot, known);
    return before !== null;
  }
  if (before && textOf(before) === textOf(row.volunteer) && held.unplaced.has(known) !== row.isPlaced) return false;
  const number = held.ids.add(bytes);
  if (row.isPlaced) held.unplaced.delete(number);
  else held.unplaced.add(number);
  putVolunteer(held.snapshot, number, row.volunteer);
  return true;
}

function textOf(volunteer: Volunteer): string {
  const { availability, ...rest } = volunteer;
  return JSON.stringify([Object.entries(rest).sort(), Array.from(availability)]);
}

function idAt(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** How many of the index are people, not teams. */
function peopleIn({ snapshot, tree, ids }: HeldIndex): number {
  let teams = 0;
  for (const unit of tree.units.values()) {
    const number = unit.level === 'team' ? ids.numberOf(unit.id) : -1;
    if (number >= 0 && (snapshot.rowOf[number] ?? -1) >= 0) teams++;
  }
  return snapshot.population - teams;
}

const indexes = new WeakMap<Database, Map<string, LiveIndex>>();

/** The one index of a network in this process. */
export function indexOf(context: Context, networkId: string): LiveIndex {
  let ofDatabase = indexes.get(context.database);
  if (!ofDatabase) {
    ofDatabase = new Map();
    indexes.set(context.database, ofDatabase);
  }
  let index = ofDatabase.get(networkId);
  if (!index) {
    index = new LiveIndex(context, networkId);
    ofDatabase.set(networkId, index);
  }
  return index;
}

/** How every index of this process is doing, by network. */
export function indexFigures(context: Context): Map<string, IndexFigures> {
  const figures = new Map<string, IndexFigures>();
  for (const [networkId, index] of indexes.get(context.database) ?? []) figures.set(networkId, index.figures());
  return figures;
}
