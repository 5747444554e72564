import { type Day, daysFrom } from '../../ui/week.ts';

interface Dated {
  earliestAt: string | null;
}

/** A day of the roster, what lies after its last day, or what has no day yet. */
interface RosterColumn<Task> {
  when: 'later' | 'any_time' | Day<Task>;
  orders: readonly Task[];
}

/** Today and the six days after it, then what is later and what has no day, if there is any: every order in one column. */
export function rosterColumns<Task extends Dated>(now: Date, open: readonly Task[]): RosterColumn<Task>[] {
  const days = daysFrom(now, open);
  const dated = new Set(days.flatMap(({ tasks }) => tasks));
  const rest = [
    {
      when: 'later' as const,
      orders: open
        .filter((order) => order.earliestAt !== null && !dated.has(order))
        .sort((a, b) => (a.earliestAt ?? '').localeCompare(b.earliestAt ?? '')),
    },
    { when: 'any_time' as const, orders: open.filter(({ earliestAt }) => earliestAt === null) },
  ];
  return [...days.map((day) => ({ when: day, orders: day.tasks })), ...rest.filter(({ orders }) => orders.length > 0)];
}
