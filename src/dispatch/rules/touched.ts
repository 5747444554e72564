import type { StoredEvent } from '../../platform/events.ts';

/** What an index must read anew after some events. */
export interface Touched {
  /** People and teams by id. */
  ids: Set<string>;
  /** Orders whose people are to be looked up first. */
  orders: Set<string>;
  /** The tree has changed: everything. */
  all: boolean;
}

/** Comings and goings of sessions change nobody, nor does being told something. */
const NOTHING = /^(identity\.(logged_|login_|session_|guesses_|people_|password_|second_factor_|data_)|notify\.)/;

/** What changes where units are, or who lives by them. */
const MOVING = /^organisation\.(unit_|tree_|map_)|^volunteers\.rehomed$/;

/** Who must be read anew because of these events. Names too many rather than too few. */
export function touchedBy(
  events: readonly Pick<StoredEvent, 'kind' | 'subjectKind' | 'subjectId' | 'body'>[],
): Touched {
  const touched: Touched = { ids: new Set(), orders: new Set(), all: false };
  for (const event of events) {
    const { kind, subjectKind, subjectId, body } = event;
    if (kind.startsWith('orders.')) addOrder(touched, event);
    else if (MOVING.test(kind)) touched.all = true;
    else if ((subjectKind === 'person' || subjectKind === 'team') && !NOTHING.test(kind)) touched.ids.add(subjectId);
    const { personId } = body as { personId?: unknown };
    if (typeof personId === 'string') touched.ids.add(personId);
  }
  return touched;
}

function addOrder(touched: Touched, { kind, subjectId, body }: Pick<StoredEvent, 'kind' | 'subjectId' | 'body'>): void {
  const { offers, assignments, set } = body as { offers?: Named[]; assignments?: Named[]; set?: { teamId?: unknown } };
  // Of people only what they accepted is in the index, of teams also what is open: a storm of offers reads nobody anew.
  for (const { personId } of assignments ?? []) if (typeof personId === 'string') touched.ids.add(personId);
  for (const { teamId } of [...(offers ?? []), ...(assignments ?? []), set ?? {}] as Named[])
    if (typeof teamId === 'string') touched.ids.add(teamId);
  if (kind === 'orders.reviewed') touched.orders.add(subjectId);
}

interface Named {
  personId?: unknown;
  teamId?: unknown;
}
