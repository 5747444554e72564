import { describe, expect, test } from 'vitest';
import { type CaseSize, randomInstance, seeded, upTo } from './cases.fixture.ts';
import { banned, type Flow, objectiveOf } from './flow.ts';
import { instanceFile, parseInstance } from './instance.ts';
import { type Change, findArc, openState, resolve } from './resolve.ts';
import { dualObjective, resultOf } from './result.ts';
import type { InstanceFile } from './schema.ts';
import { solve } from './solve.ts';

const size: CaseSize = { requests: 25, volunteers: 18, degree: 7, costs: 60, unmet: 300, slots: 12 };

/** What the flow's instance is now, as a file of its own. */
function currentFile(flow: Flow): InstanceFile {
  const requests: InstanceFile['requests'] = [];
  for (let r = 0; r < flow.requestCount; r++) {
    const candidates: [number, number][] = [];
    for (let arc = flow.arcFrom[r]!; arc < flow.arcTo[r]!; arc++) {
      if (flow.arcCost[arc]! < banned) candidates.push([flow.arcVolunteer[arc]!, flow.arcCost[arc]!]);
    }
    requests.push({ demand: flow.demand[r]!, unmetCost: flow.unmetCost[r]!, window: [0, 1], candidates });
  }
  const volunteers: InstanceFile['volunteers'] = [];
  for (let v = 0; v < flow.volunteerCount; v++) volunteers.push([flow.capacity[v]!, flow.load[v]!]);
  return { version: 1, loadPrice: flow.loadPrice, volunteers, requests };
}

function randomChange(flow: Flow, random: () => number): Change {
  const request = upTo(random, flow.requestCount);
  const arcs = flow.arcTo[request]! - flow.arcFrom[request]!;
  const volunteer =
    arcs > 0 ? flow.arcVolunteer[flow.arcFrom[request]! + upTo(random, arcs)]! : upTo(random, flow.volunteerCount);
  const draw = random();
  if (draw < 0.25) {
    const chosen = new Set(Array.from({ length: upTo(random, 8) }, () => upTo(random, flow.volunteerCount)));
    const candidates = [...chosen].map((v) => [v, upTo(random, 60)] as const);
    return { kind: 'add', demand: upTo(random, 4), unmetCost: upTo(random, 300), candidates };
  }
  if (draw < 0.45) return { kind: 'withdraw', request };
  if (draw < 0.55) return { kind: 'ban', request, volunteer };
  if (draw < 0.7) return { kind: 'capacity', volunteer: upTo(random, flow.volunteerCount), capacity: upTo(random, 4) };
  if (draw < 0.85 && !isGone(flow, request, volunteer))
    return { kind: 'price', request, volunteer, cost: upTo(random, 90) };
  if (draw < 0.95) return { kind: 'unmetCost', request, unmetCost: upTo(random, 300) };
  return { kind: 'volunteer', capacity: upTo(random, 3), load: upTo(random, 3) };
}

function isGone(flow: Flow, request: number, volunteer: number): boolean {
  const arc = findArc(flow, request, volunteer);
  return arc < 0 || flow.arcCost[arc]! >= banned;
}

describe('a solved assignment that changes', () => {
  test('equals a full solve after every step of long random sequences', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = seeded(seed);
      const flow = openState(randomInstance(random, size));
      for (let step = 0; step < 150; step++) {
        const change = randomChange(flow, random);
        resolve(flow, change);
        const fresh = objectiveOf(solve(parseInstance(currentFile(flow))));
        expect(objectiveOf(flow), `seed ${seed}, step ${step}, ${change.kind}`).toBe(fresh);
        expect(dualObjective(flow), `seed ${seed}, step ${step}, ${change.kind}`).toBe(fresh);
      }
    }
  });

  test('costs the same after an order came and went', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = seeded(seed);
      const flow = openState(randomInstance(random, size));
      const before = objectiveOf(flow);
      const candidates = Array.from({ length: size.volunteers }, (_, v) => [v, upTo(random, 60)] as const);
      const request = resolve(flow, { kind: 'add', demand: 3, unmetCost: 1000, candidates });
      resolve(flow, { kind: 'withdraw', request });
      expect(objectiveOf(flow)).toBe(before);
    }
  });

  test('fills the place that a cancellation frees, also where the volunteer was full', () => {
    const instance = parseInstance({
      version: 1,
      loadPrice: 0,
      volunteers: [[1, 0]],
      requests: [
        { demand: 1, unmetCost: 100, window: [0, 1], candidates: [[0, 1]] },
        { demand: 1, unmetCost: 50, window: [0, 1], candidates: [[0, 2]] },
      ],
    });
    const flow = openState(instance);
    expect(resultOf(flow, 0).unmet).toEqual([0, 1]);
    resolve(flow, { kind: 'withdraw', request: 0 });
    expect(resultOf(flow, 0).assignments).toEqual([[1, 0]]);
    expect(resultOf(flow, 0).unmet).toEqual([0, 0]);
  });

  test('leaves the instance it began from untouched', () => {
    const instance = randomInstance(seeded(3), size);
    const before = instanceFile(instance);
    const flow = openState(instance);
    for (let r = 0; r < size.requests; r++) resolve(flow, { kind: 'withdraw', request: r });
    expect(objectiveOf(flow)).toBe(0);
    expect(instanceFile(instance)).toEqual(before);
  });
});
