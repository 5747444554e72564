import { loadTree } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { forbidden } from '../../shared/problem.ts';
import type { SkillUses } from '../schema.ts';
import { countSkillUses } from '../store/skill-uses.ts';

/** Every skill of everybody is read for it, and nobody needs it to the second. */
const KEPT_MILLISECONDS = 60_000;

/**
 * How many volunteers and teams have each skill, with the time they were counted; asked before a skill is changed. Needs
 * an administrator of the city. Problem `platform.forbidden`.
 */
export async function readSkillUses(context: Context, actor: Actor): Promise<SkillUses> {
  const tree = await loadTree(context, actor.networkId);
  if (!holdsRole(actor, ['administrator'], [tree.rootId])) throw forbidden();
  return context.memo.get(`volunteers.skill_uses:${actor.networkId}`, KEPT_MILLISECONDS, async () => ({
    at: context.clock.now().toISOString(),
    items: await context.database.transaction(actor.networkId, countSkillUses),
  }));
}
