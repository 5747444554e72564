import { describe, expect, it } from 'vitest';
import { monday, step, submittedAt } from './history.fixture.ts';
import { nextRing, type Stories, tellOn } from './history.ts';
import { countClocks, wayOf } from './report.ts';

const nowhere = { units: new Map(), holders: [] };

function told(...events: Parameters<typeof tellOn>[1][]) {
  const stories: Stories = new Map();
  for (const event of events) tellOn(stories, event);
  const [story] = stories.values();
  if (!story) throw new Error('Nothing was told.');
  return story;
}

describe('clocks of a history', () => {
  it('start with a state, stop with the next, are warned, and fire when they run out', () => {
    const story = told(
      submittedAt(0),
      step(45, 'warned', 'warn', { warned: true }),
      step(60, 'escalated', 'expire', { escalations: 1, warned: false, warnAt: monday(105), dueAt: monday(120) }),
      step(70, 'triaged', 'triage', { status: 'triaged', nature: 'complaint', confidential: true, dueAt: monday(130) }),
    );
    expect(story.clocks.map(({ clock, end, warnedAt }) => [clock, end, warnedAt.length])).toEqual([
      ['triage', 'fired', 1],
      ['triage', 'stopped', 0],
      ['forward', null, 0],
    ]);
    const counts = countClocks([wayOf(story, false, nowhere)]);
    expect(counts.triage).toEqual({ started: 2, stopped: 1, warned: 1, fired: 1, running: 0 });
    expect(counts.forward).toEqual({ started: 1, stopped: 0, warned: 0, fired: 0, running: 1 });
  });

  it('go on from accepting to serving', () => {
    const story = told(
      submittedAt(0),
      step(5, 'accepted', 'accept', { status: 'accepted', dueAt: monday(600) }),
      step(9, 'started', 'start', { status: 'in_service', warnAt: monday(500) }),
    );
    expect(story.clocks.map(({ clock, end }) => [clock, end])).toEqual([
      ['triage', 'stopped'],
      ['complete', null],
    ]);
  });

  it('ring at their warning first, then at their end', () => {
    const story = told(submittedAt(0));
    expect(nextRing(story.order)).toEqual(monday(45));
    expect(nextRing(told(submittedAt(0), step(45, 'warned', 'warn', { warned: true })).order)).toEqual(monday(60));
    expect(nextRing(told(submittedAt(0, { dueAt: null })).order)).toBeNull();
  });
});
