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

/** Units where somebody can want help; departments and teams are no places. */
const PLACES: readonly UnitLevel[] = ['city', 'centre', 'institute', 'station', 'point'];

/**
 * A new order. It belongs to the county centre of its place; what reads like a petition or complaint, or was asked in
 * confidence, is confidential from the first moment; an emergency is redirected at once and triaged as one. Problems:
 * `orders.place_unknown`, `orders.kind_unknown`, `orders.time_backwards`.
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
  const emergency = isEmergency(from);
  const row: OrderRow = {
    ...BLANK,
    id: from.id,
    number: from.number,
    status: emergency ? 'redirected' : 'submitted',
    nature: emergency ? 'emergency' : null,
    kind: emergency && suggestion.nature === 'emergency' ? suggestion.kind : (input.kind ?? null),
    urgency: emergency ? 'critical' : (from.kind?.urgency ?? suggestion.urgency),
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
  Object.assign(row, clockFor(row, around));
  return { row, events: [submitted(row, from.actorId, emergency ? { callFirst: suggestion.callFirst ?? '110' } : {})] };
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
