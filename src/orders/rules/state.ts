import type { StoredEvent } from '../../platform/events.ts';
import type { Nature, Status, Urgency } from '../schema/states.ts';
import { type Petition, revivePetition } from './petition.ts';

/** One order as its row holds it. */
export interface OrderRow {
  id: string;
  number: string;
  status: Status;
  nature: Nature | null;
  kind: string | null;
  urgency: Urgency | null;
  confidential: boolean;
  /** The owner: the unit that answers for it. Its people must act, unless a department or volunteers have it. */
  unitId: string;
  placeUnitId: string;
  /** Who asked; of a confidential order its own id, which stands for them, until `recognise` has found them to be the caller. */
  requesterId: string;
  placedBy: string | null;
  /** Keyed digests by which those who asked in confidence find their order again; null where nobody is hidden. */
  requesterDigest: string | null;
  placerDigest: string | null;
  /** Whom it complains of, as a clerk has marked: units and people; null until then. */
  complainedUnits: string[] | null;
  complainedPeople: string[] | null;
  source: 'phone_web' | 'desk' | 'api' | 'import';
  places: number;
  homeVisit: boolean;
  twoPersonRule: boolean;
  skills: string[];
  earliestAt: Date | null;
  latestAt: Date | null;
  submittedAt: Date;
  statusSince: Date;
  warnAt: Date | null;
  dueAt: Date | null;
  completeBy: Date | null;
  warned: boolean;
  escalations: number;
  supervisedBy: string | null;
  reminders: number;
  reopened: number;
  round: number;
  teamId: string | null;
  /** The one accountable department that a petition was forwarded to. */
  departmentId: string | null;
  mergedInto: string | null;
  splitFrom: string | null;
  outcome: 'satisfied' | 'unanswered' | 'safe' | 'no_need' | 'disputed' | 'other_door' | null;
  historical: boolean;
  likes: number;
  externalId: string | null;
  version: number;
}

/** What a new order has not yet. */
export const BLANK = {
  requesterDigest: null,
  placerDigest: null,
  complainedUnits: null,
  complainedPeople: null,
  nature: null,
  kind: null,
  urgency: null,
  places: 1,
  homeVisit: false,
  twoPersonRule: false,
  skills: [] as string[],
  earliestAt: null,
  latestAt: null,
  warnAt: null,
  dueAt: null,
  completeBy: null,
  warned: false,
  escalations: 0,
  supervisedBy: null,
  reminders: 0,
  reopened: 0,
  round: 0,
  teamId: null,
  departmentId: null,
  mergedInto: null,
  splitFrom: null,
  outcome: null,
  historical: false,
  likes: 0,
  externalId: null,
  version: 1,
} satisfies Partial<OrderRow>;

/** To whom an order was offered: one of team and person. */
export interface Offer {
  id: string;
  round: number;
  teamId: string | null;
  personId: string | null;
  status: 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn';
  offeredAt: Date;
  answeredAt: Date | null;
}

/** One volunteer's part in one order. */
export interface Assignment {
  id: string;
  round: number;
  personId: string;
  teamId: string | null;
  status: 'accepted' | 'in_service' | 'served' | 'returned' | 'released';
  acceptedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** Someone whose own order was merged into this one. */
export interface Follower {
  orderId: string;
  /** Of a confidential order its own id, until recognised. */
  requesterId: string;
  requesterDigest: string | null;
}

/** Everything the rules look at of one order. */
export interface OrderState extends OrderRow {
  offers: Offer[];
  assignments: Assignment[];
  followers: Follower[];
  /** What it has as a petition or complaint; null while it never went that way. */
  petition: Petition | null;
}

/** Assignments that still count: accepted or at work. */
export function activeAssignments(order: Pick<OrderState, 'assignments'>): Assignment[] {
  return order.assignments.filter((each) => each.status === 'accepted' || each.status === 'in_service');
}

/** Offers nobody has answered yet. */
export function openOffers(order: Pick<OrderState, 'offers'>): Offer[] {
  return order.offers.filter((offer) => offer.status === 'open');
}

/** How many more people the order takes. */
export function placesLeft(order: OrderState): number {
  return Math.max(0, order.places - activeAssignments(order).length);
}

const TIMES = ['earliestAt', 'latestAt', 'submittedAt', 'statusSince', 'warnAt', 'dueAt', 'completeBy'] as const;
const OFFER_TIMES = ['offeredAt', 'answeredAt'] as const;
const ASSIGNMENT_TIMES = ['acceptedAt', 'startedAt', 'finishedAt'] as const;
/** What events never say: whose order it is. */
const UNTOLD = new Set<keyof OrderRow>([
  'requesterId',
  'placedBy',
  'requesterDigest',
  'placerDigest',
  'externalId',
  'version',
]);

/** What an event tells of a change: the fields of the row that differ, the offers and assignments that are new or differ. */
export interface Told {
  set: Partial<Record<keyof OrderRow, unknown>>;
  offers: unknown[];
  assignments: unknown[];
  /** The petition as it is now, where the change touched it. */
  petition?: unknown;
}

/**
 * The difference between two states of an order as an event body: ids, codes, figures and times, no words, no people
 * asked for. A new order differs from a blank one.
 */
export function tell(
  before: OrderRow | null,
  after: OrderRow,
  offers: Offer[],
  assignments: Assignment[],
  petition?: Petition,
): Told {
  const set: Told['set'] = {};
  const known: Partial<OrderRow> = before ?? BLANK;
  for (const name of Object.keys(after) as (keyof OrderRow)[]) {
    if (UNTOLD.has(name)) continue;
    const value = JSON.stringify(after[name]);
    if (JSON.stringify(known[name]) !== value) set[name] = JSON.parse(value);
  }
  return {
    set,
    offers: JSON.parse(JSON.stringify(offers)),
    assignments: JSON.parse(JSON.stringify(assignments)),
    ...(petition ? { petition: JSON.parse(JSON.stringify(petition)) } : {}),
  };
}

/** An order as its history alone tells it: everything but whose it is, its followers and its version. */
export type Replayed = Omit<
  OrderState,
  'requesterId' | 'placedBy' | 'requesterDigest' | 'placerDigest' | 'externalId' | 'version' | 'followers'
>;

/**
 * Rebuilds an order from its events, oldest first. Equal to what is stored; a test holds that for random histories.
 * Throws when the history does not begin with a submission.
 */
export function replay(events: readonly Pick<StoredEvent, 'kind' | 'body'>[]): Replayed {
  let row: Record<string, unknown> | null = null;
  const offers = new Map<string, Offer>();
  const assignments = new Map<string, Assignment>();
  let petition: Petition | null = null;
  for (const { body } of events) {
    const told = body as Partial<Told>;
    if (!told.set) continue;
    row = { ...(row ?? blankTold()), ...revive(told.set, TIMES) };
    for (const offer of told.offers ?? []) put(offers, revive(offer as Record<string, unknown>, OFFER_TIMES));
    if (told.petition) petition = revivePetition(told.petition as Petition);
    for (const each of told.assignments ?? [])
      put(assignments, revive(each as Record<string, unknown>, ASSIGNMENT_TIMES));
  }
  if (!row?.['submittedAt']) throw new Error('A history of an order begins with its submission.');
  return {
    ...row,
    offers: [...offers.values()],
    assignments: [...assignments.values()],
    petition,
  } as unknown as Replayed;
}

/** What histories are silent about while it is as it was at the beginning. */
function blankTold(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(BLANK).filter(([name]) => !UNTOLD.has(name as keyof OrderRow)));
}

function put<T extends { id: string }>(into: Map<string, T>, record: Record<string, unknown>): void {
  const whole = record as unknown as T;
  into.set(whole.id, whole);
}

function revive(record: Record<string, unknown>, times: readonly string[]): Record<string, unknown> {
  const revived = { ...record };
  for (const name of times) if (typeof revived[name] === 'string') revived[name] = new Date(revived[name] as string);
  return revived;
}
