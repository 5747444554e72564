import { useEffect, useRef, useState } from 'react';
import type { OrderFigures } from '../../src/orders/schema/views.ts';
import { answerOf, api } from '../ui/api.ts';
import { languageInUse, t } from '../ui/language.ts';
import { type LiveEvent, useLive } from '../ui/live.ts';
import { readMe } from '../ui/session.ts';

export const readTree = () => answerOf(api.GET('/api/v1/tree'));
/** The units whose figures the caller may read; none before they are signed in. */
export async function readWatched(): Promise<string[]> {
  const me = await readMe();
  return (me?.grants ?? []).filter(({ role }) => WATCHING.some((each) => each === role)).map(({ unitId }) => unitId);
}
export const readNeeds = () => answerOf(api.GET('/api/v1/needs'));
const readFigures = (unit: string) => answerOf(api.GET('/api/v1/figures', { params: { query: { unit } } }));

/** Roles that may read the figures of their units. */
const WATCHING = ['observer', 'dispatcher', 'administrator'] as const;

/** What the wall knows now. */
export interface Picture {
  /** Figures of the unit looked at, as they were read last; undefined until first read. */
  figures: OrderFigures | undefined;
  /** Waiting orders by unit, of the hexagons on the map. */
  waiting: ReadonlyMap<string, number>;
  readAt: Date | undefined;
  /** The stream is open, and the last reading came. */
  connected: boolean;
  error: unknown;
  /** What happened last, newest first. */
  happened: readonly Happening[];
}

/** What was read last of one unit. */
interface Seen {
  figures: OrderFigures;
  waiting: ReadonlyMap<string, number>;
  readAt: Date;
}

/** One step of some order, as the stream tells it: where and what, never whose. */
export interface Happening {
  id: string;
  at: string;
  unitId: string;
  what: string;
}

/** Figures are read at most this often by events, and at least this often without any. */
const LEAST_MILLISECONDS = 2_500;
const MOST_MILLISECONDS = 20_000;
const KEPT = 20;
const TOLD = new Set([
  'submitted',
  'triaged',
  'dispatched',
  'accepted',
  'started',
  'served',
  'answered',
  'reviewed',
  'confirmed_safe',
  'redirected',
  'escalated',
  'reopened',
]);

const NOTHING = { figures: undefined, waiting: new Map<string, number>(), readAt: undefined };

/**
 * Figures of a unit, and of those whose children make up its map, kept true by the stream. `onOutdated`: the tree has changed, or
 * may have while nothing was heard.
 */
export function usePicture(unit: string | undefined, parts: readonly string[], onOutdated: () => void): Picture {
  // Each unit's last picture stays, for when the network goes while the wall moves on.
  const [seen, setSeen] = useState<ReadonlyMap<string, Seen>>(new Map());
  const [error, setError] = useState<unknown>();
  const [happened, setHappened] = useState<readonly Happening[]>([]);
  const due = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; last: number }>({ timer: undefined, last: 0 });
  const latest = useRef({ unit, parts });
  latest.current = { unit, parts };

  const look = useRef(async () => {
    const { unit: at, parts: of } = latest.current;
    if (!at) return;
    due.current.last = Date.now();
    try {
      const [whole, ...others] = await Promise.all([at, ...of.filter((each) => each !== at)].map(readFigures));
      if (!whole) return;
      const rows = [whole, ...others].flatMap((each) => each?.byUnit ?? []);
      const waiting = new Map(rows.map((row) => [row.unitId, row.waiting] as const));
      setSeen((before) => new Map(before).set(at, { figures: whole, waiting, readAt: new Date() }));
      setError(undefined);
    } catch (problem) {
      setError(problem);
    }
  });
  const soon = () => {
    if (due.current.timer !== undefined) return;
    const wait = Math.max(0, LEAST_MILLISECONDS - (Date.now() - due.current.last));
    due.current.timer = setTimeout(() => {
      due.current.timer = undefined;
      void look.current();
    }, wait);
  };
  useEffect(() => {
    void look.current();
    const timer = setInterval(() => void look.current(), MOST_MILLISECONDS);
    return () => {
      clearInterval(timer);
      clearTimeout(due.current.timer);
      due.current.timer = undefined;
    };
  }, [unit]);
  const { connected } = useLive(unit !== undefined, (name, event) => {
    if (name === 'reconnected') void look.current();
    if (name === 'reconnected' || name === 'tree') onOutdated();
    if (name !== 'order' || !event) return;
    soon();
    const next = happeningOf(event);
    if (next) setHappened((before) => [next, ...before.filter((each) => each.id !== next.id)].slice(0, KEPT));
  });
  const { figures, waiting, readAt } = (unit === undefined ? undefined : seen.get(unit)) ?? NOTHING;
  return { figures, waiting, readAt, connected: connected && error === undefined, error, happened };
}

function happeningOf(event: LiveEvent & { happened?: string }): Happening | undefined {
  const what = (event.happened ?? event.kind).replace('orders.', '');
  if (!event.unitId || !TOLD.has(what)) return undefined;
  return { id: event.id, at: event.at, unitId: event.unitId, what };
}

/** Older than this, what is shown is said to be old. */
const STALE_MILLISECONDS = 45_000;

/** Whether what is shown is not kept true any more. */
export function isStale({ readAt, connected }: Picture, now: number): boolean {
  return readAt !== undefined && (!connected || now - readAt.getTime() > STALE_MILLISECONDS);
}

/** The instant that what is shown is of: a clock that ran on beside figures that stand would say what nobody has counted. */
export function instantOf(picture: Picture, now: number): number {
  return isStale(picture, now) ? (picture.readAt?.getTime() ?? now) : now;
}

/** One of the six, with everything it needs to be understood. */
export interface Figure {
  name: string;
  value: string;
  /** A second line: unit, comparison, time. */
  beside: string;
  definition: string;
  tone: 'plain' | 'good' | 'warn' | 'bad';
}

/** A whole number as people read it. */
export function count(value: number): string {
  return new Intl.NumberFormat(languageInUse()).format(value);
}

function percent(part: number, whole: number, nothing: string): string {
  if (whole === 0) return nothing;
  const share = (part / whole) * 100;
  return `${Number.isInteger(share) ? share : share.toFixed(1)}%`;
}

/** The six figures, left on the wall, top to bottom. `longest`: how long the oldest waits, said. */
export function sixFigures(figures: OrderFigures, longest: string | null): Figure[] {
  const { submittedToday: today, submittedSameDayLastWeek: before } = figures;
  return [
    {
      name: t('screen.today'),
      value: count(today),
      beside: compared(today, before),
      definition: t('screen.today.definition'),
      tone: 'plain',
    },
    {
      name: t('screen.owned'),
      value: percent(figures.owned, figures.open, t('screen.no_orders')),
      beside: t('screen.owned.beside', { owned: count(figures.owned), open: count(figures.open) }),
      definition: t('screen.owned.definition'),
      tone: 'good',
    },
    {
      name: t('screen.waiting'),
      value: count(figures.waiting),
      beside: longest === null ? t('screen.waiting.nobody') : t('screen.waiting.longest', { longest }),
      definition: t('screen.waiting.definition'),
      tone: figures.waiting > 0 ? 'warn' : 'plain',
    },
    {
      name: t('screen.late'),
      value: count(figures.late),
      beside: t(figures.late > 0 ? 'screen.late.beside' : 'screen.late.none'),
      definition: t('screen.late.definition'),
      tone: figures.late > 0 ? 'bad' : 'plain',
    },
    {
      name: t('screen.out'),
      value: count(figures.inService),
      beside: t('screen.out.beside', { count: count(figures.volunteersOut) }),
      definition: t('screen.out.definition'),
      tone: 'plain',
    },
    {
      name: t('screen.satisfied'),
      value: percent(figures.satisfiedToday, figures.reviewedToday, t('screen.none_yet')),
      beside: t('screen.satisfied.beside', { count: count(figures.reviewedToday) }),
      definition: t('screen.satisfied.definition'),
      tone: 'plain',
    },
  ];
}

/** Below this many orders a week ago, their number itself is said. */
const FEW = 20;

function compared(today: number, before: number): string {
  if (before === 0) return t('screen.today.no_week');
  // Of a handful, a share says nothing.
  if (before < FEW) return t('screen.today.before', { count: before });
  const change = Math.round(((today - before) / before) * 100);
  if (change === 0) return t('screen.today.same');
  return t(change > 0 ? 'screen.today.more' : 'screen.today.fewer', { percent: Math.abs(change) });
}
