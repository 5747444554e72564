import type { HourBand } from '../schema/gaps.ts';

/*
 * How likely somebody says yes when asked: learned from what came of messages, for each kind, hour and distance. It sizes
 * waves. It knows nobody: no count is kept of a person, and no person is ever ranked by it.
 */

/** How far it is, as the crow flies; `unknown` where one of the places is not known. */
export const distanceBands = ['under_500', 'under_1000', 'under_2000', 'under_4000', 'further', 'unknown'] as const;
export type DistanceBand = (typeof distanceBands)[number];

/** What messages are told apart by. */
export interface AcceptanceCell {
  kind: string;
  hour: HourBand;
  distance: DistanceBand;
}

/** Messages sent, and how many of them were answered with yes. */
export interface Tally {
  asked: number;
  accepted: number;
}

/** Minutes after which a yes is counted as slower: the yeses within each, and the rest. */
export const promptnessMinutes = [10, 20, 40, 80, 160, 320] as const;

/** What was learned. */
export interface Acceptance {
  /** Sums by `levelsOf`. */
  tallies: ReadonlyMap<string, Tally>;
  /** How many yeses came within each of `promptnessMinutes` and no earlier one; the last: later than all. */
  prompt: readonly number[];
}

/** Before anything is learned: one in twenty says yes. */
const PRIOR = 0.05;
/** What a coarser share weighs against a finer one, in messages. */
const WEIGHT = 40;
/** Before anything is learned: of the yeses, how many came within each of `promptnessMinutes`, weighing 20 yeses. */
const PROMPT_PRIOR = [4, 3, 3, 3, 3, 2, 2];

/** Band of a local hour of the day, 0 to 23. */
export function hourBandOf(hour: number): HourBand {
  if (hour < 7 || hour >= 21) return 'night';
  if (hour < 11) return 'morning';
  if (hour < 14) return 'noon';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Band of a distance in metres; null: not known. */
export function distanceBandOf(metres: number | null): DistanceBand {
  if (metres === null) return 'unknown';
  if (metres < 500) return 'under_500';
  if (metres < 1000) return 'under_1000';
  if (metres < 2000) return 'under_2000';
  return metres < 4000 ? 'under_4000' : 'further';
}

/** Keys under which a message counts, coarsest first: all; its distance; with its kind; with its hour. */
export function levelsOf({ kind, hour, distance }: AcceptanceCell): string[] {
  return ['', distance, `${distance} ${kind}`, `${distance} ${kind} ${hour}`];
}

/** Sums of tallies by cell, for every level. */
export function learnedFrom(
  rows: readonly (AcceptanceCell & Tally)[],
  prompt: readonly number[] = promptnessMinutes.map(() => 0).concat(0),
): Acceptance {
  const tallies = new Map<string, Tally>();
  for (const row of rows)
    for (const level of levelsOf(row)) {
      const { asked, accepted } = tallies.get(level) ?? { asked: 0, accepted: 0 };
      tallies.set(level, { asked: asked + row.asked, accepted: accepted + row.accepted });
    }
  return { tallies, prompt };
}

/**
 * Chance, above 0 and below 1, that somebody asked about this says yes: the mean of a beta distribution at each level,
 * whose prior is the level above it (partial pooling: Gelman and others, Bayesian Data Analysis, 3rd edition, chapter 5).
 *
 *     p(level) = (accepted + 40 p(above)) / (asked + 40),  p(above all) = 0.05
 *
 * Worked example: nothing known but 160 messages of this distance, 24 with yes, all of one kind and hour. All, 160 of
 * them: (24 + 2) / 200 = 0.13. Distance: (24 + 5.2) / 200 = 0.146. Kind: (24 + 5.84) / 200 = 0.1492. Hour:
 * (24 + 5.968) / 200 = 0.14984.
 */
export function chanceOf(learned: Pick<Acceptance, 'tallies'>, cell: AcceptanceCell): number {
  let chance = PRIOR;
  for (const level of levelsOf(cell)) {
    const { asked, accepted } = learned.tallies.get(level) ?? { asked: 0, accepted: 0 };
    chance = (accepted + WEIGHT * chance) / (asked + WEIGHT);
  }
  return chance;
}

/**
 * Chance that somebody asked about this kind says yes, whatever the hour and the distance: as `chanceOf`, with all messages and
 * then those of the kind. Example: 160 messages of all kinds, 24 with yes, all of this one: (24 + 2) / 200 = 0.13, then
 * (24 + 5.2) / 200 = 0.146.
 */
export function chanceOfKind({ tallies }: Pick<Acceptance, 'tallies'>, kind: string): number {
  const ofKind = distanceBands.map((distance) => tallies.get(`${distance} ${kind}`));
  const levels = [[tallies.get('')], ofKind].map((some) => ({
    asked: some.reduce((sum, each) => sum + (each?.asked ?? 0), 0),
    accepted: some.reduce((sum, each) => sum + (each?.accepted ?? 0), 0),
  }));
  return levels.reduce((above, { asked, accepted }) => (accepted + WEIGHT * above) / (asked + WEIGHT), PRIOR);
}

/** Index among the counts of `prompt` of a yes that came after so many minutes. */
export function promptnessOf(minutes: number): number {
  const index = promptnessMinutes.findIndex((within) => minutes < within);
  return index === -1 ? promptnessMinutes.length : index;
}

/**
 * Chance that somebody who was asked some minutes ago and is silent still says yes. With p the chance when asked and F the
 * share of yeses that come within that time, by Bayes: p (1 - F) / (1 - p F). Example: p 0.1 and F 0.5: 0.05 / 0.95 = 0.053.
 */
export function stillToCome(learned: Pick<Acceptance, 'prompt'>, chance: number, minutes: number): number {
  const within = shareWithin(learned.prompt, minutes);
  return (chance * (1 - within)) / (1 - chance * within);
}

/** Share of yeses within some minutes, straight between the known points; 0 at 0 minutes. */
function shareWithin(prompt: readonly number[], minutes: number): number {
  const counts = PROMPT_PRIOR.map((prior, index) => prior + (prompt[index] ?? 0));
  const all = counts.reduce((sum, count) => sum + count, 0);
  let within = 0;
  let from = 0;
  for (const [index, until] of promptnessMinutes.entries()) {
    const count = counts[index] ?? 0;
    if (minutes < until) return (within + (count * (minutes - from)) / (until - from)) / all;
    within += count;
    from = until;
  }
  return within / all;
}
