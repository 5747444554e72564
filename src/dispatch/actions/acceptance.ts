import type { Ground } from '../../orders/actions/ground.ts';
import type { Connection } from '../../platform/database.ts';
import { localDate } from '../../shared/time.ts';
import { type Acceptance, learnedFrom, promptnessMinutes } from '../rules/acceptance.ts';
import { loadTallies } from '../store/waves.ts';

/** Answers of this and the two months before are learned from. */
const MONTHS = 3;

/** What came of messages in this and the months before. */
export async function readAcceptance(
  connection: Connection,
  ground: Pick<Ground, 'calendar'>,
  now: Date,
): Promise<Acceptance> {
  const [year = 0, month = 1] = localDate(now, ground.calendar.offsetMinutes).split('-').map(Number);
  const since = new Date(Date.UTC(year, month - MONTHS, 1)).toISOString().slice(0, 10);
  const { tallies, prompt } = await loadTallies(connection, since);
  const counts: number[] = [...promptnessMinutes, 0].map(() => 0);
  for (const { within, accepted } of prompt) counts[within] = accepted;
  return learnedFrom(tallies, counts);
}
