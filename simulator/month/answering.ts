import { type Character, metresBetween, type Person } from './crowd.ts';
import { around, draw, normal } from './draw.ts';
import { DAY, isBadDay, type Minute, type Need, partOf } from './needs.ts';

/*
 * How the people of the month answer. Fixed before any policy was written, and of another form than anything a policy
 * learns: not a chance that follows from kind, hour and distance, but four characters with habits, likes, a distance that
 * each will go, days on which they cannot, and a patience that messages use up. docs/dispatch-month.md tells it in words.
 */

/** Chance that a rested person of each character looks at a message at all. */
const LOOKS: Record<Character, number> = { steady: 0.9, willing: 0.75, passing: 0.5, dormant: 0.12 };
/** Of those who look and whom nothing hinders, so many say yes. */
const WILLING: Record<Character, number> = { steady: 0.9, willing: 0.65, passing: 0.3, dormant: 0.03 };
/** Minutes until half of them have looked. */
const DELAY: Record<Character, number> = { steady: 8, willing: 18, passing: 45, dormant: 240 };
/** Share of days on which they cannot, whatever they declared. */
const BUSY: Record<Character, number> = { steady: 0.12, willing: 0.28, passing: 0.4, dormant: 0.6 };
/** Chance to go again after so many orders taken in the last seven days. */
const AGAIN = [1, 0.8, 0.5, 0.2, 0];

/** A message that was not answered makes the next one so much less likely to be looked at, ten times over at most. */
const IGNORED = 0.92;
/** So many minutes without a message, and the ignored ones are forgotten. */
const FORGETS = 10 * DAY;
/** Half of the tiredness is gone after so long. */
const HALF_LIFE = 4 * DAY;
/** A phone that was silenced stays so. */
const SILENCED = 14 * DAY;
/** Phones are put away from 22:00 to 07:00. */
const WAKES = 7 * 60;
const SLEEPS = 22 * 60;

/** What messages have done to one person so far. */
interface Mood {
  /** Decayed count of messages, at `at`. */
  tired: number;
  at: Minute;
  ignored: number;
  silencedUntil: Minute;
  taken: Minute[];
  /** Part of day by day (day * 3 + part) that they have promised. */
  promised: Set<number>;
}

/** The town's people while a month goes by: owns what messages do to them. */
export class People {
  readonly #seed: number;
  readonly #crowd: readonly Person[];
  readonly #moods: Mood[];

  constructor(seed: number, crowd: readonly Person[]) {
    this.#seed = seed;
    this.#crowd = crowd;
    this.#moods = crowd.map(() => ({
      tired: 0,
      at: 0,
      ignored: 0,
      silencedUntil: 0,
      taken: [],
      promised: new Set<number>(),
    }));
  }

  /** A message about an order reaches somebody. Gives the minute at which they look at it; null: never. */
  hears(id: number, need: Need, now: Minute): Minute | null {
    const { hidden } = this.#person(id);
    const mood = this.#mood(id);
    if (now - mood.at > FORGETS) mood.ignored = 0;
    mood.tired = mood.tired * 0.5 ** ((now - mood.at) / HALF_LIFE) + 1;
    mood.at = now;
    const wasSilent = now < mood.silencedUntil;
    if (mood.tired > hidden.patience) mood.silencedUntil = now + SILENCED;
    const looks = LOOKS[hidden.character] * IGNORED ** Math.min(10, mood.ignored++);
    if (wasSilent || draw(this.#seed, 'looks', id, need.id) >= looks) return null;
    const delay = around(DELAY[hidden.character], 1, normal(this.#seed, 'delay', id, need.id));
    return awake(awake(now) + delay);
  }

  /** They look at it and say yes or no. Whoever says yes has promised that part of the day. */
  answers(id: number, need: Need, now: Minute): boolean {
    const mood = this.#mood(id);
    mood.ignored = 0;
    if (!this.#would(id, need, now)) return false;
    mood.taken.push(now);
    mood.promised.add(halfDay(need));
    // Being useful makes up for some messages.
    mood.tired = Math.max(0, mood.tired - 2);
    return true;
  }

  /** They would have come, and somebody was quicker: that tires more than a message. */
  comesTooLate(id: number): void {
    this.#mood(id).tired += 0.5;
  }

  /** Whether somebody who will not come says so, instead of closing the page: half of them do. */
  saysNo(id: number, need: Need): boolean {
    return draw(this.#seed, 'whim', id, 4 * need.id + 3) < 0.5;
  }

  /** Whether they have promised that part of that day to another order: known to the centre, which then does not ask. */
  hasPromised(id: number, need: Need): boolean {
    return this.#mood(id).promised.has(halfDay(need));
  }

  #would(id: number, need: Need, now: Minute): boolean {
    const seed = this.#seed;
    const { declared, hidden } = this.#person(id);
    const mood = this.#mood(id);
    const { character } = hidden;
    const day = Math.floor(need.startsAt / DAY);
    if (mood.promised.has(halfDay(need))) return false;
    if (draw(seed, 'day', id, day) < BUSY[character]) return false;
    if (isBadDay(seed, day) && draw(seed, 'day', id, -2 - day) < 0.45) return false;
    const week = mood.taken.filter((at) => now - at < 7 * DAY).length;
    if (draw(seed, 'whim', id, 4 * need.id) >= (AGAIN[week] ?? 0)) return false;
    // Once in a while somebody goes at an unusual hour or further than usual.
    const usual = (hidden.habit & (1 << partOf(need.startsAt))) !== 0;
    if (!usual && draw(seed, 'whim', id, 4 * need.id + 1) >= 0.05) return false;
    const near = metresBetween(declared, need) <= hidden.walkMetres;
    if (!near && draw(seed, 'whim', id, 4 * need.id + 2) >= 0.05) return false;
    return draw(seed, 'willing', id, need.id) < WILLING[character] * likes(draw(seed, 'taste', id, need.kind));
  }

  #person(id: number): Person {
    const person = this.#crowd[id];
    if (!person) throw new Error(`There is no volunteer ${id} in this town.`);
    return person;
  }

  #mood(id: number): Mood {
    const mood = this.#moods[id];
    if (!mood) throw new Error(`There is no volunteer ${id} in this town.`);
    return mood;
  }
}

/** Of the kinds that somebody named, a third they love, half they are willing to do, and a sixth they would rather not. */
function likes(taste: number): number {
  return taste < 1 / 3 ? 1 : taste < 5 / 6 ? 0.75 : 0.15;
}

/** The same minute if people are awake, else when they wake. */
function awake(minute: Minute): Minute {
  const ofDay = ((minute % DAY) + DAY) % DAY;
  if (ofDay < WAKES) return minute - ofDay + WAKES;
  return ofDay < SLEEPS ? minute : minute - ofDay + DAY + WAKES;
}

function halfDay(need: Need): number {
  return Math.floor(need.startsAt / DAY) * 3 + (partOf(need.startsAt) % 3);
}
