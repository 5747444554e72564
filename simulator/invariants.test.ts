import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../src/platform/events.ts';
import { ids, monday, step, submittedAt } from './history.fixture.ts';
import { type Stories, tellOn } from './history.ts';
import { faultsAt, faultsOfAnswer, faultsOfStep } from './invariants.ts';
import { ownerOf, type Town } from './owners.ts';

const town: Town = {
  units: new Map(
    [
      { id: ids.city, level: 'city', name: '市', parentId: null },
      { id: ids.centre, level: 'centre', name: '中心', parentId: ids.city },
    ].map((unit) => [unit.id, unit]),
  ),
  holders: [
    { personId: 'm', role: 'dispatcher', unitId: ids.centre, name: '孟' },
    { personId: 'h', role: 'petition_clerk', unitId: ids.city, name: '郝' },
  ],
};

/** Everything that the checker has to say of a history, step by step and at its end. */
function faultsIn(events: StoredEvent[], now: Date, where: Town = town): string[] {
  const stories: Stories = new Map();
  const faults = events.flatMap((event) => {
    const told = tellOn(stories, event);
    return told ? faultsOfStep(told.story, told.before, event) : [];
  });
  return [...faults, ...faultsAt(stories, where, now)];
}

const triaged = step(10, 'triaged', 'triage', {
  status: 'triaged',
  nature: 'consultation',
  warnAt: monday(400),
  dueAt: monday(600),
});

describe('the watch over a simulated city', () => {
  it('has nothing to say of a good history, and names who must act', () => {
    expect(faultsIn([submittedAt(0), triaged], monday(11))).toEqual([]);
    const stories: Stories = new Map();
    const story = tellOn(stories, submittedAt(0))?.story;
    expect(story && ownerOf(story.order, town)).toEqual({ unit: '中心', role: 'dispatcher', name: '孟' });
    expect(story && ownerOf({ ...story.order, confidential: true }, town)).toMatchObject({ unit: '市', name: '郝' });
  });

  it('notices an order whose unit does not exist', () => {
    expect(faultsIn([submittedAt(0, { unitId: ids.volunteer })], monday(1))).toEqual([
      '0302-0001: is submitted and nobody must act',
    ]);
  });

  it('notices an order whose unit and all above it have nobody in the role', () => {
    expect(faultsIn([submittedAt(0)], monday(1), { ...town, holders: [] })).toHaveLength(1);
    expect(
      faultsIn([submittedAt(0, { confidential: true })], monday(1), { ...town, holders: town.holders.slice(0, 1) }),
    ).toHaveLength(1);
  });

  it('notices an order that was offered to nobody, and one that everybody gave back', () => {
    const set = { status: 'dispatched', warnAt: monday(45), dueAt: monday(60) };
    const sent = step(20, 'dispatched', 'dispatch', set);
    expect(faultsIn([submittedAt(0), triaged, sent], monday(21))).toEqual([
      '0302-0001: is dispatched and nobody must act',
    ]);
    sent.body['offers'] = [{ id: 'o', round: 1, teamId: null, personId: ids.volunteer, status: 'open' }];
    expect(faultsIn([submittedAt(0), triaged, sent], monday(21))).toEqual([]);
  });

  it('notices an open order without a clock', () => {
    expect(faultsIn([submittedAt(0, { warnAt: null, dueAt: null })], monday(1))).toEqual([
      '0302-0001: is submitted without a clock',
    ]);
  });

  it('notices a clock that ran out or was to warn, and nobody heard it', () => {
    expect(faultsIn([submittedAt(0)], monday(44))).toEqual([]);
    expect(faultsIn([submittedAt(0)], monday(50))[0]).toContain('was not heard');
    expect(faultsIn([submittedAt(0), step(45, 'warned', 'warn', { warned: true })], monday(61))[0]).toContain(
      'was not heard',
    );
  });

  it('notices a step after a clock that was skipped', () => {
    const late = { ...triaged, at: monday(90) };
    expect(faultsIn([submittedAt(0), late], monday(91))[0]).toContain('was skipped');
  });

  it('notices a step that the machine does not know', () => {
    const jump = step(10, 'reviewed', 'review', { status: 'closed', outcome: 'satisfied', dueAt: null });
    expect(faultsIn([submittedAt(0), jump], monday(11))[0]).toContain('the machine does not know');
  });

  it('notices that a resident was given no time to say how it went', () => {
    const answered = step(20, 'answered', 'answer', { status: 'answered', warnAt: monday(20), dueAt: monday(20) });
    expect(faultsIn([submittedAt(0), triaged, answered], monday(19))).toEqual([
      '0302-0001: its review clock ran out as it started',
    ]);
  });
});

describe('the watch over what people see', () => {
  const secret = /居民\d+（演示）|1694\d{7}/;
  const seen = (answer: unknown, who: { part?: 'volunteer' | 'dispatcher'; taken?: string[] } = {}) => {
    const stories: Stories = new Map();
    tellOn(stories, submittedAt(0));
    const { part = 'volunteer', taken = [] } = who;
    return faultsOfAnswer({ name: 'x', part, taken: new Set(taken) }, '/api', answer, stories, secret);
  };
  const card = { orderId: ids.order, kind: 'cleaning', wish: '上午' };

  it('has nothing to say of a card of an offer', () => {
    expect(seen({ items: [card] })).toEqual([]);
  });

  it.each([
    ['a name', { ...card, requesterName: '居民7（演示）' }],
    ['words', { ...card, text: '演示' }],
    ['a door', { ...card, place: '2 号楼' }],
    ['a phone hidden somewhere', { ...card, note: '打 16940000007' }],
    ['photos', { ...card, photoIds: ['p'] }],
    ['a way to ring', { ...card, contactAvailable: true }],
  ])('notices %s before accepting, and lets it be after', (_what, leaked) => {
    expect(seen({ items: [leaked] })).not.toEqual([]);
    expect(seen({ items: [leaked] }, { taken: [ids.order] })).toEqual([]);
  });

  it('notices a confidential order before a volunteer or an ordinary dispatcher', () => {
    const petition = { id: ids.order, status: 'triaged', confidential: true };
    expect(seen({ items: [petition] }, { part: 'dispatcher' })).toEqual([
      '0302-0001: x saw a confidential order on /api',
    ]);
    expect(seen(petition, { taken: [ids.order] })).toHaveLength(1);
    expect(seen({ ...petition, confidential: false }, { part: 'dispatcher' })).toEqual([]);
  });
});
