import { describe, expect, it } from 'vitest';
import { People } from './answering.ts';
import { characters, gatherCrowd, type Person, SHARES } from './crowd.ts';
import { gini, type Moment, type MonthPolicy, runMonth } from './month.ts';
import { DAY, gatherNeeds, isBadDay, type Need, partOf } from './needs.ts';

const SEED = 1;

/** Somebody who lives at the corner and is free at all times. */
function person(changed: Partial<Person['hidden']> = {}): Person {
  return {
    declared: { east: 0, north: 0, kinds: 4095, free: 2 ** 21 - 1, reachMetres: 8000, verified: true },
    hidden: { character: 'steady', habit: 2 ** 21 - 1, walkMetres: 3000, patience: 1000, ...changed },
  };
}

/** An order at the corner on the morning of a day, submitted at nine the day before. */
function need(id: number, changed: Partial<Need> = {}): Need {
  const startsAt = (Math.floor(id / 50) + 2) * DAY + 9 * 60;
  return {
    ...{ id, kind: 0, east: 0, north: 0, places: 1, homeVisit: false, startsAt },
    ...{ submittedAt: startsAt - DAY, fillBy: startsAt - 60, ...changed },
  };
}

/** How many of a thousand people, each asked once, look at the message and say yes. */
function yesOf(hidden: Partial<Person['hidden']>, changed: Partial<Need> = {}, messagesBefore = 0): number {
  const crowd = Array.from({ length: 1000 }, () => person(hidden));
  const people = new People(SEED, crowd);
  let yes = 0;
  for (const id of crowd.keys()) {
    for (let nth = 0; nth < messagesBefore; nth++) people.hears(id, need(5000 + nth), 9 * 60 + nth);
    const asked = need(1, changed);
    const looksAt = people.hears(id, asked, 10 * 60);
    if (looksAt !== null && people.answers(id, asked, looksAt)) yes++;
  }
  return yes;
}

describe('the people of the month', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(gatherCrowd(3, 50)).toEqual(gatherCrowd(3, 50));
    expect(gatherCrowd(3, 50)).not.toEqual(gatherCrowd(4, 50));
  });

  it('are of four characters, in the shares that are written down', () => {
    const crowd = gatherCrowd(SEED, 10_000);
    for (const character of characters) {
      const share = crowd.filter(({ hidden }) => hidden.character === character).length / 100;
      expect(Math.abs(share - SHARES[character]), character).toBeLessThan(1.5);
    }
  });

  it('go by habit at times that they declared, never at others', () => {
    for (const { declared, hidden } of gatherCrowd(SEED, 500)) expect(hidden.habit & ~declared.free).toBe(0);
  });

  it('say yes by character: the steady often, the dormant hardly ever', () => {
    const [steady, willing, passing, dormant] = characters.map((character) => yesOf({ character }));
    expect(steady).toBeGreaterThan(Number(willing));
    expect(willing).toBeGreaterThan(Number(passing));
    expect(passing).toBeGreaterThan(Number(dormant));
    expect(dormant).toBeLessThan(10);
  });

  it('rarely go further than they are used to, or at an hour that is not theirs', () => {
    const usual = yesOf({});
    expect(yesOf({}, { east: 3001 })).toBeLessThan(usual / 5);
    expect(yesOf({ habit: 0 })).toBeLessThan(usual / 5);
  });

  it('look less often after messages that they ignored, and not at all at a silenced phone', () => {
    const rested = yesOf({ character: 'willing' });
    expect(yesOf({ character: 'willing' }, {}, 6)).toBeLessThan(rested * 0.75);
    expect(yesOf({ patience: 5 }, {}, 6)).toBe(0);
  });

  it('are rested again after a fortnight', () => {
    const people = new People(SEED, [person({ patience: 3 })]);
    for (let nth = 0; nth < 5; nth++) people.hears(0, need(nth), 600 + nth);
    const later = (day: number) =>
      Array.from({ length: 40 }, (_, nth) => people.hears(0, need(100 + nth), day * DAY + 600)).some(
        (at) => at !== null,
      );
    expect(later(1)).toBe(false);
    const rested = new People(SEED, [person({ patience: 3 })]);
    for (let nth = 0; nth < 5; nth++) rested.hears(0, need(nth), 600 + nth);
    const looks = Array.from({ length: 3 }, (_, nth) => rested.hears(0, need(100 + nth), (20 + 20 * nth) * DAY + 600));
    expect(looks.some((at) => at !== null)).toBe(true);
  });

  it('look at nothing by night: a message of 23:00 is seen in the morning', () => {
    const people = new People(
      SEED,
      Array.from({ length: 200 }, () => person()),
    );
    for (let id = 0; id < 200; id++) {
      const at = people.hears(id, need(1), 23 * 60);
      if (at !== null) expect((at % DAY) / 60).toBeGreaterThanOrEqual(7);
      if (at !== null) expect(at).toBeGreaterThan(DAY);
    }
  });

  it('never promise one part of a day twice', () => {
    const people = new People(SEED, [person()]);
    let yes = 0;
    for (let id = 1; id < 40; id++) if (people.answers(0, need(id), 600 + id)) yes++;
    expect(yes).toBeLessThanOrEqual(1);
  });
});

describe('the orders of the month', () => {
  /** A month with four days of bad weather. */
  const seed = 2;
  const needs = gatherNeeds(seed, 50);

  it('come by day, are to be filled before they begin, and begin in a part of the day', () => {
    for (const each of needs) {
      expect(each.fillBy).toBeGreaterThan(each.submittedAt);
      expect(each.startsAt - each.fillBy).toBeGreaterThanOrEqual(60);
      expect((each.submittedAt % DAY) / 60).toBeGreaterThanOrEqual(7);
      expect(partOf(each.startsAt)).toBeLessThan(21);
    }
  });

  it('are numbered in the order in which they come, and more on days of bad weather', () => {
    expect(needs.map((each) => each.id)).toEqual(needs.map((_, index) => index));
    const daysOf = (bad: boolean) =>
      Array.from({ length: 30 }, (_, day) => day).filter((day) => isBadDay(seed, day) === bad);
    const mean = (days: number[]) =>
      needs.filter((each) => days.includes(Math.floor(each.submittedAt / DAY))).length / days.length;
    expect(mean(daysOf(true))).toBeGreaterThan(mean(daysOf(false)));
  });
});

describe('a month', () => {
  const crowd = gatherCrowd(SEED, 400);
  const needs = gatherNeeds(SEED, 4);
  const nearest: MonthPolicy = {
    ask: ({ candidates }) => ({ ask: candidates.slice(0, 5).map((each) => each.id), againAt: null }),
  };

  it('goes the same way again', () => {
    expect(runMonth(SEED, crowd, needs, nearest)).toEqual(runMonth(SEED, crowd, needs, nearest));
  });

  it('misses everything when nobody is asked, and counts each message', () => {
    const silent = runMonth(SEED, crowd, needs, { ask: () => ({ ask: [], againAt: null }) });
    expect(silent).toMatchObject({ orders: needs.length, missed: needs.length, messages: 0, giniOfTaken: 0 });
  });

  it('shows a policy only who may serve, nearest first, and nobody who is promised elsewhere', () => {
    const moments: Moment[] = [];
    runMonth(SEED, crowd, needs, {
      ask(moment) {
        moments.push(moment);
        return nearest.ask(moment);
      },
    });
    for (const { need: order, candidates } of moments) {
      const metres = candidates.map((each) => each.metres);
      expect(metres).toEqual([...metres].sort((a, b) => a - b));
      for (const { id } of candidates) {
        const declared = crowd[id]?.declared;
        expect((declared?.kinds ?? 0) & (1 << order.kind)).not.toBe(0);
        expect((declared?.free ?? 0) & (1 << partOf(order.startsAt))).not.toBe(0);
        expect(declared?.verified || !order.homeVisit).toBe(true);
      }
    }
  });

  it('tells a policy once what came of each message', () => {
    let told = 0;
    let taken = 0;
    const month = runMonth(SEED, crowd, needs, {
      ...nearest,
      hears: ({ acceptedAt }) => {
        told++;
        if (acceptedAt !== null) taken++;
      },
    });
    expect(told).toBe(month.messages);
    expect(taken).toBeGreaterThan(0);
  });

  it('refuses a policy that asks whom it may not', () => {
    const greedy: MonthPolicy = { ask: () => ({ ask: [crowd.length], againAt: null }) };
    expect(() => runMonth(SEED, crowd, needs, greedy)).toThrow('may not ask');
  });
});

describe('the Gini coefficient', () => {
  it.each([
    [[3, 3, 3], 0],
    [[0, 0, 0, 4], 0.75],
    [[1, 3], 0.25],
    [[], 0],
    [[0, 0], 0],
  ])('of %j is %d', (counts, expected) => {
    expect(gini(counts)).toBeCloseTo(expected, 12);
  });
});
