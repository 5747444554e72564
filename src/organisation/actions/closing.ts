import type { Context } from '../../platform/context.ts';
import { recordEvents } from '../../platform/events.ts';
import { jobActor } from '../../shared/actor.ts';
import { forgetOrganisation, today } from '../actions.ts';
import { takeClosing } from '../store/units.ts';

/** Tells of units whose last day has come, so that others hand over what is open there. True when there may be more. */
export async function closeDueUnits(context: Context, networkId: string): Promise<boolean> {
  const date = today(context);
  const actor = jobActor(networkId, 'organisation.closing');
  const count = await context.database.transaction(networkId, async (connection) => {
    const closed = await takeClosing(connection, date);
    const events = closed.map(({ id, heirId, parentId, level }) => ({
      kind: 'organisation.unit_closed',
      subjectKind: 'unit',
      subjectId: id,
      unitId: id,
      body: { heirId, parentId, level, on: date },
    }));
    await recordEvents(connection, actor, context.clock.now(), events);
    return closed.length;
  });
  if (count > 0) forgetOrganisation(context, networkId);
  return count === 100;
}
