import { oursAllows, type Rules } from './ours.ts';
import { theirsAllow } from './theirs.ts';
import { type Case, caseOf, type Question } from './world.ts';

/** Cases in which rules and policies did not agree, by what was asked and who said yes. */
export interface Comparison {
  cases: number;
  allowed: number;
  disagreements: { seed: number; question: string; ours: boolean; theirs: boolean }[];
}

/** What is compared: the program's rules, perhaps with a fault planted, policies by their name, and one question or all. */
interface Sides {
  rules?: Rules;
  policies: string;
  question?: Question;
}

/** Asks both sides `count` cases from a seed on; keeps at most 1,000 disagreements. */
export function compare(count: number, from: number, sides: Sides): Comparison {
  const found: Comparison = { cases: 0, allowed: 0, disagreements: [] };
  for (let seed = from; seed < from + count && found.disagreements.length < 1000; seed++) {
    const drawn = caseOf(seed);
    const asked = sides.question ? { ...drawn, question: sides.question } : drawn;
    const ours = oursAllows(asked, sides.rules);
    const theirs = theirsAllow(asked, sides.policies);
    found.cases += 1;
    if (ours && theirs) found.allowed += 1;
    if (ours !== theirs) found.disagreements.push({ seed, question: asked.question, ours, theirs });
  }
  return found;
}

/** A case in a few words, for who looks into a disagreement. */
export function tellCase({ question, actor, heldLately, order, proposer, wish }: Case): string {
  const roles = actor.grants.map(({ role, unitId }) => `${role}@${unitId}`).join(' ') || 'no role';
  if (question === 'grant') return `${roles}; wish ${JSON.stringify(wish)}`;
  const about = {
    status: order.status,
    confidential: order.confidential,
    owner: order.unitId,
    requester: order.requesterId,
    placedBy: order.placedBy,
    source: order.source,
    department: order.departmentId,
    team: order.teamId,
    offers: order.offers.map(({ teamId, personId, status }) => `${teamId ?? personId} ${status}`),
    assignments: order.assignments.map(({ personId, status }) => `${personId} ${status}`),
    followers: order.followers.map(({ requesterId }) => requesterId),
    marked: [order.complainedUnits, order.complainedPeople],
    objections: order.petition?.objections,
    proposer,
    heldLately,
    teams: actor.volunteer?.teams,
  };
  return `${roles}; ${JSON.stringify(about)}`;
}
