import { emptyInstance } from './instance.ts';
import type { Instance, OrderNeed, Volunteer } from './schema.ts';

/** Small random cases for the tests of this folder. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function upTo(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export interface CaseSize {
  requests: number;
  volunteers: number;
  degree: number;
  costs: number;
  unmet: number;
  slots: number;
}

export function randomInstance(random: Random, size: CaseSize): Instance {
  const rows: [number, number][][] = [];
  for (let r = 0; r < size.requests; r++) {
    const chosen = new Set<number>();
    for (let i = upTo(random, size.degree + 1); i > 0; i--) chosen.add(upTo(random, size.volunteers));
    rows.push([...chosen].map((v) => [v, upTo(random, size.costs) - 3]));
  }
  const instance = emptyInstance(size.requests, size.volunteers, rows.flat().length);
  instance.loadPrice = upTo(random, 20);
  let arc = 0;
  for (const [r, row] of rows.entries()) {
    instance.demand[r] = upTo(random, 4);
    instance.unmetCost[r] = upTo(random, size.unmet);
    instance.windowStart[r] = upTo(random, size.slots);
    instance.windowEnd[r] = instance.windowStart[r]! + 1 + upTo(random, 4);
    for (const [v, cost] of row) {
      instance.arcVolunteer[arc] = v;
      instance.arcCost[arc++] = cost;
    }
    instance.arcStart[r + 1] = arc;
  }
  for (let v = 0; v < size.volunteers; v++) {
    instance.capacity[v] = upTo(random, 4);
    instance.load[v] = upTo(random, 4);
  }
  return instance;
}

/** The least cost by trying everything: places one after the other, each to any candidate or to nobody. */
export function bruteForce(instance: Instance, hasWindows: boolean): number {
  const used: number[][] = Array.from({ length: instance.volunteerCount }, () => []);
  let best = Number.POSITIVE_INFINITY;
  const clash = (a: number, b: number) =>
    instance.windowStart[a]! < instance.windowEnd[b]! && instance.windowStart[b]! < instance.windowEnd[a]!;
  const visit = (request: number, arc: number, left: number, cost: number): void => {
    if (request === instance.requestCount) {
      best = Math.min(best, cost);
      return;
    }
    if (left === 0 || arc === instance.arcStart[request + 1]!) {
      const next = request + 1;
      visit(next, instance.arcStart[next] ?? 0, instance.demand[next] ?? 0, cost + left * instance.unmetCost[request]!);
      return;
    }
    visit(request, arc + 1, left, cost);
    const v = instance.arcVolunteer[arc]!;
    if (used[v]!.length >= instance.capacity[v]!) return;
    if (hasWindows && used[v]!.some((other) => clash(other, request))) return;
    const slot = instance.loadPrice * (2 * (instance.load[v]! + used[v]!.length) + 1);
    used[v]!.push(request);
    visit(request, arc + 1, left - 1, cost + instance.arcCost[arc]! + slot);
    used[v]!.pop();
  };
  visit(0, 0, instance.demand[0] ?? 0, 0);
  return best;
}

export function randomVolunteer(random: Random, side: number): Volunteer {
  const skills = (1 << upTo(random, 6)) | (1 << upTo(random, 31));
  return {
    eastMetres: upTo(random, side),
    northMetres: upTo(random, side),
    skillsLow: skills | (random() < 0.1 ? 1 << 31 : 0),
    skillsHigh: 1 << upTo(random, 4),
    credentialsLow: random() < 0.5 ? skills : 0,
    credentialsHigh: upTo(random, 16),
    languages: 1 | (1 << upTo(random, 5)),
    availability: Array.from({ length: 7 }, () => (random() < 0.8 ? -1 : upTo(random, 2 ** 31))),
    gender: random() < 0.5 ? 'female' : random() < 0.9 ? 'male' : 'unsaid',
    verified: random() < 0.6,
    guardianConsent: random() < 0.5,
    kind: random() < 0.1 ? 'team' : 'person',
    active: random() < 0.95,
    size: 1 + upTo(random, 6),
    bornDay: 17_000 + upTo(random, 25_000),
    household: upTo(random, 30),
    review: upTo(random, 101),
    brokenPromises: random() < 0.1 ? 1 : 0,
    load: upTo(random, 5),
    preferences: 1 << upTo(random, 8),
    reachMetres: 500 + upTo(random, 9000),
  };
}

export function randomNeed(random: Random, side: number): OrderNeed {
  const start = upTo(random, 190);
  const chosen = upTo(random, 6);
  return {
    eastMetres: upTo(random, side),
    northMetres: upTo(random, side),
    radiusMetres: 300 + upTo(random, side),
    demand: 1 + upTo(random, 3),
    window: [start, start + 1 + upTo(random, 6)],
    skillsLow: random() < 0.7 ? 1 << chosen : random() < 0.1 ? 1 << 31 : 0,
    skillsHigh: random() < 0.2 ? 1 << upTo(random, 4) : 0,
    credentialsLow: random() < 0.2 ? 1 << chosen : 0,
    credentialsHigh: random() < 0.05 ? 1 : 0,
    languages: random() < 0.3 ? 1 << upTo(random, 5) : 1,
    languagesWelcome: random() < 0.5 ? 1 << upTo(random, 5) : 0,
    homeVisit: random() < 0.3,
    twoPersons: random() < 0.2,
    minimumAge: random() < 0.5 ? 18 : 14,
    maximumAge: random() < 0.5 ? 60 : 90,
    day: 46_183,
    gender: random() < 0.1 ? { wanted: random() < 0.5 ? 'female' : 'male', reason: 'personal_care' } : null,
    household: upTo(random, 30),
    conflicts: random() < 0.2 ? [upTo(random, 500), upTo(random, 500)] : [],
    category: upTo(random, 8),
    provider: random() < 0.4 ? 'person' : random() < 0.5 ? 'either' : 'team',
  };
}

/** The same problem in the LP format that HiGHS reads, several instances side by side. */
export function linearProgram(instances: Instance[]): string {
  const objective: string[] = [];
  const rules: string[] = [];
  const bounds: string[] = [];
  for (const [n, instance] of instances.entries()) {
    const into = Array.from({ length: instance.volunteerCount }, () => [] as string[]);
    for (let r = 0; r < instance.requestCount; r++) {
      const row = [`u${n}_${r}`];
      objective.push(`+ ${instance.unmetCost[r]} u${n}_${r}`);
      for (let arc = instance.arcStart[r]!; arc < instance.arcStart[r + 1]!; arc++) {
        const name = `x${n}_${arc}`;
        row.push(name);
        into[instance.arcVolunteer[arc]!]!.push(name);
        objective.push(`${instance.arcCost[arc]! < 0 ? '-' : '+'} ${Math.abs(instance.arcCost[arc]!)} ${name}`);
        bounds.push(`0 <= ${name} <= 1`);
      }
      rules.push(`${row.join(' + ')} = ${instance.demand[r]}`);
    }
    for (let v = 0; v < instance.volunteerCount; v++) {
      const slots: string[] = [];
      for (let j = 0; j < instance.capacity[v]!; j++) {
        const name = `s${n}_${v}_${j}`;
        slots.push(name);
        objective.push(`+ ${instance.loadPrice * (2 * (instance.load[v]! + j) + 1)} ${name}`);
        bounds.push(`0 <= ${name} <= 1`);
      }
      if (into[v]!.length === 0) continue;
      rules.push(`${into[v]!.join(' + ')}${slots.map((slot) => ` - ${slot}`).join('')} = 0`);
    }
  }
  const lines = [];
  for (let i = 0; i < objective.length; i += 20) lines.push(objective.slice(i, i + 20).join(' '));
  return `Minimize\n obj: ${lines.join('\n ')}\nSubject To\n${rules.map((rule, i) => ` c${i}: ${rule}`).join('\n')}\nBounds\n ${bounds.join('\n ')}\nEnd\n`;
}
