import { Problem } from '../../shared/problem.ts';
import type { WorkingCalendar } from '../../shared/time.ts';
import type { UnitLevel } from '../../shared/units.ts';
import type { NewOrder } from '../schema/inputs.ts';
import type { Nature, Urgency } from '../schema/states.ts';
import { type ClockPolicy, clockFor } from './clocks.ts';
import type { Decision } from './decision.ts';
import { BLANK, type OrderRow, tell } from './state.ts';

/** What the words suggest, as triage gives it. */
export interface Suggested {
  nature: Nature;
  kind: string | null;
  urgency: Urgency;
  confidential: boolean;
  callFirst: string | null;
}

/** Everything a submission rests on. */
export interface Submission {
  id: string;
  number: string;
  input: Pick<NewOrder, 'kind' | 'places' | 'earliestAt' | 'latestAt' | 'confidential'>;
  /** The kind the resident chose, from the taxonomy; undefined when it is not there. */
  kind: { nature: Nature; urgency: Urgency } | undefined;
  suggestion: Suggested;
  requesterId: string;
  placedBy: string | null;
  source: OrderRow['source'];
  /** Where help is wanted; undefined when no such unit is open. */
  place: { id: string; level: UnitLevel; centreId: string } | undefined;
  /** Who acts, for the history. */
  actorId: string;
  /** `confidential`: a person decided it. */
  splitFrom?: { id: string; unitId: string; confidential: boolean | null };
  /** The open order of neighbours that the resident follows instead of having an own one worked on. */
  joins?: Pick<OrderRow, 'id' | 'unitId' | 'status'> | undefined;
}

type Arriving = Pick<Submission, 'input' | 'kind' | 'suggestion' | 'splitFrom'>;

function isEmergency({ suggestion, kind }: Arriving): boolean {
  return suggestion.nature === 'emergency' || kind?.nature === 'emergency';
}

/**
 * Whether an order is sealed from its first moment: asked in confidence, or read or chosen as a petition or complaint.
 * Somebody in danger is not kept waiting behind a wall of confidence.
 */
export function arrivesInConfidence(from: Arriving): boolean {
  if (isEmergency(from)) return false;
  const complaint = from.kind?.nature === 'petition' || from.kind?.nature === 'complaint';
  const { input, suggestion, splitFrom } = from;
  return splitFrom?.confidential ?? (complaint || suggestion.confidential || input.confidential === true);
}

/** What an order is told that another one was merged into it. */
export function joinedBy(
  order: Pick<OrderRow, 'id' | 'confidential'>,
  into: Pick<OrderRow, 'id' | 'unitId' | 'status'>,
): Decision['events'][number] {
  return {
    kind: 'orders.joined',
    subjectKind: 'order',
    subjectId: into.id,
    unitId: into.unitId,
    body: { orderId: order.id, status: into.status, confidential: order.confidential },
  };
}

/** Units where somebody can want help; departments and teams are no places. */
const PLACES: readonly UnitLevel[] = ['city', 'centre', 'institute', 'station', 'point'];

/**
 * A new order. It belongs to the county centre of its place; what reads like a petition or complaint, or was asked in
 * confidence, is confidential from the first moment; an emergency is redirected at once and triaged as one. One that joins
 * neighbours' is merged into theirs from the start, and the desk can take it out again like any merged one. Problems:
 * `orders.place_unknown`, `orders.kind_unknown`, `orders.time_backwards`, `orders.time_past`.
 */
export function submission(
  from: Submission,
  around: { now: Date; clocks: ClockPolicy; calendar: WorkingCalendar },
): Pick<Decision, 'row' | 'events'> {
  const { input, place, suggestion } = from;
  if (!place || !PLACES.includes(place.level))
    throw new Problem('orders.place_unknown', 422, 'No community of this name is open. Choose yours.', {
      field: '/placeUnitId',
    });
  if (input.kind !== undefined && !from.kind)
    throw new Problem('orders.kind_unknown', 422, 'This kind is not in the list. Choose another, or leave it out.', {
      field: '/kind',
    });
  const earliestAt = input.earliestAt === undefined ? null : new Date(input.earliestAt);
  const latestAt = input.latestAt === undefined ? null : new Date(input.latestAt);
  if (earliestAt && latestAt && latestAt < earliestAt)
    throw new Problem('orders.time_backwards', 422, 'The latest time lies before the earliest. Turn them round.', {
      field: '/latestAt',
    });
  // The second half of a split keeps the time of the first, whenever that was.
  if (!from.splitFrom && latestAt && latestAt <= around.now)
    throw new Problem('orders.time_past', 422, 'That time has passed. Choose a later one.', { field: '/latestAt' });
  const emergency = isEmergency(from);
  const row: OrderRow = {
    ...BLANK,
    id: from.id,
    number: from.number,
    status: emergency ? 'redirected' : 'submitted',
    nature: emergency ? 'emergency' : null,
    kind: emergency && suggestion.nature === 'emergency' ? suggestion.kind : (input.kind ?? null),
    urgency: emergency ? 'critical' : urgencyOf(from),
    confidential: arrivesInConfidence(from),
    unitId: from.splitFrom?.unitId ?? place.centreId,
    placeUnitId: place.id,
    requesterId: from.requesterId,
    placedBy: from.placedBy,
    source: from.source,
    places: input.places ?? 1,
    earliestAt,
    latestAt,
    submittedAt: around.now,
    statusSince: around.now,
    splitFrom: from.splitFrom?.id ?? null,
  };
  const joined = joinOf(row, from);
  Object.assign(row, clockFor(row, around));
  const note = emergency ? { callFirst: suggestion.callFirst ?? '110' } : {};
  return { row, events: [submitted(row, from.actorId, note), ...joined] };
}

/** As its kind says, unless the words leave a doubt whether somebody is in danger. */
function urgencyOf({ kind, suggestion }: Submission): OrderRow['urgency'] {
  return kind && suggestion.callFirst === null ? kind.urgency : suggestion.urgency;
}

/** Merges a plain new order into the one it joins; gives what that one is told. Danger and confidence join nothing. */
function joinOf(row: OrderRow, { joins }: Submission): Decision['events'] {
  if (!joins || row.confidential || row.status !== 'submitted') return [];
  row.status = 'merged';
  row.mergedInto = joins.id;
  return [joinedBy(row, joins)];
}

/**
 * The first event of an order. Residents are known to the history by the order alone; staff who typed in something
 * confidential too: who sat at the desk at that moment would be a trace.
 */
export function submitted(
  row: OrderRow,
  actorId: string,
  note: Record<string, string> = {},
): Decision['events'][number] {
  const asked = actorId === row.requesterId || (actorId === row.placedBy && row.source === 'phone_web');
  return {
    kind: 'orders.submitted',
    subjectKind: 'order',
    subjectId: row.id,
    unitId: row.unitId,
    body: { action: 'submit', status: row.status, confidential: row.confidential, ...tell(null, row, [], []), ...note },
    ...(asked || (row.confidential && actorId === row.placedBy) ? { pseudonym: row.id } : {}),
  };
}
