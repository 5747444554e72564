import { useQuery } from '@tanstack/react-query';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { say, t } from '../../ui/language.ts';
import { sayClock, sayDay } from '../../ui/times.ts';
import { readOrderEvents } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { Trouble } from '../frame/said.tsx';
import { unitName, useTree } from '../lookups.ts';

/** One step of an order, as staff read it. */
export interface Step {
  key: string;
  at: string;
  /** `10:02`, the day before it where it was not today. */
  clock: string;
  sentence: string;
  said?: string;
}

/** Every step and every word of an order, in the order they were; empty while they are read. */
export function useSteps(order: OrderDetail): Step[] {
  const now = new Date(useNow(60));
  const tree = useTree();
  const { data } = useHistory(order.id);
  const unit = (id: string | null) => {
    const known = id ? tree.byId.get(id) : undefined;
    return known ? unitName(known) : '';
  };
  const happened: Omit<Step, 'clock'>[] = [
    ...(data?.items ?? []).map((event) => ({
      key: event.id,
      at: event.at,
      sentence: eventText(happenedTo(order, event.kind), {
        by: byText(event.by),
        unit: unit(event.unitId),
        ...(event.dueAt ? { due: untilText(event.dueAt, now) } : {}),
      }),
    })),
    ...order.words.map((word) => ({
      key: `${word.at}-${word.kind}`,
      at: word.at,
      sentence: t(`desk.word.${word.kind as 'note'}`, { by: byText(word.by) }),
      said: word.words,
    })),
    ...order.reviews.map((review) => ({
      key: `review-${review.at}`,
      at: review.at,
      sentence: t(review.solved ? 'desk.review.solved' : 'desk.review.not_solved', { stars: review.stars }),
    })),
  ];
  return happened.sort((a, b) => (a.at < b.at ? -1 : 1)).map((step) => ({ ...step, clock: clockOf(step.at, now) }));
}

/** `今天 14:32`, `14:32 today`: until when, within a sentence. */
export function untilText(at: string, now: Date): string {
  return t('desk.clock.of_day', { day: sayDay(at, now), clock: sayClock(at) });
}

function clockOf(at: string, now: Date): string {
  const day = sayDay(at, now);
  return day === t('time.today') ? sayClock(at) : `${day} ${sayClock(at)}`;
}

function useHistory(id: string) {
  return useQuery({ queryKey: ['events', id], queryFn: () => readOrderEvents(id) });
}

/** How it came here: every step and every word, in the order they were. */
export function History({ order }: { order: OrderDetail }) {
  const { error, refetch } = useHistory(order.id);
  const steps = useSteps(order);
  return (
    <section>
      <h3>{t('desk.history')}</h3>
      {error ? <Trouble error={error} again={() => refetch()} /> : null}
      <ol className="path">
        {steps.map((step) => (
          <li key={step.key}>
            <time dateTime={step.at}>{step.clock}</time>
            <span>
              {step.sentence}
              {step.said ? <span className="soft">{t('desk.quoted', { words: step.said })}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What happened, by the key of its sentence: what is confidential is handled, not sent out. */
function happenedTo(order: OrderDetail, kind: string): string {
  const happened = kind.replace('orders.', '');
  return order.confidential && happened === 'triaged' ? 'triaged_confidential' : happened;
}

/** What happened, in a sentence; without its clock where the reader is not told of one. */
function eventText(happened: string, params: { by: string; unit: string; due?: string }): string {
  const plain = params.due === undefined ? say(`desk.event.${happened}.plain`, params) : undefined;
  return plain ?? say(`desk.event.${happened}`, params) ?? happened;
}

/** Who did it: a name, or in words which of our own clocks. */
function byText(by: string | null): string {
  if (by === null) return t('desk.by.hidden');
  return say(`desk.by.${by}`) ?? (/^[a-z_.]+$/.test(by) ? t('desk.by.clock') : by);
}
