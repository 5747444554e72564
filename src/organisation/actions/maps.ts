import type { Context } from '../../platform/context.ts';
import { eventRows } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { loadTree } from '../actions.ts';
import { demandAdministrator } from '../rules/changes.ts';
import { mapFault } from '../rules/maps.ts';
import type { MapInput } from '../schema.ts';
import { type MapRow, removeMap, saveMap } from '../store/maps.ts';

/**
 * Loads the network's own boundaries with their review number (地图管理条例 art. 15 and 34: a map shown to the public is reviewed
 * first and carries its number). Needs an administrator of the city. Problem `organisation.map_invalid` (422).
 */
export async function loadOwnMap(context: Context, actor: Actor, input: MapInput, attempt?: Attempt): Promise<MapRow> {
  const tree = await loadTree(context, actor.networkId);
  demandAdministrator(actor, [tree.rootId]);
  const fault = mapFault(input.geojson, tree);
  if (fault)
    throw new Problem('organisation.map_invalid', 422, fault.message, {
      field: `/geojson/features/${fault.feature}`,
      params: { feature: fault.feature + 1, reason: fault.reason },
    });
  const at = context.clock.now();
  const map = { reviewNumber: input.reviewNumber.trim(), loadedAt: at, geojson: input.geojson };
  await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: null, at });
    if (!first) await saveMap(connection, map, eventRows([mapEvent(actor.networkId, 'map_loaded')], actor, at));
  });
  return map;
}

/** Removes the network's own map, so that the schematic one is shown again. Needs an administrator of the city. */
export async function removeOwnMap(context: Context, actor: Actor, attempt?: Attempt): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  demandAdministrator(actor, [tree.rootId]);
  const at = context.clock.now();
  const events = eventRows([mapEvent(actor.networkId, 'map_removed')], actor, at);
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: null, at })) return;
    await removeMap(connection, events);
  });
}

function mapEvent(networkId: string, what: string) {
  return { kind: `organisation.${what}`, subjectKind: 'network', subjectId: networkId };
}
