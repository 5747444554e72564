import { describe, expect, it } from 'vitest';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { offersToShow } from './offers.ts';

type Offer = OrderDetail['offers'][number];
const offer = (personId: string | null, status: string, round = 1): Offer => ({
  teamId: personId === null ? 'team' : null,
  personId,
  name: personId,
  status: status as Offer['status'],
  round,
  offeredAt: '2026-11-24T02:00:00Z',
});
const taken = (personId: string) => ({ personId }) as OrderDetail['assignments'][number];

describe('who has an order', () => {
  it('names whoever took it once, with what they have taken, and the others with what they said', () => {
    const offers = [offer('ren', 'accepted'), offer('wen', 'declined'), offer('hou', 'open')];
    const shown = offersToShow({ offers, assignments: [taken('ren')] });
    expect(shown.map((each) => each.personId)).toEqual(['wen', 'hou']);
  });

  it('still names a team that took it, beside the person whom it sends', () => {
    expect(offersToShow({ offers: [offer(null, 'accepted')], assignments: [taken('ren')] })).toHaveLength(1);
  });

  it('leaves out whom an earlier round asked', () => {
    const offers = [offer('ren', 'lapsed', 1), offer('wen', 'open', 2)];
    expect(offersToShow({ offers, assignments: [] }).map((each) => each.personId)).toEqual(['wen']);
  });
});
