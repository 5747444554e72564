import type { TeamMember } from '../../../src/volunteers/schema.ts';

/** So many names are drawn at once; the others are found by writing a name. */
export const MOST = 50;

interface Asked {
  /** What speaks against sending somebody, as a problem code; null where nothing does. */
  against: (member: TeamMember) => string | null;
  taken: ReadonlySet<string>;
  chosen: readonly string[];
  /** A part of the name. */
  text: string;
  /** YYYY-MM-DD */
  today: string;
}

/** The members who can be named and those who cannot, each as many as are drawn, and how many more there are. */
export function whoCanGo(members: readonly TeamMember[], { against, taken, chosen, text, today }: Asked) {
  const wanted = text.trim().toLowerCase();
  const named = members.filter(({ name }) => (name ?? '').toLowerCase().includes(wanted));
  const fits = (member: TeamMember) => !taken.has(member.personId) && against(member) === null;
  const rank = ({ personId, awayUntil }: TeamMember) =>
    chosen.includes(personId) ? 0 : awayUntil !== null && awayUntil >= today ? 2 : 1;
  // Whoever is ticked stays in sight, whatever is written.
  const fit = members
    .filter((member) => fits(member) && (chosen.includes(member.personId) || named.includes(member)))
    .sort((a, b) => rank(a) - rank(b));
  const rest = named.filter((member) => !fits(member));
  return {
    fit: fit.slice(0, MOST + chosen.length),
    fitMore: Math.max(0, fit.length - MOST - chosen.length),
    rest: rest.slice(0, MOST),
    restMore: Math.max(0, rest.length - MOST),
  };
}
