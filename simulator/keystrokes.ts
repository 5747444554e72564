import type { OrderDetail } from '../src/orders/schema/views.ts';

/**
 * Seconds of one act of a practised person at a desk: the keystroke-level model of Card, Moran and Newell, *The
 * keystroke-level model for user performance time with interactive systems*, Communications of the ACM 23 (7), 1980,
 * table 1. K: a key or a click, of an average non-secretary typist; P: pointing with a mouse; H: a hand's way between
 * mouse and keyboard; M: making up one's mind. Reading the order is the same with and without suggestions, and not in it.
 */
const SECONDS = { K: 0.28, P: 1.1, H: 0.4, M: 1.35 } as const;
type Act = keyof typeof SECONDS;

/** Two characters of a kind's name through an input method: about three letters each, and choosing them once. */
const TYPED: readonly Act[] = ['K', 'K', 'K', 'K', 'K', 'K', 'K'];
/** The page's ways to say what an order is. */
const WAYS = {
  /** See that it is right; Y. */
  taken: ['M', 'K'],
  /** See which of the three it is; C, its number. */
  chosen: ['M', 'K', 'M', 'K'],
  /** Open the lists with the mouse, type the kind, choose it, look, confirm with the mouse. */
  listed: ['M', 'H', 'P', 'K', 'H', 'M', ...TYPED, 'K', 'M', 'H', 'P', 'K'],
} as const satisfies Record<string, readonly Act[]>;
/** See who would go; Enter. */
const SEND: readonly Act[] = ['M', 'K'];

export type WayToTriage = keyof typeof WAYS;

/**
 * Seconds from an order's opening to its sending by one way of triage. Example: taken as suggested and sent, M K M K, is
 * 1.35 + 0.28 + 1.35 + 0.28 = 3.26.
 */
export function secondsOf(way: WayToTriage): number {
  return [...WAYS[way], ...SEND].reduce((sum, act) => sum + SECONDS[act], 0);
}

/** Keys and clicks of the same. */
export function keysOf(way: WayToTriage): number {
  return [...WAYS[way], ...SEND].filter((act) => act === 'K').length;
}

/** The shortest way on the page as it was opened to the kind that is right; without suggestions it would be `listed`. */
export function wayTo(kind: string, { suggestion }: Pick<OrderDetail, 'suggestion'>): WayToTriage {
  if (suggestion?.kind === kind) return 'taken';
  return suggestion?.likely?.kinds.some(({ label }) => label === kind) ? 'chosen' : 'listed';
}

/** How long dispatchers took from opening to sending, with suggestions and without; seconds and keys are means. */
export interface DeskTime {
  orders: number;
  ways: Record<WayToTriage, number>;
  seconds: { with: number; without: number };
  keys: { with: number; without: number };
}

/** Puts together the ways of all orders. Nothing was opened: zeros. */
export function deskTimeOf(ways: readonly WayToTriage[]): DeskTime {
  const mean = (of: (way: WayToTriage) => number) =>
    ways.length === 0 ? 0 : ways.reduce((sum, way) => sum + of(way), 0) / ways.length;
  const count = (way: WayToTriage) => ways.filter((each) => each === way).length;
  return {
    orders: ways.length,
    ways: { taken: count('taken'), chosen: count('chosen'), listed: count('listed') },
    seconds: { with: mean(secondsOf), without: mean(() => secondsOf('listed')) },
    keys: { with: mean(keysOf), without: mean(() => keysOf('listed')) },
  };
}
