import type { ActionInput } from '../../../src/orders/schema/inputs.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import type { HumanAction } from '../calls.ts';

/** What two versions of an order can differ in, as far as a person at the desk sees it. */
export const facets = [
  'status',
  'nature',
  'kind',
  'urgency',
  'confidential',
  'places',
  'owner',
  'supervisor',
  'team',
  'people',
  'merged',
  'words',
  'door',
  'wish',
  'said',
] as const;
export type Facet = (typeof facets)[number];

/** The value of a facet, to be compared; ids where a page shows names. */
const compared: Record<Facet, (order: OrderDetail) => string> = {
  status: (order) => order.status,
  nature: (order) => order.nature ?? '',
  kind: (order) => order.kind ?? '',
  urgency: (order) => order.urgency ?? '',
  confidential: (order) => String(order.confidential),
  places: (order) => String(order.places),
  owner: (order) => order.unitId,
  supervisor: (order) => order.supervisedBy ?? '',
  team: (order) => order.teamId ?? '',
  people: (order) => String(order.assigned),
  merged: (order) => [order.mergedInto ?? '', ...order.mergedFrom].join(' '),
  words: (order) => order.text ?? '',
  door: (order) => order.place ?? '',
  wish: (order) => [order.wish, order.earliestAt, order.latestAt].join(' '),
  said: (order) => String(order.words.length),
};

/** In what `now` differs from `before`, in the order of `facets`. Empty: only what nobody sees, a clock's warning say. */
export function changesBetween(before: OrderDetail, now: OrderDetail): Facet[] {
  if (before.version === now.version) return [];
  return facets.filter((facet) => compared[facet](before) !== compared[facet](now));
}

/** What somebody has said since, by the kind of word and their name. */
export function saidSince(before: OrderDetail, now: OrderDetail): OrderDetail['words'] {
  return now.words.filter((word) => !before.words.some((each) => each.at === word.at && each.kind === word.kind));
}

/** One thing that a person wants to do to an order: its name and what they chose and typed. */
export type Wish = { [Name in HumanAction]: { name: Name; input: ActionInput<Name> } }[HumanAction];

/** The words somebody has typed for a deed; none where it takes none or none were typed. */
export function wordsOf({ input }: Wish): string | undefined {
  if ('words' in input) return input.words;
  if ('reason' in input) return input.reason;
  return 'text' in input ? input.text : undefined;
}
