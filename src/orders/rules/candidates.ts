import type { Candidate } from '../schema/views.ts';

/** What is known of somebody who could serve: a team or a volunteer whom the rules allow. */
export interface Able {
  teamId: string | null;
  personId: string | null;
  name: string;
  skillsMatched: readonly string[];
  /** Metres to the middle of the community; null when one of the places is not known. */
  metres: number | null;
  /** How far up the tree they stand: 0 in the community itself, 1 in the unit above it, … */
  nearness: number;
  openAssignments: number;
  available: boolean;
  /** Named this community as one they like to serve. */
  prefers: boolean;
}

/** What an order asks for. */
export interface Wanted {
  skills: readonly string[];
}

type Term = Candidate['terms'][number];

/**
 * Ranks who could serve an order, best first. The score is the sum of whole points that anybody can check: skills up to
 * 40, distance up to 30 (three points off a kilometre, or ten a level of the tree), load up to 20 (five off for each open
 * task), ten for being available then, five for liking the community. Example: both skills, 2 km away, one open task,
 * available: 40 + 24 + 15 + 10 = 89.
 */
export function rank(able: readonly Able[], wanted: Wanted): Candidate[] {
  return able
    .map((each): Candidate => {
      const terms = termsOf(each, wanted);
      return {
        teamId: each.teamId,
        personId: each.personId,
        name: each.name,
        distanceMetres: each.metres === null ? null : Math.round(each.metres / 100) * 100,
        score: terms.reduce((sum, term) => sum + term.points, 0),
        terms,
        skillsMatched: [...each.skillsMatched],
        openAssignments: each.openAssignments,
        availableNow: each.available,
      };
    })
    .sort((a, b) => b.score - a.score || a.openAssignments - b.openAssignments || (a.name < b.name ? -1 : 1));
}

function termsOf(each: Able, wanted: Wanted): Term[] {
  const share = wanted.skills.length === 0 ? 1 : each.skillsMatched.length / wanted.skills.length;
  const far = each.metres === null ? each.nearness * 10 : (each.metres / 1000) * 3;
  return [
    { name: 'skill', points: Math.round(40 * share) },
    { name: 'distance', points: Math.max(0, Math.round(30 - far)) },
    { name: 'load', points: Math.max(0, 20 - 5 * each.openAssignments) },
    { name: 'availability', points: each.available ? 10 : 0 },
    { name: 'preference', points: each.prefers ? 5 : 0 },
  ];
}

/** The hour of the week, Monday 00:00 first, in which an instant falls locally: index of a week's 168 hours. */
export function hourOfWeek(at: Date, offsetMinutes: number): number {
  const local = new Date(at.getTime() + offsetMinutes * 60_000);
  return ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours();
}
