import { type ClockName, type ClockRun, clockNames, isOpenOrder, type Story } from './history.ts';
import type { DeskTime } from './keystrokes.ts';
import { type Owner, ownerOf, type Town } from './owners.ts';

/** One message's way through the loop. */
export interface Way {
  number: string;
  /** Sent by a neighbour who has the same trouble: beside the messages that were asked for. */
  meToo: boolean;
  /** `closed, satisfied`, `merged`, `withdrawn`, or `waiting, ` and the state. */
  end: string;
  /** Who must act, where something is still to come. */
  owner: Owner | null;
  clocks: ClockRun[];
}

/** How often a clock did what. */
export interface ClockCount {
  started: number;
  stopped: number;
  warned: number;
  fired: number;
  running: number;
}

/** What was looked at throughout. */
export interface Checked {
  steps: number;
  instants: number;
  answers: number;
  probes: number;
}

/** Whom the offers reached. */
export interface Reach {
  /** Orders that were offered to anybody. */
  offered: number;
  teamsAsked: number;
  /** Volunteers asked by name. */
  volunteersAsked: number;
  volunteersWhoTook: number;
  reopened: number;
}

/** How the messages ended, every clock, and what was found to be wrong. Never a word of anybody. */
export interface Report {
  title: string;
  ends: Record<string, number>;
  meToo: Record<string, number>;
  clocks: Record<ClockName, ClockCount>;
  reach: Reach;
  /** Of orders whose kind is known: a dispatcher's time from opening to sending. */
  desk: DeskTime;
  checked: Checked;
  faults: string[];
  ways: Way[];
}

/** The way of an order, as its history tells it. */
export function wayOf(story: Story, meToo: boolean, town: Town): Way {
  const { order } = story;
  const open = isOpenOrder(order);
  const how = order.status === 'closed' ? `closed, ${order.outcome ?? 'no outcome'}` : order.status;
  return {
    number: order.number,
    meToo,
    end: open ? `waiting, ${order.status}${order.confidential ? ' (confidential)' : ''}` : how,
    owner: open ? ownerOf(order, town) : null,
    clocks: story.clocks,
  };
}

/** Counts how ways ended: of what the messages became, or of what neighbours added. */
export function countEnds(ways: readonly Way[], meToo: boolean): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const way of ways) if (way.meToo === meToo) ends[way.end] = (ends[way.end] ?? 0) + 1;
  return ends;
}

/** Counts what every clock did. */
export function countClocks(ways: readonly Way[]): Record<ClockName, ClockCount> {
  const none = (): ClockCount => ({ started: 0, stopped: 0, warned: 0, fired: 0, running: 0 });
  const counts = Object.fromEntries(clockNames.map((name) => [name, none()])) as Record<ClockName, ClockCount>;
  for (const run of ways.flatMap((way) => way.clocks)) {
    const count = counts[run.clock];
    count.started++;
    count.warned += run.warnedAt.length;
    count[run.end ?? 'running']++;
  }
  return counts;
}

/** Whom the offers reached, from the histories. */
export function reachOf(stories: readonly Story[]): Reach {
  const offers = stories.flatMap(({ order }) => order.offers);
  const assignments = stories.flatMap(({ order }) => order.assignments);
  const distinct = (ids: (string | null)[]) => new Set(ids.filter((id) => id !== null)).size;
  return {
    offered: stories.filter(({ order }) => order.offers.length > 0).length,
    teamsAsked: distinct(offers.map((each) => each.teamId)),
    volunteersAsked: distinct(offers.map((each) => each.personId)),
    volunteersWhoTook: distinct(assignments.map((each) => each.personId)),
    reopened: stories.filter(({ order }) => order.reopened > 0).length,
  };
}

/** The report as people read it: how they ended, clocks, what was checked, then order by order and clock by clock. */
export function writeReport(report: Report): string {
  const { checked, faults, reach, ways } = report;
  const sorted = (counts: Record<string, number>) => Object.entries(counts).sort(([, a], [, b]) => b - a);
  const row = (name: string, figures: readonly (string | number)[]) =>
    `  ${name.padEnd(34)}${figures.map((figure) => String(figure).padStart(9)).join('')}`;
  return [
    report.title,
    '',
    'How they ended',
    ...sorted(report.ends).map(([end, count]) => row(end, [count])),
    ...(Object.keys(report.meToo).length > 0 ? ['Neighbours with the same trouble'] : []),
    ...sorted(report.meToo).map(([end, count]) => row(end, [count])),
    '',
    'Clocks',
    row('', ['started', 'stopped', 'warned', 'fired', 'running']),
    ...clockNames.map((name) => {
      const { started, stopped, warned, fired, running } = report.clocks[name];
      return row(name, [started, stopped, warned, fired, running]);
    }),
    '',
    'Offers',
    row('orders offered', [reach.offered]),
    row('teams asked', [reach.teamsAsked]),
    row('volunteers asked by name', [reach.volunteersAsked]),
    row('volunteers who took something on', [reach.volunteersWhoTook]),
    row('orders not solved at first', [reach.reopened]),
    '',
    'A dispatcher’s time, opening to sending (keystroke-level model; reading is beside it)',
    row('', ['orders', 'Y', 'C and number', 'lists']),
    row('as the page opened', [report.desk.orders, ...Object.values(report.desk.ways)]),
    row('', ['with', 'without']),
    row('seconds an order', [report.desk.seconds.with.toFixed(1), report.desk.seconds.without.toFixed(1)]),
    row('keys and clicks an order', [report.desk.keys.with.toFixed(1), report.desk.keys.without.toFixed(1)]),
    '',
    'Watched throughout',
    row('steps of orders', [checked.steps]),
    row('instants', [checked.instants]),
    row('answers to volunteers and desks', [checked.answers]),
    row('attempts on confidential orders', [checked.probes]),
    row('faults', [faults.length]),
    ...faults.map((fault) => `  FAULT ${fault}`),
    '',
    'Order by order',
    ...ways.map((way) => `  ${way.number}  ${way.end}${way.meToo ? ' (neighbour)' : ''}${ownerWords(way.owner)}`),
    '',
    'Clock by clock (UTC)',
    ...ways.flatMap((way) => way.clocks.map((run) => `  ${way.number}  ${runWords(run)}`)),
    '',
  ].join('\n');
}

function ownerWords(owner: Owner | null): string {
  if (!owner) return '';
  return `, with ${owner.role.replace('_', ' ')}${owner.name === '' ? '' : ` ${owner.name}`}, ${owner.unit}`;
}

function runWords({ clock, startedAt, dueAt, warnedAt, endedAt, end }: ClockRun): string {
  const at = (instant: Date) => instant.toISOString().slice(5, 16).replace('T', ' ');
  const warned = warnedAt.map((each) => `, warned ${at(each)}`).join('');
  return `${clock.padEnd(10)} started ${at(startedAt)}, due ${at(dueAt)}${warned}${endedAt ? `, ${end} ${at(endedAt)}` : ', running'}`;
}
