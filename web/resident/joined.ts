/** The newest of a list as they were read last, then what was read of it before, each once. */
export function joined<T extends { id: string }>(newest: readonly T[], before: readonly T[]): T[] {
  const ids = new Set(newest.map(({ id }) => id));
  return [...newest, ...before.filter(({ id }) => !ids.has(id))];
}
