import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { loadTree, today } from '../actions.ts';
import { demandAdministrator } from '../rules/changes.ts';
import { isOpen, pathOf } from '../rules/tree.ts';
import type { HolderInput, NewPost, PostShape } from '../schema.ts';
import {
  endHoldings,
  endPostRow,
  insertHolding,
  insertPost,
  loadHoldersSince,
  loadPosts,
  loadUnitsHeldSince,
  lockPost,
} from '../store/posts.ts';

/** The posts of a unit with who fills them, for those whose roles reach it. Problem `platform.not_found`. */
export async function readPosts(context: Context, actor: Actor, unitId: string): Promise<PostShape[]> {
  const path = pathOf(await loadTree(context, actor.networkId), unitId);
  const reaches = actor.kind === 'job' || actor.grants.some((grant) => path.includes(grant.unitId));
  if (path.length === 0 || !reaches) throw notFound();
  return context.database.transaction(actor.networkId, (connection) => loadPosts(connection, unitId));
}

async function demandUnit(context: Context, actor: Actor, unitId: string): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const unit = tree.units.get(unitId);
  if (!unit) throw notFound();
  demandAdministrator(actor, pathOf(tree, unitId));
  if (!isOpen(unit, today(context)))
    throw new Problem(
      'organisation.unit_closed',
      409,
      'This unit does not work any more; its posts stay as they were.',
    );
}

/** Sets up a post. Needs an administrator of the unit. Problem `organisation.unit_closed` (409). */
export async function openPost(
  context: Context,
  actor: Actor,
  unitId: string,
  input: NewPost,
  attempt?: Attempt,
): Promise<PostShape> {
  await demandUnit(context, actor, unitId);
  const at = context.clock.now();
  const id = newId(at);
  return context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at });
    if (!first) {
      await insertPost(connection, { id, unitId, established: false, ...input });
      const event = { kind: 'organisation.post_opened', subjectKind: 'post', subjectId: id, unitId };
      await recordEvents(connection, actor, at, [event]);
    }
    const posts = await loadPosts(connection, unitId);
    return postOf(posts, first?.subjectId ?? id);
  });
}

/**
 * Gives a post to somebody from a date on, or to nobody; whoever filled it before is on record until then. Needs an
 * administrator of the unit. `organisation.post_holder_changed` names both, so that what the one before had open can be
 * handed over. Problems `organisation.post_unknown` (404), `post_ended` (409), `person_unknown` (422), `unit_closed`.
 */
export async function fillPost(
  context: Context,
  actor: Actor,
  post: { unitId: string; postId: string },
  input: HolderInput,
  attempt?: Attempt,
): Promise<PostShape> {
  await demandUnit(context, actor, post.unitId);
  const at = context.clock.now();
  const since = input.since ?? today(context);
  return context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: post.postId, at });
    if (!first) {
      const locked = await lockPost(connection, post.unitId, post.postId);
      if (!locked) throw postUnknown();
      if (locked.endedOn !== null && input.personId !== null)
        throw new Problem('organisation.post_ended', 409, 'This post was ended. Set up a new one.');
      const before = await endHoldings(connection, post.postId, { until: since, enteredOn: today(context) });
      if (input.personId !== null && !(await insertHolding(connection, post.postId, input.personId, since)))
        throw new Problem(
          'organisation.person_unknown',
          422,
          'There is no such person. Enter them among the people first.',
          {
            field: '/personId',
          },
        );
      await recordEvents(connection, actor, at, [holderEvent(post, input.personId, before, since)]);
    }
    return postOf(await loadPosts(connection, post.unitId), post.postId);
  });
}

function holderEvent(
  post: { unitId: string; postId: string },
  personId: string | null,
  before: string[],
  since: string,
) {
  const body = { personId, before, since };
  return {
    kind: 'organisation.post_holder_changed',
    subjectKind: 'post',
    subjectId: post.postId,
    unitId: post.unitId,
    body,
  };
}

/** Ends a post and whoever fills it, today. Needs an administrator of the unit. Problems as `fillPost`. */
export async function endPost(
  context: Context,
  actor: Actor,
  post: { unitId: string; postId: string },
  attempt?: Attempt,
): Promise<void> {
  await demandUnit(context, actor, post.unitId);
  const at = context.clock.now();
  const date = today(context);
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: post.postId, at })) return;
    const locked = await lockPost(connection, post.unitId, post.postId);
    if (!locked) throw postUnknown();
    if (locked.endedOn !== null) return;
    const before = await endHoldings(connection, post.postId, { until: date, enteredOn: date });
    await endPostRow(connection, post.postId, date);
    await recordEvents(connection, actor, at, [holderEvent(post, null, before, date)]);
  });
}

function postUnknown(): Problem {
  return new Problem('organisation.post_unknown', 404, 'This unit has no such post.');
}

function postOf(posts: readonly PostShape[], id: string): PostShape {
  const found = posts.find((post) => post.id === id);
  if (!found) throw postUnknown();
  return found;
}

/** Ids of people who held a post of these units on a local date or later; an end counts from the day it was entered. */
export function holdersSince(connection: Connection, unitIds: readonly string[], since: string): Promise<string[]> {
  return loadHoldersSince(connection, unitIds, since);
}

/** Units of which somebody held a post on a local date or later; an end counts from the day it was entered. */
export function unitsHeldSince(connection: Connection, personId: string, since: string): Promise<string[]> {
  return loadUnitsHeldSince(connection, personId, since);
}
