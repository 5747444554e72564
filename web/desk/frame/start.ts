import type { Me } from '../../../src/identity/schema.ts';
import { holds, teamsLedBy } from '../session.tsx';

/** A page that somebody starts at. */
export type StartDoor = 'queue' | 'register' | 'custody' | 'team' | 'units' | 'audit';

/**
 * The pages at which somebody with these roles works, in the order in which they are looked at for work. Example: an officer
 * of a department starts in the inbox of petitions, and in the queue when only a consultation waits.
 */
export function doorsOf(me: Pick<Me, 'grants' | 'volunteer'>): StartDoor[] {
  const doors: [StartDoor, boolean][] = [
    ['queue', holds(me, 'dispatcher')],
    ['register', holds(me, 'petition_clerk', 'department_officer')],
    ['queue', holds(me, 'department_officer')],
    ['custody', holds(me, 'custodian')],
    ['team', teamsLedBy(me).length > 0],
    ['units', holds(me, 'administrator')],
    ['audit', holds(me, 'auditor')],
  ];
  return [...new Set(doors.filter(([, open]) => open).map(([door]) => door))];
}
