import { type QueueSearch, readQueueSearch } from './search.ts';

/** A queue that somebody looks at often, by a name of their own. Opening it puts it into the address, to be passed on. */
export interface View {
  name: string;
  search: QueueSearch;
}

/** Longest name, characters. */
export const NAME_LENGTH = 20;

/** What is worth keeping of an address: not the order that happens to be open. */
export function worthKeeping({ order: _order, ...search }: QueueSearch): QueueSearch {
  return search;
}

/** Whether the address shows this view. */
export function shows(search: QueueSearch, view: View): boolean {
  const sorted = (each: QueueSearch) => JSON.stringify(Object.entries(worthKeeping(each)).sort());
  return sorted(search) === sorted(view.search);
}

/** With this view among them: in its place if the name was taken, else last. An empty name changes nothing. */
export function withView(views: readonly View[], name: string, search: QueueSearch): View[] {
  const called = name.trim().slice(0, NAME_LENGTH);
  if (called === '') return [...views];
  const view = { name: called, search: worthKeeping(search) };
  return views.some((each) => each.name === called)
    ? views.map((each) => (each.name === called ? view : each))
    : [...views, view];
}

export function withoutView(views: readonly View[], name: string): View[] {
  return views.filter((each) => each.name !== name);
}

/** Reads what was kept on this device; what it does not know it leaves out. */
export function readViews(kept: string | null): View[] {
  try {
    const read: unknown = JSON.parse(kept ?? '');
    if (!Array.isArray(read)) return [];
    return read.flatMap((each: { name?: unknown; search?: unknown }) =>
      typeof each?.name === 'string' && typeof each.search === 'object' && each.search !== null
        ? [{ name: each.name, search: worthKeeping(readQueueSearch(each.search as Record<string, unknown>)) }]
        : [],
    );
  } catch {
    return [];
  }
}
