import { BLANK_PETITION } from '../../src/orders/rules/petition.ts';
import type { Assignment, Offer, OrderState } from '../../src/orders/rules/state.ts';
import { type ActionName, actionNames, type Status, statuses } from '../../src/orders/schema/states.ts';
import { type Actor, type GrantedRole, grantedRoles } from '../../src/shared/actor.ts';
import type { UnitLevel } from '../../src/shared/units.ts';
import { order, person } from '../order-rules.ts';

/*
 * Random worlds for the comparison: one small tree, and in each case somebody, an order, and what there is between them. Nothing
 * here decides anything: it only says how things stand.
 */

/** The tree: two counties of one city, with what stands below them. */
export const tree: Record<string, { above: string | null; level: UnitLevel }> = {
  city: { above: null, level: 'city' },
  east: { above: 'city', level: 'centre' },
  west: { above: 'city', level: 'centre' },
  'east.1': { above: 'east', level: 'institute' },
  'east.2': { above: 'east', level: 'institute' },
  'west.1': { above: 'west', level: 'institute' },
  'east.1.1': { above: 'east.1', level: 'station' },
  'east.1.2': { above: 'east.1', level: 'station' },
  'west.1.1': { above: 'west.1', level: 'station' },
  housing: { above: 'east', level: 'department' },
  insurance: { above: 'city', level: 'department' },
  care: { above: 'east.1.1', level: 'team' },
  repair: { above: 'east', level: 'team' },
};
const units = Object.keys(tree);
const people = ['actor', 'ann', 'bo', 'cy'] as const;

/** A unit with all above it. */
export function pathOf(unitId: string): string[] {
  const above = tree[unitId]?.above ?? null;
  return above === null ? [unitId] : [unitId, ...pathOf(above)];
}

/** What is asked of both sides besides the actions on an order. */
export const otherQuestions = [
  'see',
  'read_words',
  'see_contact',
  'propose_opening',
  'agree_opening',
  'grant',
] as const;
export type Question = Exclude<ActionName, 'warn' | 'expire'> | (typeof otherQuestions)[number];
/** Every question that is asked. */
export const questions: readonly Question[] = [
  ...actionNames.filter((name): name is Exclude<ActionName, 'warn' | 'expire'> => name !== 'warn' && name !== 'expire'),
  ...otherQuestions,
];

/** Somebody, an order, and one question. */
export interface Case {
  question: Question;
  actor: Actor;
  /** Units of posts that the actor held within twelve months. */
  heldLately: string[];
  order: OrderState;
  /** Who proposed to open who stands behind it; null: nobody. */
  proposer: string | null;
  wish: Wish;
}

/** A role about to be given. */
export interface Wish {
  role: GrantedRole;
  unit: string;
  receiver: string;
  /** What the receiver holds already. */
  held: GrantedRole[];
  /** Who asked for it first, where it waits for a second; null: nobody has. */
  asker: string | null;
}

/** A stream of random numbers by a seed (mulberry32), so that every case can be made again. */
export function randomness(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The case of a seed. */
export function caseOf(seed: number): Case {
  const random = randomness(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const some = <T>(choices: readonly T[], chance: number): T[] => choices.filter(() => random() < chance);
  const confidential = random() < 0.55;
  const status = pick<Status>(statuses);
  const place: Standing = { confidential, status, pick, some, random };
  const question = pick(questions);
  const about = orderIn(place);
  const wish: Wish = {
    role: pick(grantedRoles),
    unit: random() < 0.5 ? 'city' : pick(units),
    receiver: pick(people),
    held: some(grantedRoles, 0.08),
    asker: random() < 0.6 ? pick(people) : null,
  };
  // Half of all roles lie where something can come of them: else most answers were a plain no.
  const near =
    question === 'grant'
      ? pathOf(wish.unit)
      : [...pathOf(about.unitId), ...(about.departmentId ? [about.departmentId] : [])];
  const roleFor = question === 'grant' ? (['administrator'] as const) : working;
  const grants = Array.from({ length: pick([0, 1, 1, 1, 2, 3]) }, () => ({
    role: random() < 0.6 ? pick(roleFor) : pick(grantedRoles),
    unitId: random() < 0.6 ? pick(near) : pick(units),
  }));
  const marked = (about.complainedUnits ?? []).flatMap((unit) => pathOf(unit).slice(0, 3));
  const teams = some(['care', 'repair'], 0.25).map((teamId) => ({ teamId, leader: random() < 0.5 }));
  const drawn: Case = {
    question,
    actor: person('actor', grants, random() < 0.4 ? { teams } : undefined),
    heldLately: random() < 0.2 ? [random() < 0.6 && marked.length > 0 ? pick(marked) : pick(units)] : [],
    order: about,
    proposer: random() < 0.3 ? pick(people) : null,
    wish,
  };
  return random() < 0.08 ? withReceipt(drawn, pick(['own', 'own', 'merged', 'other'] as const)) : drawn;
}

/** The same, asked by somebody who shows a receipt: of this petition, of one that was merged into it, of another. */
function withReceipt(drawn: Case, which: 'own' | 'merged' | 'other'): Case {
  const id = which === 'own' ? drawn.order.id : which;
  const holder: Actor = { ...person(id), receipt: true };
  const merged = { orderId: 'merged', requesterId: 'merged', requesterDigest: null };
  const order = {
    ...drawn.order,
    ...(which === 'own' ? { requesterId: id } : {}),
    ...(which === 'merged' ? { followers: [...drawn.order.followers, merged] } : {}),
  };
  return { ...drawn, actor: holder, heldLately: [], order };
}

/** Roles that do something to orders. */
const working = ['dispatcher', 'petition_clerk', 'department_officer', 'custodian'] as const;

interface Standing {
  confidential: boolean;
  status: Status;
  pick: <T>(choices: readonly T[]) => T;
  some: <T>(choices: readonly T[], chance: number) => T[];
  random: () => number;
}

function orderIn({ confidential, status, pick, some, random }: Standing): OrderState {
  const anybody = () => pick(people);
  const open = random() < 0.5;
  const offer = (changes: Partial<Offer>): Offer => ({
    id: `offer-${random()}`,
    round: 1,
    teamId: null,
    personId: null,
    status: open ? 'open' : pick(['accepted', 'declined', 'lapsed', 'withdrawn'] as const),
    offeredAt: new Date(0),
    answeredAt: null,
    ...changes,
  });
  const part = (personId: string): Assignment => ({
    id: `part-${random()}`,
    round: 1,
    personId,
    teamId: null,
    status: pick(['accepted', 'in_service', 'served', 'returned', 'released'] as const),
    acceptedAt: new Date(0),
    startedAt: null,
    finishedAt: null,
  });
  const marked = confidential && random() < 0.35;
  return order({
    status,
    confidential,
    source: pick(['phone_web', 'phone_web', 'desk', 'api', 'import'] as const),
    unitId: confidential
      ? pick(['east', 'west', 'city', 'east', 'east.1'])
      : pick(units.filter((unit) => !isTeam(unit))),
    requesterId: anybody(),
    placedBy: random() < 0.4 ? anybody() : null,
    offers: [
      ...some(people, 0.15).map((personId) => offer({ personId })),
      ...some(['care', 'repair'], 0.2).map((teamId) => offer({ teamId })),
    ],
    assignments: some(people, 0.15).map(part),
    followers: some(people, 0.1).map((requesterId) => ({
      orderId: `of-${requesterId}`,
      requesterId,
      requesterDigest: null,
    })),
    teamId: random() < 0.2 ? pick(['care', 'repair']) : null,
    departmentId: random() < 0.5 ? pick(['housing', 'insurance']) : null,
    complainedUnits: marked ? some(units, 0.12) : null,
    complainedPeople: marked ? some(people, 0.12) : null,
    petition: confidential ? { ...BLANK_PETITION, objections: pick([0, 1, 2]) } : null,
  });
}

const isTeam = (unit: string) => tree[unit]?.level === 'team';
