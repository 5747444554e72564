import type { WhyNot } from '../schema/waves.ts';

/** What is known of somebody and something that others have taken. */
export interface WhyNotGround {
  /** It was offered to them as well. */
  offered: boolean;
  /** It went to a team. */
  team: boolean;
  /** Whether it was offered in waves; else staff chose by name. */
  inWaves: boolean;
  /** Why they were considered and not asked; null: they were not considered. */
  considered: 'spent' | 'further' | null;
  /** Their terms then, and the mean of those who were asked, by name; empty where it is not known. */
  terms: readonly { name: string; points: number }[];
  askedMeans: Readonly<Record<string, number>>;
  /** As it is now. */
  off: boolean;
  away: boolean;
  /** Free at the hour for which it was wished; true where none was. */
  free: boolean;
}

/**
 * The honest reason why something was not theirs, in the order in which reasons count: what was true of this very order
 * before what is true of them in general. With `further`, the term in which those who were asked stood before them most.
 * Names nobody and no figure of anybody else.
 */
export function whyNot(ground: WhyNotGround): { reason: WhyNot; term: string | null } {
  const plain = (reason: WhyNot) => ({ reason, term: null });
  if (ground.offered) return plain('quicker');
  if (ground.team) return plain('team');
  if (ground.considered === 'spent') return plain('spent');
  if (ground.considered === 'further') return { reason: 'further', term: weakestTerm(ground) };
  if (ground.off) return plain('off');
  if (ground.away) return plain('away');
  if (!ground.free) return plain('not_free');
  return plain(ground.inWaves ? 'further' : 'chosen');
}

/**
 * The term in which somebody lost most to those who were asked; null where they lost in none. Example: distance -900 to a
 * mean of -300, load -150 to a mean of -300: distance, by 600.
 */
export function weakestTerm({ terms, askedMeans }: Pick<WhyNotGround, 'terms' | 'askedMeans'>): string | null {
  let most = 0;
  let weakest: string | null = null;
  for (const { name, points } of terms) {
    const lost = (askedMeans[name] ?? points) - points;
    if (lost <= most) continue;
    most = lost;
    weakest = name;
  }
  return weakest;
}
