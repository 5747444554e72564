import type { OrderFilter } from '../../../src/orders/schema/inputs.ts';
import {
  type Nature,
  natures,
  openStatuses,
  type Status,
  type Urgency,
  urgencies,
} from '../../../src/orders/schema/states.ts';
import { pathIn, type TreeView } from '../lookups.ts';

export const tabs = ['waiting', 'mine', 'late', 'under_way', 'review'] as const;
export type Tab = (typeof tabs)[number];

/** What the address of the queue says. */
export interface QueueSearch {
  tab?: Tab;
  /** Of several desks the one that is sat at; the first if absent. */
  desk?: string;
  /** What the desk is narrowed to. */
  unit?: string;
  /** Where help is wanted, whoever has the order. */
  place?: string;
  nature?: Nature;
  category?: string;
  urgency?: Urgency;
  text?: string;
  /** The order in the panel. */
  order?: string;
}

/** Reads the address; what it does not know it leaves out. */
export function readQueueSearch(search: Record<string, unknown>): QueueSearch {
  const read: QueueSearch = {};
  const tab = tabs.find((each) => each === search['tab']);
  const nature = natures.find((each) => each === search['nature']);
  const urgency = urgencies.find((each) => each === search['urgency']);
  if (tab) read.tab = tab;
  if (nature) read.nature = nature;
  if (urgency) read.urgency = urgency;
  // A phone's last digits look like a number to whoever parses the address.
  if (typeof search['text'] === 'number') read.text = String(search['text']);
  for (const name of ['desk', 'unit', 'place', 'category', 'text', 'order'] as const) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') read[name] = value;
  }
  return read;
}

/**
 * The desk that the address means, of those that somebody has: the one it names, else the one that what it is narrowed to
 * belongs to, else the first. Empty for who has none.
 */
export function deskOf({ desk, unit }: QueueSearch, desks: readonly string[], tree: TreeView): string {
  const above = unit === undefined ? [] : pathIn(tree, unit).map(({ id }) => id);
  return desks.find((each) => each === desk) ?? desks.find((each) => above.includes(each)) ?? desks[0] ?? '';
}

/** States that each tab holds. */
export const statusesOf: Record<Tab, readonly Status[]> = {
  waiting: ['submitted', 'triaged', 'redirected'],
  mine: openStatuses,
  late: ['submitted', 'triaged', 'dispatched', 'accepted', 'in_service', 'reviewed', 'redirected'],
  under_way: ['dispatched', 'accepted', 'in_service'],
  review: ['served', 'answered', 'reviewed'],
};

/** How many orders a tab holds, of those that are counted by their states. */
export function countIn(tab: Tab, byStatus: Readonly<Record<string, number>>): number {
  return statusesOf[tab].reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
}

/** The filter that the server is asked with. `confidential`: the petition clerks' queue instead of the dispatchers'. */
export function filterOf(search: QueueSearch, unit: string, confidential: boolean): OrderFilter {
  const filter: OrderFilter = { unit: search.unit ?? unit, confidential, limit: 100 };
  if (search.place) filter.place = search.place;
  if (search.nature) filter.nature = search.nature;
  if (search.category) filter.category = search.category;
  if (search.urgency) filter.urgency = search.urgency;
  if (search.text) return { ...filter, text: search.text };
  const tab = search.tab ?? 'waiting';
  return { ...filter, ...whoseOf(tab), status: [...statusesOf[tab]], order: 'due' };
}

/** What a tab asks for beside its states. */
export function whoseOf(tab: Tab): Pick<OrderFilter, 'mine' | 'late'> {
  if (tab === 'mine') return { mine: true };
  return tab === 'late' ? { late: true } : {};
}
