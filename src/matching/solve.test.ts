import highsLoader from 'highs';
import { describe, expect, test } from 'vitest';
import { bruteForce, type CaseSize, linearProgram, randomInstance, seeded, upTo } from './cases.fixture.ts';
import { emptyInstance, instanceFile, parseInstance } from './instance.ts';
import { resultOf } from './result.ts';
import type { Instance } from './schema.ts';
import { type Answer, solve } from './solve.ts';
import { verify } from './verify.ts';

const tiny: CaseSize = { requests: 4, volunteers: 5, degree: 4, costs: 30, unmet: 60, slots: 6 };
const small: CaseSize = { requests: 12, volunteers: 9, degree: 6, costs: 50, unmet: 300, slots: 12 };

function proved(instance: Instance): number {
  const result = resultOf(solve(instance), 0);
  const verdict = verify(instanceFile(instance), result);
  expect(verdict.reason).toBeNull();
  return verdict.objective;
}

describe('the exact assignment', () => {
  test('costs what trying everything finds, and proves it', () => {
    const random = seeded(1);
    for (let n = 0; n < 1500; n++) {
      const instance = randomInstance(random, {
        ...tiny,
        requests: 1 + upTo(random, 5),
        volunteers: 1 + upTo(random, 7),
      });
      expect(proved(instance)).toBe(bruteForce(instance, false));
    }
  });

  test('costs what HiGHS finds on two thousand instances', async () => {
    const highs = await highsLoader();
    const random = seeded(2);
    for (let batch = 0; batch < 40; batch++) {
      // Fifty instances side by side in one program: the optimum of the sum is the sum of the optima.
      const instances = Array.from({ length: 50 }, () => randomInstance(random, small));
      const ours = instances.reduce((sum, instance) => sum + proved(instance), 0);
      const solution = highs.solve(linearProgram(instances));
      expect(solution.Status).toBe('Optimal');
      expect(ours).toBe(Math.round(solution.ObjectiveValue));
    }
  }, 60_000);

  test('stays exact where people are so scarce that prices climb in coarse steps', () => {
    const random = seeded(3);
    const size = { requests: 700, volunteers: 260, degree: 14, costs: 900, unmet: 1, slots: 12 };
    const instance = randomInstance(random, size);
    for (let r = 0; r < size.requests; r++) instance.unmetCost[r] = 20_000 + 12_000 * upTo(random, 3);
    const flow = solve(instance);
    expect(flow.turned).not.toBeNull();
    expect(verify(instanceFile(instance), resultOf(flow, 0)).reason).toBeNull();
  });

  test('does not depend on the order of rows or candidates', () => {
    const random = seeded(4);
    for (let n = 0; n < 100; n++) {
      const file = instanceFile(randomInstance(random, small));
      const before = proved(parseInstance(file));
      const requests = shuffled(file.requests, random).map((row) => ({
        ...row,
        candidates: shuffled(row.candidates, random),
      }));
      expect(proved(parseInstance({ ...file, requests }))).toBe(before);
    }
  });

  test('never gets worse with one more volunteer', () => {
    const random = seeded(5);
    for (let n = 0; n < 100; n++) {
      const file = instanceFile(randomInstance(random, small));
      const before = proved(parseInstance(file));
      const newcomer = file.volunteers.length;
      const requests = file.requests.map((row) =>
        random() < 0.5
          ? { ...row, candidates: [...row.candidates, [newcomer, upTo(random, 50)] as [number, number]] }
          : row,
      );
      const volunteers = [...file.volunteers, [1 + upTo(random, 2), upTo(random, 3)] as [number, number]];
      expect(proved(parseInstance({ ...file, volunteers, requests }))).toBeLessThanOrEqual(before);
    }
  });

  test('is the same, number for number, every time', () => {
    const instance = randomInstance(seeded(6), { ...small, requests: 300, volunteers: 200 });
    expect(resultOf(solve(instance), 0)).toEqual(resultOf(solve(instance), 0));
  });

  test('gives better answers as it goes, each with a bound that holds, and stops when time is up', () => {
    const random = seeded(7);
    const size = { requests: 900, volunteers: 330, degree: 14, costs: 900, unmet: 1, slots: 12 };
    const instance = randomInstance(random, size);
    instance.unmetCost.fill(20_000);
    const answers: Answer[] = [];
    const optimum = resultOf(solve(instance, { onAnswer: (answer) => answers.push(answer) }), 0).objective;
    expect(answers.length).toBeGreaterThan(1);
    for (const [i, answer] of answers.entries()) {
      expect(answer.lowerBound).toBeLessThanOrEqual(optimum);
      expect(answer.objective).toBeGreaterThanOrEqual(optimum);
      if (i > 0) expect(answer.objective).toBeLessThanOrEqual(answers[i - 1]!.objective);
    }
    const hurried = resultOf(solve(instance, { isTimeUp: () => true }), 0);
    const verdict = verify(instanceFile(instance), hurried);
    expect(verdict.objective).toBe(hurried.objective);
    expect(verdict.lowerBound).toBeLessThanOrEqual(optimum);
    expect(hurried.objective).toBeGreaterThanOrEqual(optimum);
  });

  test('leaves every place empty when there is nobody', () => {
    const instance = emptyInstance(2, 0, 0);
    instance.demand.set([2, 1]);
    instance.unmetCost.set([5, 7]);
    expect(proved(instance)).toBe(17);
  });
});

describe('an instance file', () => {
  const file = () => instanceFile(randomInstance(seeded(8), small));

  test('survives reading and writing', () => {
    expect(instanceFile(parseInstance(file()))).toEqual(file());
  });

  test.each([
    ['version', (f: Record<string, unknown>) => ({ ...f, version: 2 })],
    ['loadPrice', (f: Record<string, unknown>) => ({ ...f, loadPrice: -1 })],
    ['volunteers[0][0]', (f: Record<string, unknown>) => ({ ...f, volunteers: [[0.5, 0]] })],
    ['requests', (f: Record<string, unknown>) => ({ ...f, requests: 'many' })],
    [
      'requests[0].window',
      (f: Record<string, unknown>) => ({
        ...f,
        requests: [{ demand: 1, unmetCost: 1, window: [3, 3], candidates: [] }],
      }),
    ],
    [
      'requests[0].candidates',
      (f: Record<string, unknown>) => ({
        ...f,
        requests: [{ demand: 1, unmetCost: 1, window: [3, 4], candidates: [[99, 1]] }],
      }),
    ],
  ])('that is wrong is refused, naming %s', (field, break_) => {
    expect(() => parseInstance(break_(file()))).toThrowError(
      expect.objectContaining({ code: 'matching.bad_instance', details: expect.objectContaining({ field }) }),
    );
  });
});

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
