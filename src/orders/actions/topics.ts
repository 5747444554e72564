import type { Context } from '../../platform/context.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { forbidden, notFound } from '../../shared/problem.ts';
import { maskedText, maskingOf } from '../../triage/rules/masking.ts';
import { growthOf } from '../../triage/rules/topics/growth.ts';
import { fittedThreshold } from '../../triage/rules/topics/threshold.ts';
import { type Topic, type TopicMessage, type TopicVerdict, topicsOf } from '../../triage/rules/topics/topics.ts';
import type { TopicList } from '../schema/alike.ts';
import { type RecentOrder, readNewest, readTakenApart } from '../store/recent.ts';
import { caseOf } from './alike.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { firstIdAt } from './list.ts';

const DAY = 86_400_000;
const READ_DAYS = 90;
/** The newest so many of the network are read, so that the server is not held up. */
const READ_MOST = 3_000;
const KEPT_MILLISECONDS = 120_000;
/** One message alone is a topic when so many said the same by a tap. */
const LIKED = 5;
const SHOWN_MOST = 50;
const CASES_MOST = 20;

/**
 * Topics of a unit's subtree over the last 90 days, the hottest first: cases, never authors, and no petition, whose words are
 * sealed. What was merged teaches that it is one, what was taken apart that it is not. Problems: `platform.not_found`,
 * `platform.forbidden`.
 */
export async function readTopics(context: Context, actor: Actor, unitId: string): Promise<TopicList> {
  const ground = await loadGround(context, actor.networkId);
  if (!ground.tree.units.has(unitId)) throw notFound();
  if (!holdsRole(actor, ['dispatcher', 'administrator'], standingOf(ground, unitId).unitPath)) throw forbidden();
  return context.memo.get(`orders.topics:${actor.networkId}:${unitId}`, KEPT_MILLISECONDS, () =>
    topicsBelow(context, ground, actor.networkId, unitId),
  );
}

async function topicsBelow(context: Context, ground: Ground, networkId: string, unitId: string): Promise<TopicList> {
  const now = context.clock.now();
  const after = firstIdAt(new Date(now.getTime() - READ_DAYS * DAY));
  const { rows, apart } = await context.database.transaction(networkId, async (connection) => {
    const read = await readNewest(connection, after, READ_MOST);
    const below = read.filter(
      (row) => row.nature !== 'emergency' && standingOf(ground, row.placeUnitId).unitPath.includes(unitId),
    );
    const ids = below.map((row) => row.id);
    return { rows: below, apart: await readTakenApart(connection, ids) };
  });
  const verdicts: TopicVerdict[] = [
    ...rows.flatMap(({ id, mergedInto }) => (mergedInto ? [{ one: id, other: mergedInto, same: true }] : [])),
    ...apart.map((pair) => ({ ...pair, same: false })),
  ];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const messages = rows.map(messageOf);
  const items = topicsOf(messages, fittedThreshold(messages, verdicts), verdicts)
    .filter((topic) => topic.messages > 1 || topic.likes >= LIKED)
    .slice(0, SHOWN_MOST)
    .map((topic) =>
      toShown(
        topic,
        topic.ids.flatMap((id) => byId.get(id) ?? []),
        now,
      ),
    );
  return { at: now.toISOString(), unitId, read: rows.length, items };
}

function toShown(topic: Topic, of: readonly RecentOrder[], now: Date): TopicList['items'][number] {
  const growth = growthOf(
    of.map((row) => row.submittedAt.getTime()),
    now.getTime(),
  );
  return {
    topic: maskedText(topic.topic, maskingOf(topic.topic)),
    messages: topic.messages,
    likes: topic.likes,
    ...growth,
    first: new Date(topic.first).toISOString(),
    last: new Date(topic.last).toISOString(),
    cases: of.slice().reverse().slice(0, CASES_MOST).map(caseOf),
  };
}

/** The first line is the title, as imported messages have one. */
function messageOf(row: RecentOrder): TopicMessage {
  const line = row.words.indexOf('\n');
  const title = line > 0 && line <= 60 ? row.words.slice(0, line) : '';
  const { id, kind, likes } = row;
  return {
    id,
    title,
    text: line > 0 && title ? row.words.slice(line + 1) : row.words,
    kind,
    time: row.submittedAt.getTime(),
    likes,
  };
}
