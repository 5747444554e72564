/**
 * The Gini coefficient of how much each has to do: 0 when all have the same, near 1 when one has everything; 0 for nobody.
 * (C. Gini, Variabilità e mutabilità, 1912.) Example: loads 0, 0, 1, 3 give (1*0 + 2*0 + 3*1 + 4*3) * 2 / (4 * 4) - 5 / 4
 * = 0.625.
 */
export function giniOf(loads: readonly number[]): number {
  const total = loads.reduce((sum, each) => sum + each, 0);
  if (total === 0) return 0;
  const sorted = [...loads].sort((a, b) => a - b);
  const weighted = sorted.reduce((sum, each, index) => sum + (index + 1) * each, 0);
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}
