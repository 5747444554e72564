import { describe, expect, test } from 'vitest';
import { bruteForce, type CaseSize, randomInstance, seeded, upTo } from './cases.fixture.ts';
import { explain } from './explain.ts';
import { instanceFile, parseInstance } from './instance.ts';
import { resultOf } from './result.ts';
import type { InstanceFile, ResultFile } from './schema.ts';
import { type Answer, solve } from './solve.ts';
import { verify } from './verify.ts';
import { solveWindows } from './windows.ts';

const instance: InstanceFile = {
  version: 1,
  loadPrice: 10,
  volunteers: [
    [1, 0],
    [2, 1],
  ],
  requests: [
    { demand: 1, unmetCost: 5000, window: [0, 2], candidates: [[0, 100]] },
    {
      demand: 2,
      unmetCost: 3000,
      window: [1, 3],
      candidates: [
        [0, 50],
        [1, 400],
      ],
    },
  ],
};

function solved(): ResultFile {
  return resultOf(solve(parseInstance(instance)), 0);
}

describe('a certificate', () => {
  test('is accepted as the solver gives it', () => {
    // 100 + 10 for volunteer 0, 400 + 30 for volunteer 1, one place of request 1 empty.
    expect(verify(instance, solved())).toEqual({ isProved: true, reason: null, objective: 3540, lowerBound: 3540 });
  });

  const faults: [string, (result: ResultFile) => void][] = [
    [
      'a dual of a request raised',
      (r) => {
        r.duals.requests[1]! += 1;
      },
    ],
    [
      'a dual of a request lowered',
      (r) => {
        r.duals.requests[1]! -= 1;
      },
    ],
    [
      'a dual of a volunteer raised',
      (r) => {
        r.duals.volunteers[0]![0]! += 1;
      },
    ],
    [
      'a dual of a volunteer below zero',
      (r) => {
        r.duals.volunteers[0]![0]! = -1;
      },
    ],
    ['a dual of a volunteer missing', (r) => void r.duals.volunteers[1]!.pop()],
    [
      'a dual that is no number',
      (r) => {
        r.duals.requests[0] = Number.NaN;
      },
    ],
    [
      'an objective that is not so',
      (r) => {
        r.objective -= 1;
      },
    ],
    [
      'a bound that is not so',
      (r) => {
        r.lowerBound += 1;
      },
    ],
    ['an assignment dropped', (r) => void r.assignments.pop()],
    ['an assignment twice', (r) => void r.assignments.push(r.assignments[0]!)],
    ['an assignment to nobody', (r) => void r.assignments.push([0, 9])],
    [
      'an assignment to one who is no candidate',
      (r) => {
        r.assignments[0] = [0, 1];
      },
    ],
    ['a volunteer over their capacity', (r) => void r.assignments.push([1, 0])],
    [
      'unmet places hidden',
      (r) => {
        r.unmet[1] = 0;
      },
    ],
    [
      'cliques where windows are ignored',
      (r) => {
        r.cliques = [[0, 1, 5]];
      },
    ],
  ];
  test.each(faults)('with %s is refuted', (_, spoil) => {
    const result = solved();
    spoil(result);
    const verdict = verify(instance, result);
    expect(verdict.isProved).toBe(false);
    expect(verdict.reason).not.toBeNull();
  });

  test('with a dual moved is refuted, or proves the very same optimum', () => {
    const random = seeded(11);
    let refuted = 0;
    for (let n = 0; n < 300; n++) {
      const file = instanceFile(
        randomInstance(random, { requests: 10, volunteers: 8, degree: 6, costs: 60, unmet: 300, slots: 8 }),
      );
      const result = resultOf(solve(parseInstance(file)), 0);
      const optimum = result.objective;
      result.duals.requests[upTo(random, 10)]! += 1 + upTo(random, 400);
      const verdict = verify(file, result);
      if (verdict.isProved) expect(verdict.objective).toBe(optimum);
      else refuted++;
    }
    expect(refuted).toBeGreaterThan(200);
  });
});

describe('an assignment with windows', () => {
  const size: CaseSize = { requests: 5, volunteers: 4, degree: 4, costs: 60, unmet: 300, slots: 5 };

  test('is allowed, and stands between its proven bound and what trying everything finds', () => {
    const random = seeded(21);
    let exact = 0;
    for (let n = 0; n < 400; n++) {
      const problem = randomInstance(random, size);
      const result = solveWindows(problem);
      expect(verify(instanceFile(problem), result).reason).toBeNull();
      const best = bruteForce(problem, true);
      expect(result.lowerBound).toBeLessThanOrEqual(best);
      expect(result.objective).toBeGreaterThanOrEqual(best);
      if (result.objective === best) exact++;
    }
    expect(exact).toBeGreaterThan(320);
  });

  test('gets only better as it goes', () => {
    const answers: Answer[] = [];
    solveWindows(
      randomInstance(seeded(22), { requests: 120, volunteers: 60, degree: 9, costs: 300, unmet: 4000, slots: 12 }),
      {
        onAnswer: (answer) => answers.push(answer),
      },
    );
    for (let i = 1; i < answers.length; i++) {
      expect(answers[i]!.objective).toBeLessThanOrEqual(answers[i - 1]!.objective);
      expect(answers[i]!.lowerBound).toBeGreaterThanOrEqual(answers[i - 1]!.lowerBound);
    }
  });

  test('that puts somebody in two places at once is refuted', () => {
    const overlapping: InstanceFile = {
      ...instance,
      requests: instance.requests.map((row) => ({ ...row, demand: 1, candidates: [[1, 10]] })),
    };
    const result: ResultFile = { ...resultOf(solve(parseInstance(overlapping)), 0), windows: true };
    expect(verify(overlapping, result).reason).toBe('volunteer 1 has requests 0 and 1 at once');
  });

  test('with a slot priced below zero is refuted', () => {
    const result = solveWindows(parseInstance(instance));
    result.cliques = [[0, 1, -5]];
    expect(verify(instance, result).isProved).toBe(false);
  });
});

describe('an explanation', () => {
  test('names the order that values somebody more, and by how much', () => {
    const result = solved();
    expect(explain(parseInstance(instance), result, 0, 0)).toEqual({ kind: 'assigned' });
    expect(explain(parseInstance(instance), result, 0, 1)).toEqual({ kind: 'not_a_candidate' });
    const why = explain(parseInstance(instance), result, 1, 0);
    // Request 1 would give 3000 - 50 for volunteer 0; request 0 gives its value less 100.
    const theirs = result.duals.requests[0]! - 100;
    expect(why).toMatchObject({ kind: 'valued_more_elsewhere', holders: [{ request: 0, by: theirs - 2950 }] });
  });

  test('says how far someone stays behind the better ones', () => {
    const roomy: InstanceFile = {
      version: 1,
      loadPrice: 0,
      volunteers: [
        [1, 0],
        [1, 0],
      ],
      requests: [
        {
          demand: 1,
          unmetCost: 5000,
          window: [0, 1],
          candidates: [
            [0, 100],
            [1, 340],
          ],
        },
      ],
    };
    const result = resultOf(solve(parseInstance(roomy)), 0);
    const why = explain(parseInstance(roomy), result, 0, 1);
    expect(why.kind).toBe('others_are_better');
  });
});
