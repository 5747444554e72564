import { describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import {
  broughtBack,
  byClock,
  caughtUp,
  changed,
  dealtWith,
  emptyQueue,
  extended,
  loaded,
  neighbour,
  settled,
  successor,
  vanished,
} from './queue-state.ts';

function order(id: string, dueAt: string | null = null, more: Partial<OrderSummary> = {}): OrderSummary {
  return {
    id,
    number: id,
    status: 'submitted',
    nature: null,
    kind: null,
    urgency: null,
    confidential: false,
    text: '演示',
    unitId: 'u',
    placeUnitId: 'u',
    submittedAt: '2026-01-01T00:00:00Z',
    statusSince: '2026-01-01T00:00:00Z',
    warnAt: null,
    dueAt,
    escalations: 0,
    supervisedBy: null,
    teamId: null,
    places: 1,
    assigned: 0,
    homeVisit: false,
    reopened: 0,
    earliestAt: null,
    latestAt: null,
    wish: null,
    outcome: null,
    historical: false,
    likes: 0,
    version: 1,
    ...more,
  };
}
const ids = (rows: readonly OrderSummary[]) => rows.map((row) => row.id);
const three = loaded([order('a', '1'), order('c', '3'), order('e', '5')]);

describe('the queue at the desk', () => {
  it('lets a new order wait beside the rows, and moves none of them', () => {
    const queue = changed(three, order('b', '2'), true);
    expect(ids(queue.rows)).toEqual(['a', 'c', 'e']);
    expect(ids(queue.arrived)).toEqual(['b']);
  });

  it('puts what came where its clock belongs, once the person asks for it', () => {
    const queue = settled(changed(changed(three, order('b', '2'), true), order('z', '0'), true));
    expect(ids(queue.rows)).toEqual(['z', 'a', 'b', 'c', 'e']);
    expect(queue.arrived).toEqual([]);
  });

  it('keeps a row in its place when somebody else has dealt with it, and drops it when the person asks', () => {
    const queue = changed(three, order('c', '9', { status: 'dispatched' }), false);
    expect(ids(queue.rows)).toEqual(['a', 'c', 'e']);
    expect(queue.rows[1]?.status).toBe('dispatched');
    expect([...queue.left]).toEqual(['c']);
    expect(ids(settled(queue).rows)).toEqual(['a', 'e']);
  });

  it('takes a row back in when it returns to the queue before anybody asked', () => {
    const back = changed(changed(three, order('c', '9'), false), order('c', '3'), true);
    expect(ids(settled(back).rows)).toEqual(['a', 'c', 'e']);
  });

  it('forgets a newcomer that left before it was let in', () => {
    const queue = changed(changed(three, order('b', '2'), true), order('b', '2', { status: 'dispatched' }), false);
    expect(queue.arrived).toEqual([]);
    expect(vanished(changed(three, order('b', '2'), true), 'b').arrived).toEqual([]);
  });

  it('marks a row that can no longer be seen, without moving the others', () => {
    const queue = vanished(three, 'a');
    expect(ids(queue.rows)).toEqual(['a', 'c', 'e']);
    expect(queue.left.has('a')).toBe(true);
    expect(vanished(three, 'unknown')).toEqual(three);
  });

  it('puts what was taken back where its clock belongs, once, and leaves newcomers waiting', () => {
    const queue = changed(changed(dealtWith(three, 'c'), order('c', '3'), true), order('b', '2'), true);
    const back = broughtBack(queue, order('c', '3'));
    expect(ids(back.rows)).toEqual(['a', 'c', 'e']);
    expect(ids(back.arrived)).toEqual(['b']);
    expect(ids(broughtBack(three, order('z', null)).rows)).toEqual(['a', 'c', 'e', 'z']);
    expect(broughtBack(vanished(three, 'c'), order('c', '3')).left.size).toBe(0);
  });

  it('catches up after a break without moving a row: what came waits, what is gone is marked', () => {
    const fresh = [order('a', '1', { version: 2 }), order('b', '2'), order('e', '5')];
    const queue = caughtUp(three, fresh, () => true);
    expect(ids(queue.rows)).toEqual(['a', 'c', 'e']);
    expect(queue.rows[0]?.version).toBe(2);
    expect(ids(queue.arrived)).toEqual(['b']);
    expect([...queue.left]).toEqual(['c']);
    // Where more rows lie behind the first page, what is missing from it may be among them.
    expect([...caughtUp(three, fresh, () => false).left]).toEqual([]);
    expect(ids(caughtUp(changed(three, order('d', '4'), true), fresh, () => true).arrived)).toEqual(['b']);
  });

  it('repeats nothing when the next page overlaps the last', () => {
    expect(ids(extended(three, [order('e', '5'), order('f', '6')]).rows)).toEqual(['a', 'c', 'e', 'f']);
  });

  it('looks at the next open row after one that was dealt with, at the one before after the last', () => {
    const someoneElse = changed(three, order('c', '3', { status: 'dispatched' }), false);
    expect(successor(someoneElse, 'a')).toBe('e');
    expect(successor(three, 'e')).toBe('c');
    expect(successor(loaded([order('a')]), 'a')).toBeUndefined();
    expect(ids(dealtWith(three, 'a').rows)).toEqual(['c', 'e']);
  });

  it('stops at both ends when stepping, and begins at the end it is stepped from', () => {
    expect(neighbour(three, 'e', 1)).toBe('e');
    expect(neighbour(three, 'a', -1)).toBe('a');
    expect(neighbour(three, undefined, 1)).toBe('a');
    expect(neighbour(three, undefined, -1)).toBe('e');
    expect(neighbour(emptyQueue, undefined, 1)).toBeUndefined();
  });

  it('sorts by the nearest clock, those without one last, equals by age', () => {
    expect(ids([order('b'), order('d', '2'), order('c', '2'), order('a', '1')].sort(byClock))).toEqual([
      'a',
      'c',
      'd',
      'b',
    ]);
  });
});
