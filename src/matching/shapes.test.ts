import highsLoader from 'highs';
import { describe, expect, test } from 'vitest';
import { linearProgram, type Random, randomInstance, seeded, upTo } from './cases.fixture.ts';
import { emptyInstance, instanceFile, parseInstance } from './instance.ts';
import { resultOf } from './result.ts';
import type { Instance } from './schema.ts';
import { solve } from './solve.ts';
import { verify } from './verify.ts';
import { solveWindows } from './windows.ts';

/** What a file from elsewhere may look like; each shape changes an ordinary random case in place. */
const shapes: Record<string, (instance: Instance, random: Random) => void> = {
  'as many as five people an order': (instance, random) =>
    instance.demand.forEach((_, r) => {
      instance.demand[r] = upTo(random, 6);
    }),
  'more people needed than there are candidates': (instance) => instance.demand.fill(40),
  'nobody with room': (instance) => instance.capacity.fill(0),
  'one place each': (instance) => instance.capacity.fill(1),
  'room for everything': (instance) => instance.capacity.fill(50),
  'loads far apart': (instance, random) =>
    instance.load.forEach((_, v) => {
      instance.load[v] = random() < 0.5 ? 0 : upTo(random, 300);
    }),
  'no price on load': (instance) => {
    instance.loadPrice = 0;
  },
  'every pairing at the same cost': (instance) => instance.arcCost.fill(7),
  'empty places that cost nothing': (instance) => instance.unmetCost.fill(0),
  'empty places that are a gain': (instance) => instance.unmetCost.fill(-50),
  'empty places a hundred times dearer': (instance) =>
    instance.unmetCost.forEach((cost, r) => {
      instance.unmetCost[r] = 10_000 + 100 * cost;
    }),
  'windows that all overlap': (instance) => {
    instance.windowStart.fill(3);
    instance.windowEnd.fill(9);
  },
  'windows that only touch': (instance) =>
    instance.windowStart.forEach((_, r) => {
      instance.windowStart[r] = r;
      instance.windowEnd[r] = r + 1;
    }),
};

function shaped(name: string, random: Random, requests: number): Instance {
  const size = { requests, volunteers: Math.ceil(requests / 3), degree: 8, costs: 60, unmet: 400, slots: 12 };
  const instance = randomInstance(random, size);
  shapes[name]!(instance, random);
  return instance;
}

function proved(instance: Instance): number {
  const file = instanceFile(instance);
  const verdict = verify(file, resultOf(solve(parseInstance(file)), 0));
  expect(verdict.reason).toBeNull();
  return verdict.objective;
}

describe('instances of every shape', () => {
  test.each(Object.keys(shapes))('%s: the optimum of HiGHS, proved', async (name) => {
    const highs = await highsLoader();
    const random = seeded(31);
    const instances = [
      ...Array.from({ length: 40 }, () => shaped(name, random, 1 + upTo(random, 14))),
      shaped(name, random, 250),
    ];
    const ours = instances.reduce((sum, instance) => sum + proved(instance), 0);
    const solution = highs.solve(linearProgram(instances));
    expect(solution.Status).toBe('Optimal');
    expect(ours).toBe(Math.round(solution.ObjectiveValue));
  });

  test.each(Object.keys(shapes))('%s, with windows: allowed, with a bound that is proved', (name) => {
    const random = seeded(32);
    for (let n = 0; n < 12; n++) {
      const instance = shaped(name, random, 1 + upTo(random, 40));
      const result = solveWindows(instance);
      expect(verify(instanceFile(instance), result).reason).toBeNull();
      expect(result.objective).toBeGreaterThanOrEqual(proved(instance));
    }
  });

  test('costs up to the largest allowed stay exact', () => {
    const random = seeded(33);
    for (let n = 0; n < 60; n++) {
      const instance = shaped('one place each', random, 60);
      for (let arc = 0; arc < instance.arcCost.length; arc++) {
        instance.arcCost[arc] = (random() < 0.5 ? -1 : 1) * (2 ** 28 - upTo(random, 1000));
      }
      for (let r = 0; r < 60; r++) instance.unmetCost[r] = 2 ** 28 - upTo(random, 3);
      proved(instance);
      const result = solveWindows(instance);
      expect(verify(instanceFile(instance), result).reason).toBeNull();
    }
  });

  test('a chain in which everybody must move one place on is no matter of depth', () => {
    const length = 20_000;
    const chain = emptyInstance(length, length, 2 * length - 1);
    chain.demand.fill(1);
    chain.unmetCost.fill(1_000_000);
    chain.capacity.fill(1);
    let arc = 0;
    for (let r = 0; r < length; r++) {
      for (const v of r + 1 < length ? [r, r + 1] : [0]) {
        chain.arcVolunteer[arc] = v;
        chain.arcCost[arc++] = v === r ? 1 : 2;
      }
      chain.arcStart[r + 1] = arc;
    }
    // The last request needs volunteer 0, so every other one moves on and pays 2; its own pairing costs 2 as well.
    expect(proved(chain)).toBe(2 * length);
  });
});

describe('a file whose sums would not be exact', () => {
  test('is refused', () => {
    const huge = emptyInstance(1, 0, 0);
    huge.demand[0] = 2 ** 28;
    huge.unmetCost[0] = 2 ** 28;
    expect(() => parseInstance(instanceFile(huge))).toThrowError(/could cost/);
  });

  test('is refused as well when its volunteers could take more orders than a result can name', () => {
    const wide = emptyInstance(1, 1, 0);
    wide.capacity[0] = 2 ** 27;
    expect(() => parseInstance(instanceFile(wide))).toThrowError(/could take/);
  });
});
