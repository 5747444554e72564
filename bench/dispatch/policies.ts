import type { Candidate, MonthPolicy, Outcome } from '../../simulator/month/month.ts';
import { DAY, type Minute, type Need } from '../../simulator/month/needs.ts';
import {
  type Acceptance,
  type AcceptanceCell,
  chanceOf,
  distanceBandOf,
  hourBandOf,
  learnedFrom,
  levelsOf,
  promptnessOf,
  stillToCome,
} from '../../src/dispatch/rules/acceptance.ts';
import { type Askable, nextWave } from '../../src/dispatch/rules/waves.ts';
import type { AskingPolicy } from '../../src/organisation/policies/schema/dispatching.ts';

/** The ten nearest who may serve, at once, and nobody else. */
export function nearestTen(): MonthPolicy {
  return { ask: ({ candidates }) => ({ ask: idsOf(candidates.slice(0, 10)), againAt: null }) };
}

/** The ten nearest, and every hour the ten next nearest while a place is empty. */
export function nearestTenHourly(): MonthPolicy {
  return {
    ask({ candidates, now }) {
      const fresh = candidates.filter((each) => !each.asked);
      return { ask: idsOf(fresh.slice(0, 10)), againAt: fresh.length > 10 ? now + 60 : null };
    },
  };
}

/** Everybody who may serve, at once. */
export function broadcast(): MonthPolicy {
  return { ask: ({ candidates }) => ({ ask: idsOf(candidates), againAt: null }) };
}

/** What an order taken this month costs in points, so that others get a turn: the load term of matching (`2 F`, F 75). */
const LOAD_POINTS = 150;

/** Waves by the rules of `src/dispatch`, learning as the month goes by; at its beginning it knows nothing. */
export function waves(policy: AskingPolicy): MonthPolicy {
  const memory = new Memory();
  return {
    ask: (moment) => {
      const chanceAt = chancesOf(memory.learned, moment.need);
      const wave = nextWave<number>({
        now: dateOf(moment.now),
        fillBy: dateOf(moment.need.fillBy),
        offsetMinutes: 0,
        places: moment.placesLeft,
        urgency: urgencyOf(moment.need),
        people: moment.candidates.filter((each) => !each.asked).map((each) => askable(chanceAt, each)),
        waiting: moment.waiting.map(({ askedAt, metres }) =>
          stillToCome(memory.learned, chanceAt(metres), moment.now - askedAt),
        ),
        policy,
      });
      return { ask: wave.ask, againAt: wave.nextAt && minuteOf(wave.nextAt) };
    },
    hears: (outcome) => memory.add(outcome),
  };
}

/** What must be settled within two hours is urgent. */
function urgencyOf(need: Need): string {
  return need.fillBy - need.submittedAt <= 120 ? 'urgent' : 'normal';
}

/** The chance that somebody so far away says yes to an order, reckoned once a band. */
function chancesOf(learned: Acceptance, need: Need): (metres: number) => number {
  const known = new Map<string, number>();
  return (metres) => {
    const cell = cellOf(need, metres);
    const chance = known.get(cell.distance) ?? chanceOf(learned, cell);
    known.set(cell.distance, chance);
    return chance;
  };
}

function askable(chanceAt: (metres: number) => number, each: Candidate): Askable<number> {
  return {
    id: each.id,
    score: -Math.floor(each.metres) - LOAD_POINTS * each.taken,
    chance: chanceAt(each.metres),
    askedThisWeek: each.askedThisWeek,
    lastAskedAt: each.lastAskedAt === null ? null : dateOf(each.lastAskedAt),
  };
}

/** What the messages of the month have taught so far: owns the sums. */
class Memory {
  readonly #tallies = new Map<string, { asked: number; accepted: number }>();
  readonly #prompt: number[] = [...learnedFrom([]).prompt];

  get learned(): Acceptance {
    return { tallies: this.#tallies, prompt: this.#prompt };
  }

  add({ need, metres, askedAt, acceptedAt }: Outcome): void {
    for (const level of levelsOf(cellOf(need, metres))) {
      const tally = this.#tallies.get(level) ?? { asked: 0, accepted: 0 };
      tally.asked++;
      if (acceptedAt !== null) tally.accepted++;
      this.#tallies.set(level, tally);
    }
    if (acceptedAt !== null) this.#prompt[promptnessOf(acceptedAt - askedAt)]!++;
  }
}

function cellOf(need: Need, metres: number): AcceptanceCell {
  const hour = hourBandOf(Math.floor((need.startsAt % DAY) / 60));
  return { kind: String(need.kind), hour, distance: distanceBandOf(metres) };
}

function idsOf(candidates: readonly Candidate[]): number[] {
  return candidates.map((each) => each.id);
}

function dateOf(minute: Minute): Date {
  return new Date(minute * 60_000);
}

function minuteOf(date: Date): Minute {
  return date.getTime() / 60_000;
}
