/** Something that somebody will do. */
interface Plan {
  at: number;
  act: () => Promise<unknown>;
}

/** What is planned, by who plans it: one thing for each name at a time. */
export type Agenda = Map<string, Plan>;

/** People look at the clock, not at milliseconds: plans fall on whole five minutes. */
const GRID = 5 * 60_000;

/** Plans something under a name, at the next whole five minutes from `at`. An earlier plan of the same name stays. */
export function plan(agenda: Agenda, name: string, at: Date, act: Plan['act']): void {
  const due = Math.ceil(at.getTime() / GRID) * GRID;
  const before = agenda.get(name);
  if (!before || due < before.at) agenda.set(name, { at: due, act });
}

/** The instant of the next plan; null when nobody plans anything. */
export function nextPlan(agenda: Agenda): Date | null {
  let first = Number.POSITIVE_INFINITY;
  for (const { at } of agenda.values()) first = Math.min(first, at);
  return Number.isFinite(first) ? new Date(first) : null;
}

/** Takes out what is planned for now or earlier: by time, then by name, so that the same plans run in the same order. */
export function takeDue(agenda: Agenda, now: Date): Plan['act'][] {
  const due = [...agenda].filter(([, { at }]) => at <= now.getTime());
  due.sort(([one, a], [other, b]) => a.at - b.at || (one < other ? -1 : 1));
  for (const [name] of due) agenda.delete(name);
  return due.map(([, { act }]) => act);
}
