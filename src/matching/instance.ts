import { Problem } from '../shared/problem.ts';
import { type Instance, type InstanceFile, largestMagnitude } from './schema.ts';

/** No total is larger, so that every sum is exact. */
const largestTotal = 2 ** 52;
/** Orders that all volunteers together can take, at most: the result has a number for each. */
const mostPlaces = 20_000_000;

/** Why a file is no instance, and the sentence that follows the name of the place. `params` of the problem fill it. */
const sentences = {
  version: 'must be 1',
  object: 'must be an object',
  array: 'must be an array',
  whole_number: 'must be a whole number',
  out_of_range: 'must lie between {least} and {most}',
  window: 'must end after it starts',
  unknown_volunteer: 'names volunteer {volunteer}, who is not there',
  dear_load: 'would cost {cost} at full load, more than {most}',
  dear_total: 'could cost {cost} in all, more than {most}',
  many_places: 'could take {count} orders together, more than {most}',
} as const;
export type InstanceFault = keyof typeof sentences;

/**
 * Reads the parsed JSON of an instance file into typed arrays. A volunteer named twice by a request is one candidate,
 * at the lower cost.
 * Problem `matching.bad_instance` names the first place that is not as the format says, and in its params the reason.
 */
export function parseInstance(file: unknown): Instance {
  const root = record(file, 'the file');
  if (root.version !== 1) refuse('version', 'version');
  const volunteers = list(root.volunteers, 'volunteers');
  const requests = list(root.requests, 'requests');
  let arcs = 0;
  for (let r = 0; r < requests.length; r++) {
    arcs += list(record(requests[r], `requests[${r}]`).candidates, `requests[${r}].candidates`).length;
  }
  const instance = emptyInstance(requests.length, volunteers.length, arcs);
  instance.loadPrice = integer(root.loadPrice, 'loadPrice', 0);
  for (let v = 0; v < volunteers.length; v++) {
    const row = list(volunteers[v], `volunteers[${v}]`);
    instance.capacity[v] = integer(row[0], `volunteers[${v}][0]`, 0);
    instance.load[v] = integer(row[1], `volunteers[${v}][1]`, 0);
  }
  readRequests(instance, requests);
  checkSlotPrices(instance);
  checkSums(instance);
  return instance;
}

function readRequests(instance: Instance, requests: unknown[]): void {
  const seenAt = new Int32Array(instance.volunteerCount).fill(-1);
  let arc = 0;
  for (let r = 0; r < requests.length; r++) {
    const at = `requests[${r}]`;
    const row = requests[r] as Record<string, unknown>;
    instance.demand[r] = integer(row.demand, `${at}.demand`, 0);
    instance.unmetCost[r] = integer(row.unmetCost, `${at}.unmetCost`);
    const window = list(row.window, `${at}.window`);
    const start = integer(window[0], `${at}.window[0]`);
    const end = integer(window[1], `${at}.window[1]`);
    if (end <= start) refuse(`${at}.window`, 'window');
    instance.windowStart[r] = start;
    instance.windowEnd[r] = end;
    for (const pair of row.candidates as unknown[]) {
      const candidate = list(pair, `${at}.candidates`);
      const volunteer = integer(candidate[0], `${at}.candidates`, 0);
      if (volunteer >= instance.volunteerCount) refuse(`${at}.candidates`, 'unknown_volunteer', { volunteer });
      const cost = integer(candidate[1], `${at}.candidates`);
      const twin = seenAt[volunteer]!;
      if (twin >= instance.arcStart[r]!) {
        instance.arcCost[twin] = Math.min(instance.arcCost[twin]!, cost);
        continue;
      }
      seenAt[volunteer] = arc;
      instance.arcVolunteer[arc] = volunteer;
      instance.arcCost[arc] = cost;
      arc++;
    }
    instance.arcStart[r + 1] = arc;
  }
  instance.arcVolunteer = instance.arcVolunteer.subarray(0, arc);
  instance.arcCost = instance.arcCost.subarray(0, arc);
}

/** An instance of the given size with every number at zero. */
export function emptyInstance(requestCount: number, volunteerCount: number, arcCount: number): Instance {
  return {
    requestCount,
    volunteerCount,
    loadPrice: 0,
    demand: new Int32Array(requestCount),
    unmetCost: new Int32Array(requestCount),
    windowStart: new Int32Array(requestCount),
    windowEnd: new Int32Array(requestCount).fill(1),
    arcStart: new Int32Array(requestCount + 1),
    arcVolunteer: new Int32Array(arcCount),
    arcCost: new Int32Array(arcCount),
    capacity: new Int32Array(volunteerCount),
    load: new Int32Array(volunteerCount),
  };
}

/** The interchange form of an instance. */
export function instanceFile(instance: Instance): InstanceFile {
  const requests: InstanceFile['requests'] = [];
  for (let r = 0; r < instance.requestCount; r++) {
    const candidates: [number, number][] = [];
    for (let arc = instance.arcStart[r]!; arc < instance.arcStart[r + 1]!; arc++) {
      candidates.push([instance.arcVolunteer[arc]!, instance.arcCost[arc]!]);
    }
    requests.push({
      demand: instance.demand[r]!,
      unmetCost: instance.unmetCost[r]!,
      window: [instance.windowStart[r]!, instance.windowEnd[r]!],
      candidates,
    });
  }
  const volunteers: InstanceFile['volunteers'] = [];
  for (let v = 0; v < instance.volunteerCount; v++) volunteers.push([instance.capacity[v]!, instance.load[v]!]);
  return { version: 1, loadPrice: instance.loadPrice, volunteers, requests };
}

function checkSlotPrices(instance: Instance): void {
  for (let v = 0; v < instance.volunteerCount; v++) {
    const cost = instance.loadPrice * (2 * (instance.load[v]! + instance.capacity[v]!) + 1);
    if (cost > largestMagnitude) refuse(`volunteers[${v}]`, 'dear_load', { cost, most: largestMagnitude });
  }
}

/** Whatever is assigned, the total must be an exact integer, and the result must name each unit of capacity. */
function checkSums(instance: Instance): void {
  let most = 0;
  for (let r = 0; r < instance.requestCount; r++) most += instance.demand[r]! * Math.abs(instance.unmetCost[r]!);
  for (const cost of instance.arcCost) most += Math.abs(cost);
  let places = 0;
  for (let v = 0; v < instance.volunteerCount; v++) {
    const capacity = instance.capacity[v]!;
    places += capacity;
    most += instance.loadPrice * capacity * (2 * instance.load[v]! + capacity);
  }
  if (most > largestTotal) refuse('the file', 'dear_total', { cost: most, most: largestTotal });
  if (places > mostPlaces) refuse('volunteers', 'many_places', { count: places, most: mostPlaces });
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(at, 'object');
  return value as Record<string, unknown>;
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) refuse(at, 'array');
  return value as unknown[];
}

function integer(value: unknown, at: string, least = -largestMagnitude): number {
  if (!Number.isInteger(value)) refuse(at, 'whole_number');
  if ((value as number) < least || (value as number) > largestMagnitude)
    refuse(at, 'out_of_range', { least, most: largestMagnitude });
  return value as number;
}

function refuse(at: string, reason: InstanceFault, params: Record<string, number> = {}): never {
  const why = sentences[reason].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
  throw new Problem(
    'matching.bad_instance',
    422,
    `This is not an assignment problem that can be solved: ${at} ${why}.`,
    { field: at, params: { reason, ...params } },
  );
}
