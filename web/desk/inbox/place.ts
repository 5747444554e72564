import type { Me } from '../../../src/identity/schema.ts';
import type { Notification } from '../../../src/notify/schema.ts';
import { holds, teamsLedBy } from '../session.tsx';

/** The page on which this person works at what a message is about; null where none of theirs has it. */
export function placeOf(
  { confidential }: Pick<Notification, 'confidential'>,
  me: Pick<Me, 'grants' | 'volunteer'>,
): '/register' | '/queue' | '/petitions' | '/team' | null {
  if (confidential && holds(me, 'petition_clerk', 'department_officer')) return '/register';
  if (holds(me, 'dispatcher', 'department_officer')) return '/queue';
  if (holds(me, 'petition_clerk')) return '/petitions';
  return teamsLedBy(me).length > 0 ? '/team' : null;
}
