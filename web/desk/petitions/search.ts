import type { PetitionClock } from '../../../src/orders/schema/petitions.ts';

/** The clocks a petition can wait by, in the order of its path. */
export const clocks = [
  'forward',
  'notice',
  'resolve',
  'confirm',
  'reconsideration',
  'ended',
] as const satisfies readonly PetitionClock[];

/** What the address says of the register. */
export interface RegisterSearch {
  unit?: string;
  clock?: PetitionClock;
  late?: boolean;
  order?: string;
}

/** Reads the address; what it does not know is left out. */
export function readRegisterSearch(search: Record<string, unknown>): RegisterSearch {
  const clock = clocks.find((each) => each === search['clock']);
  const text = (name: 'unit' | 'order') => (typeof search[name] === 'string' ? { [name]: search[name] } : {});
  return {
    ...text('unit'),
    ...(clock ? { clock } : {}),
    ...(search['late'] === true ? { late: true } : {}),
    ...text('order'),
  };
}
