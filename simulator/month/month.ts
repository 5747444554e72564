import { People } from './answering.ts';
import { metresBetween, type Person } from './crowd.ts';
import { DAY, type Minute, type Need, partOf } from './needs.ts';

/** One who may serve an order: named its kind, is free then and not promised, within reach, met in person where it is a home. */
export interface Candidate {
  id: number;
  metres: number;
  /** Was asked about this very order before. */
  asked: boolean;
  /** How often they were asked in the last seven days. */
  askedThisWeek: number;
  /** When they were last asked at all. */
  lastAskedAt: Minute | null;
  /** Orders they have taken this month. */
  taken: number;
}

/** What a policy sees when it decides: the order, and what a centre would know of everybody. Nothing hidden. */
export interface Moment {
  need: Need;
  now: Minute;
  placesLeft: number;
  /** Nearest first; those who said no to this order are not among them. */
  candidates: readonly Candidate[];
  /** Who was asked about this order and has not answered: when, and how far they live. */
  waiting: readonly { askedAt: Minute; metres: number }[];
}

/** What came of one message, as far as a centre hears of it. */
export interface Outcome {
  need: Need;
  metres: number;
  askedAt: Minute;
  /** When they said yes; null: they did not before the order was full or over. */
  acceptedAt: Minute | null;
}

/** Who is asked, and when. */
export interface MonthPolicy {
  /** Whom to ask now, and when to think about this order again while it has empty places; null: never again. */
  ask(moment: Moment): { ask: readonly number[]; againAt: Minute | null };
  /** Told of each message once, when its order is full or over. */
  hears?(outcome: Outcome): void;
}

/** How a month went. */
export interface Month {
  orders: number;
  /** Not every place had its volunteer in time. */
  missed: number;
  messages: number;
  /** All messages, those for missed orders too, for each order that was filled. */
  messagesPerFill: number;
  /** Of orders taken, over everybody who registered: 0, all the same, to 1, one has them all. */
  giniOfTaken: number;
  /** Of messages received, over everybody who registered. */
  giniOfMessages: number;
  /** Most messages that one person had in any seven days. */
  mostInAWeek: number;
  /** Minutes from submission until the last place was taken, of those filled: the middle one. */
  minutesToFill: number;
}

interface Asked {
  id: number;
  metres: number;
  askedAt: Minute;
  acceptedAt: Minute | null;
  refused: boolean;
}

interface OpenNeed {
  need: Need;
  /** Metres of those who may serve, nearest first. */
  able: ReadonlyMap<number, number>;
  asked: Map<number, Asked>;
  placesLeft: number;
  filledAt: Minute | null;
  told: boolean;
}

/** Lets a month go by under a policy. The same seed, crowd, needs and policy give the same month. */
export function runMonth(seed: number, crowd: readonly Person[], needs: readonly Need[], policy: MonthPolicy): Month {
  const town = new Town(seed, crowd, policy);
  for (const need of needs) town.comes(need);
  town.run();
  return town.report();
}

/** A month under way: owns its agenda and what has happened. */
class Town {
  readonly #crowd: readonly Person[];
  readonly #policy: MonthPolicy;
  readonly #people: People;
  /** What happens at each minute, in the order in which it was planned. */
  readonly #agenda: (() => void)[][] = [];
  readonly #askedAt: Minute[][];
  readonly #taken: Int32Array;
  readonly #all: OpenNeed[] = [];
  #messages = 0;
  #mostInAWeek = 0;

  constructor(seed: number, crowd: readonly Person[], policy: MonthPolicy) {
    this.#crowd = crowd;
    this.#policy = policy;
    this.#people = new People(seed, crowd);
    this.#askedAt = crowd.map(() => []);
    this.#taken = new Int32Array(crowd.length);
  }

  /** An order will come in at its time. */
  comes(need: Need): void {
    this.#plan(need.submittedAt, () => {
      const able = ableFor(this.#crowd, need);
      const open: OpenNeed = { need, able, asked: new Map(), placesLeft: need.places, filledAt: null, told: false };
      this.#all.push(open);
      this.#think(open, need.submittedAt);
      this.#plan(need.fillBy, () => this.#tellOutcomes(open));
    });
  }

  run(): void {
    // What happens may plan more, for the same minute too.
    for (let minute = 0; minute < this.#agenda.length; minute++)
      for (const happen of this.#agenda[minute] ?? []) happen();
  }

  report(): Month {
    const filled = this.#all.filter((each) => each.filledAt !== null);
    const minutes = filled.map((each) => (each.filledAt ?? 0) - each.need.submittedAt).sort((a, b) => a - b);
    return {
      orders: this.#all.length,
      missed: this.#all.length - filled.length,
      messages: this.#messages,
      messagesPerFill: this.#messages / Math.max(1, filled.length),
      giniOfTaken: gini([...this.#taken]),
      giniOfMessages: gini(this.#askedAt.map((each) => each.length)),
      mostInAWeek: this.#mostInAWeek,
      minutesToFill: minutes[Math.floor(minutes.length / 2)] ?? 0,
    };
  }

  #plan(at: Minute, happen: () => void): void {
    const planned = this.#agenda[at] ?? [];
    this.#agenda[at] = planned;
    planned.push(happen);
  }

  #think(open: OpenNeed, now: Minute): void {
    if (open.placesLeft === 0 || now >= open.need.fillBy) return;
    const { ask, againAt } = this.#policy.ask(this.#momentOf(open, now));
    for (const id of ask) this.#ask(open, id, now);
    if (againAt === null || againAt <= now) return;
    const next = Math.ceil(againAt);
    this.#plan(next, () => this.#think(open, next));
  }

  #momentOf(open: OpenNeed, now: Minute): Moment {
    const { need, able, asked, placesLeft } = open;
    const candidates: Candidate[] = [];
    for (const [id, metres] of able) {
      const before = asked.get(id);
      if (before?.refused || before?.acceptedAt != null || this.#people.hasPromised(id, need)) continue;
      const all = this.#askedAt[id] ?? [];
      candidates.push({
        id,
        metres,
        asked: before !== undefined,
        askedThisWeek: thisWeek(all, now),
        lastAskedAt: all.at(-1) ?? null,
        taken: this.#taken[id] ?? 0,
      });
    }
    const waiting = [...asked.values()].filter((each) => !each.refused && each.acceptedAt === null);
    return { need, now, placesLeft, candidates, waiting };
  }

  #ask(open: OpenNeed, id: number, now: Minute): void {
    const metres = open.able.get(id);
    if (metres === undefined || open.asked.has(id)) throw new Error('A policy asked somebody whom it may not ask.');
    open.asked.set(id, { id, metres, askedAt: now, acceptedAt: null, refused: false });
    this.#messages++;
    const all = this.#askedAt[id] ?? [];
    all.push(now);
    this.#mostInAWeek = Math.max(this.#mostInAWeek, thisWeek(all, now));
    const hears = this.#people.hears(id, open.need, now);
    const looksAt = hears === null ? null : Math.ceil(hears);
    if (looksAt !== null) this.#plan(looksAt, () => this.#looks(open, id, looksAt));
  }

  #looks(open: OpenNeed, id: number, now: Minute): void {
    const asked = open.asked.get(id);
    if (!asked || now >= open.need.fillBy) return;
    if (open.placesLeft === 0) {
      this.#people.comesTooLate(id);
      return;
    }
    if (!this.#people.answers(id, open.need, now)) {
      // Half of those who will not come say so; the others close the page.
      asked.refused = this.#people.saysNo(id, open.need);
      return;
    }
    asked.acceptedAt = now;
    this.#taken[id] = (this.#taken[id] ?? 0) + 1;
    open.placesLeft--;
    if (open.placesLeft === 0) {
      open.filledAt = now;
      this.#tellOutcomes(open);
    }
  }

  #tellOutcomes(open: OpenNeed): void {
    if (open.told) return;
    open.told = true;
    for (const { metres, askedAt, acceptedAt } of open.asked.values())
      this.#policy.hears?.({ need: open.need, metres, askedAt, acceptedAt });
  }
}

/** How many of some minutes, oldest first, lie in the last seven days. */
function thisWeek(minutes: readonly Minute[], now: Minute): number {
  let first = minutes.length;
  while (first > 0 && now - (minutes[first - 1] ?? 0) < 7 * DAY) first--;
  return minutes.length - first;
}

/** Who may serve, nearest first. */
function ableFor(crowd: readonly Person[], need: Need): Map<number, number> {
  const part = 1 << partOf(need.startsAt);
  const able: { id: number; metres: number }[] = [];
  for (const [id, { declared }] of crowd.entries()) {
    if ((declared.kinds & (1 << need.kind)) === 0 || (declared.free & part) === 0) continue;
    if (need.homeVisit && !declared.verified) continue;
    const metres = metresBetween(declared, need);
    if (metres <= declared.reachMetres) able.push({ id, metres });
  }
  able.sort((a, b) => a.metres - b.metres || a.id - b.id);
  return new Map(able.map(({ id, metres }) => [id, metres]));
}

/** The Gini coefficient of some counts: 0, all the same, to 1. Empty or all zero: 0. Example: 0, 0, 0, 4 give 0.75. */
export function gini(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const sum = sorted.reduce((total, each) => total + each, 0);
  if (sum === 0) return 0;
  const weighted = sorted.reduce((total, each, index) => total + each * (2 * (index + 1) - sorted.length - 1), 0);
  return weighted / (sorted.length * sum);
}
