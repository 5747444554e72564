import type { StoredEvent } from '../src/platform/events.ts';

/** Ids of the little town in which the checker is tried. */
export const ids = {
  order: '00000000-0000-7000-8000-000000000001',
  centre: '00000000-0000-7000-8000-0000000000c0',
  city: '00000000-0000-7000-8000-0000000000c1',
  volunteer: '00000000-0000-7000-8000-0000000000a1',
};

/** A Monday at 09:00. */
export const monday = (minutes: number) => new Date(Date.parse('2026-03-02T01:00:00Z') + minutes * 60_000);

let count = 0;

/** An event of an order's history as the server writes it: what differs, and nothing else. */
export function step(minutes: number, kind: string, action: string, set: Record<string, unknown>): StoredEvent {
  return {
    id: `00000000-0000-7000-9000-${String(count++).padStart(12, '0')}`,
    at: monday(minutes),
    kind: `orders.${kind}`,
    actorKind: 'person',
    actorId: 'somebody',
    subjectKind: 'order',
    subjectId: ids.order,
    unitId: ids.centre,
    body: { action, set: JSON.parse(JSON.stringify(set)) },
  };
}

/** The first event of an order, with a clock of an hour. */
export function submittedAt(minutes: number, set: Record<string, unknown> = {}): StoredEvent {
  return step(minutes, 'submitted', 'submit', {
    nature: null,
    warned: false,
    escalations: 0,
    supervisedBy: null,
    reopened: 0,
    outcome: null,
    id: ids.order,
    number: '0302-0001',
    status: 'submitted',
    confidential: false,
    unitId: ids.centre,
    placeUnitId: ids.centre,
    source: 'phone_web',
    submittedAt: monday(minutes),
    statusSince: monday(minutes),
    warnAt: monday(minutes + 45),
    dueAt: monday(minutes + 60),
    ...set,
  });
}
