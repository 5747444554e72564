import type { Pair } from './likeness.ts';

/** A text that already has so many of its kind around it needs less likeness than two alone. */
const MANY = 3;
/** How much more two small clusters must be alike: one pair is little evidence. */
const ALONE = 0.08;

/** What people said of two texts: one topic, or not. Stronger than any likeness. */
export interface Verdict {
  one: number;
  other: number;
  same: boolean;
}

interface Cluster {
  members: number[];
  /** Numbers of clusters with at least one like pair between. */
  neighbours: Set<number>;
}

/** The state of one run. */
interface Run {
  clusters: Map<number, Cluster>;
  likeness: Map<number, Map<number, number>>;
  apart: Map<number, Set<number>>;
  threshold: number;
  heap: Link[];
}

interface Link {
  likeness: number;
  one: number;
  other: number;
}

/**
 * Groups `size` texts by their like pairs: again and again the two clusters that are most alike become one, as long as they
 * reach `threshold` (two clusters of less than three texts: 0.08 more). How alike two clusters are: for each text of the
 * smaller, the mean of its three best likenesses into the larger; of these the mean. So one stray pair joins nothing, and a
 * large topic is not diluted by its many ways of saying it. Clusters that hold texts which people took apart never join by
 * likeness; at the end the whole clusters of texts that people put together become one. Each text is in exactly one group;
 * in groups and between them ascending.
 */
export function groupsOf(
  size: number,
  pairs: readonly Pair[],
  threshold: number,
  verdicts: readonly Verdict[] = [],
): number[][] {
  const run = openRun(size, pairs, threshold, verdicts);
  for (const [number, cluster] of run.clusters)
    for (const neighbour of cluster.neighbours) if (number < neighbour) offer(run, number, neighbour);
  for (let link = pop(run.heap); link; link = pop(run.heap)) {
    const { one, other } = link;
    if (!run.clusters.has(one) || !run.clusters.has(other)) continue;
    if (Math.abs(likenessOfClusters(run, one, other) - link.likeness) > 1e-9) continue;
    const kept = join(run, one, other);
    for (const neighbour of run.clusters.get(kept)!.neighbours) offer(run, kept, neighbour);
  }
  // Whoever puts two texts together means all that each is one with.
  for (const { one, other, same } of verdicts) if (same) joinTexts(run, one, other);
  return [...run.clusters.values()]
    .map((cluster) => cluster.members.sort((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!);
}

function openRun(size: number, pairs: readonly Pair[], threshold: number, verdicts: readonly Verdict[]): Run {
  const run: Run = { clusters: new Map(), likeness: new Map(), apart: new Map(), threshold, heap: [] };
  for (let text = 0; text < size; text++) run.clusters.set(text, { members: [text], neighbours: new Set() });
  for (const { one, other, likeness } of pairs) {
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = run.likeness.get(a) ?? new Map<number, number>();
      run.likeness.set(a, known.set(b, likeness));
      run.clusters.get(a)!.neighbours.add(b);
    }
  }
  for (const { one, other, same } of verdicts) {
    if (same) continue;
    run.apart.set(one, (run.apart.get(one) ?? new Set()).add(other));
    run.apart.set(other, (run.apart.get(other) ?? new Set()).add(one));
  }
  return run;
}

function joinTexts(run: Run, one: number, other: number): void {
  let first = -1;
  let second = -1;
  for (const [number, cluster] of run.clusters) {
    if (cluster.members.includes(one)) first = number;
    if (cluster.members.includes(other)) second = number;
  }
  if (first !== second && first >= 0 && second >= 0) join(run, first, second);
}

function offer(run: Run, one: number, other: number): void {
  const many = Math.max(run.clusters.get(one)!.members.length, run.clusters.get(other)!.members.length) >= MANY;
  const likeness = likenessOfClusters(run, one, other);
  if (likeness >= run.threshold + (many ? 0 : ALONE)) push(run.heap, { likeness, one, other });
}

function likenessOfClusters(run: Run, one: number, other: number): number {
  let small = run.clusters.get(one)!.members;
  let large = run.clusters.get(other)!.members;
  if (small.length > large.length) [small, large] = [large, small];
  let sum = 0;
  for (const text of small) {
    if (run.apart.size > 0 && large.some((each) => run.apart.get(text)?.has(each))) return 0;
    sum += bestMean(run.likeness.get(text), large);
  }
  return sum / small.length;
}

/** The mean of the three best likenesses into a cluster; of fewer where it has fewer texts. */
function bestMean(likeness: ReadonlyMap<number, number> | undefined, members: readonly number[]): number {
  const best = new Array<number>(Math.min(MANY, members.length)).fill(0);
  for (const member of members) {
    let value = likeness?.get(member) ?? 0;
    for (let at = 0; at < best.length; at++) if (value > best[at]!) [best[at], value] = [value, best[at]!];
  }
  return best.reduce((sum, each) => sum + each, 0) / best.length;
}

/** The larger cluster takes the smaller in; the number that stays. */
function join(run: Run, one: number, other: number): number {
  const [kept, gone] =
    run.clusters.get(one)!.members.length >= run.clusters.get(other)!.members.length ? [one, other] : [other, one];
  const keptCluster = run.clusters.get(kept)!;
  const goneCluster = run.clusters.get(gone)!;
  keptCluster.members.push(...goneCluster.members);
  for (const number of goneCluster.neighbours) {
    const neighbours = run.clusters.get(number)!.neighbours;
    neighbours.delete(gone);
    if (number === kept) continue;
    neighbours.add(kept);
    keptCluster.neighbours.add(number);
  }
  run.clusters.delete(gone);
  return kept;
}

/** A binary heap, most alike first; of equals the smaller numbers, so that a run is the same every time. */
function before(a: Link, b: Link): boolean {
  if (a.likeness !== b.likeness) return a.likeness > b.likeness;
  return a.one !== b.one ? a.one < b.one : a.other < b.other;
}

function push(heap: Link[], link: Link): void {
  let at = heap.push(link) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at]!, heap[parent]!)) return;
    [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
    at = parent;
  }
}

function pop(heap: Link[]): Link | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!top || !last || heap.length === 0) return top;
  heap[0] = last;
  for (let at = 0; ; ) {
    let best = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && before(heap[child]!, heap[best]!)) best = child;
    if (best === at) return top;
    [heap[at], heap[best]] = [heap[best]!, heap[at]!];
    at = best;
  }
}
