import { heirOf, isOpen, levelUp } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { StoredEvent } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { jobActor } from '../../shared/actor.ts';
import { localDate } from '../../shared/time.ts';
import { decide } from '../rules/decide.ts';
import { transitions } from '../rules/transitions.ts';
import { statuses } from '../schema/states.ts';
import { ownedBelow, ownedBy, relist } from '../store/listing.ts';
import { lockOrders } from '../store/read.ts';
import { loadGround, surroundingsOf } from './ground.ts';
import { addDecision, nothing, writeCommand } from './save-decision.ts';

const BATCH = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';
/** States in which an order can be handed to another unit. */
const MOVABLE = statuses.filter((status) => transitions[status].hand_over !== undefined);

/**
 * Hands what closed units still own to who carries on for them: their heir, or the unit above. Orders that are with
 * volunteers stay until they come back; meanwhile those above answer for them. True when there may be more.
 */
export async function adoptOrphans(context: Context, networkId: string): Promise<boolean> {
  const ground = await loadGround(context, networkId);
  const now = context.clock.now();
  const today = localDate(now, ground.calendar.offsetMinutes);
  const closed = [...ground.tree.units.values()].filter(
    (unit) => unit.level !== 'team' && !isOpen(unit, today) && unit.openedOn <= today,
  );
  if (closed.length === 0) return false;
  const actor: Actor = { ...jobActor(networkId, 'orders.orphans'), grants: bothDesks(ground.tree.rootId) };
  return context.database.transaction(networkId, async (connection) => {
    const ids = await ownedBy(
      connection,
      closed.map((unit) => unit.id),
      MOVABLE,
      BATCH,
    );
    if (ids.length === 0) return false;
    const save = nothing();
    for (const order of await lockOrders(connection, ids)) {
      const heir = heirOf(ground.tree, order.unitId);
      const unitId = heir === order.unitId ? levelUp(ground.tree, heir) : heir;
      if (unitId === null || !MOVABLE.includes(order.status)) continue;
      const around = await surroundingsOf(ground, connection, order, { unitId }, { now });
      // Petitions go no lower than a county: to the centre above the heir.
      const target = order.confidential ? { ...around, unit: await nearestClerks(around, unitId) } : around;
      if (!target.unit?.open || target.unit.id === order.unitId) continue;
      const decision = decide(order, 'hand_over', { unitId: target.unit.id }, actor, target);
      addDecision(save, order, decision, actor, now);
    }
    const [first] = save.orders;
    if (!first) return false;
    await writeCommand(context, connection, save, { attempt: undefined, status: 200, subjectId: first.id, now });
    return ids.length === BATCH;
  });

  async function nearestClerks(around: { unit?: { id: string } | undefined }, from: string) {
    for (let id: string | null = around.unit?.id ?? from; id !== null; id = levelUp(ground.tree, id)) {
      const unit = ground.tree.units.get(id);
      if (unit && isOpen(unit, today) && (unit.level === 'centre' || unit.level === 'city'))
        return { id, level: unit.level, open: true };
    }
    return undefined;
  }
}

function bothDesks(unitId: string): Actor['grants'] {
  return [
    { role: 'dispatcher', unitId },
    { role: 'petition_clerk', unitId },
  ];
}

/** Lists the orders of units that moved below those that stand above them now. */
export async function followMoves(connection: Connection, events: readonly StoredEvent[]): Promise<void> {
  const moved = new Set(
    events.filter((event) => event.kind === 'organisation.unit_moved').map((event) => event.subjectId),
  );
  for (const unitId of moved) {
    for (let after = FIRST; ; ) {
      const ids = await ownedBelow(connection, unitId, after, BATCH);
      if (ids.length === 0) break;
      await relist(connection, ids);
      after = ids.at(-1) ?? FIRST;
      if (ids.length < BATCH) break;
    }
  }
}
