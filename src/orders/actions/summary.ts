import type { OrderSummary } from '../schema/views.ts';
import type { ListedOrder } from '../store/list.ts';

/** A row as lists show it: times as text, nothing that only the server needs. */
export function summaryOf(row: ListedOrder): OrderSummary {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    nature: row.nature,
    kind: row.kind,
    urgency: row.urgency,
    confidential: row.confidential,
    text: row.text,
    unitId: row.unitId,
    placeUnitId: row.placeUnitId,
    submittedAt: row.submittedAt.toISOString(),
    statusSince: row.statusSince.toISOString(),
    warnAt: row.warnAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    escalations: row.escalations,
    supervisedBy: row.supervisedBy,
    teamId: row.teamId,
    places: row.places,
    assigned: row.assigned,
    homeVisit: row.homeVisit,
    reopened: row.reopened,
    earliestAt: row.earliestAt?.toISOString() ?? null,
    latestAt: row.latestAt?.toISOString() ?? null,
    wish: row.wish,
    outcome: row.outcome,
    historical: row.historical,
    likes: row.likes,
    version: row.version,
  };
}
