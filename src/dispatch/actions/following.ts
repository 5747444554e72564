import type { Context } from '../../platform/context.ts';
import { Problem } from '../../shared/problem.ts';
import { indexOf } from './live-index.ts';

/** Brings the index of a network up to now; builds it the first time. A network without a tree has nobody to index. */
export async function followForIndex(context: Context, networkId: string): Promise<void> {
  await indexOf(context, networkId).catchUp().catch(withoutTree);
}

/** Looks again at who may have changed without an event, where that is due: see `LiveIndex`. */
export async function patrolIndex(context: Context, networkId: string): Promise<void> {
  const index = indexOf(context, networkId);
  if (!index.isPatrolDue()) return;
  const mended = await index.patrol().catch(withoutTree);
  if (mended) context.log.warn({ networkId, count: mended }, 'the index differed from the database without an event');
}

function withoutTree(error: unknown): undefined {
  if (error instanceof Problem && error.code === 'organisation.tree_missing') return undefined;
  throw error;
}
