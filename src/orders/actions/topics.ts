import type { Context } from '../../platform/context.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { forbidden, notFound } from '../../shared/problem.ts';
import { maskedBeginning } from '../../triage/rules/masking.ts';
import { growthOf } from '../../triage/rules/topics/growth.ts';
import { fittedThreshold } from '../../triage/rules/topics/threshold.ts';
import {
  type Topic,
  type TopicMessage,
  type TopicVerdict,
  titleOf,
  topicsOf,
} from '../../triage/rules/topics/topics.ts';
import { openKeys } from '../../vault/actions/petition-keys.ts';
import { petitionTopics } from '../rules/petition-topics.ts';
import type { TopicList, TopicQuery, TopicVerdictInput } from '../schema/alike.ts';
import { type RecentOrder, readNewest, readSome, readTakenApart } from '../store/recent.ts';
import { readMaskedPetitions, readVerdicts, sayVerdict } from '../store/topics.ts';
import { caseOf } from './alike.ts';
import { tiesOf } from './conflict.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { firstIdAt } from './list.ts';
import { readWord } from './opening.ts';

const DAY = 86_400_000;
/** How far back is read where nobody says. */
const READ_DAYS = 90;
/** The newest so many of the network are read, so that the server is not held up. */
const READ_MOST = 3_000;
const PETITIONS_MOST = 1_000;
const KEPT_MILLISECONDS = 120_000;
/** One message alone is a topic when so many said the same by a tap. */
const LIKED = 5;
const SHOWN_MOST = 50;
const CASES_MOST = 20;

/**
 * Topics of a unit's subtree, the hottest first, by messages or by likes: of dispatchers and administrators those of open
 * orders, with their cases and never an author; of petition clerks those of petitions, by masked words, from five households on,
 * without a case. What was merged teaches that it is one, what was taken apart that it is not. Problems:
 * `platform.not_found`, `platform.forbidden`.
 */
export async function readTopics(context: Context, actor: Actor, query: TopicQuery): Promise<TopicList> {
  const { unit: unitId, days = READ_DAYS } = query;
  const ground = await loadGround(context, actor.networkId);
  if (!ground.tree.units.has(unitId)) throw notFound();
  const path = standingOf(ground, unitId).unitPath;
  const open = holdsRole(actor, ['dispatcher', 'administrator'], path);
  const clerk = holdsRole(actor, ['petition_clerk'], path);
  if (!open && !clerk) throw forbidden();
  const kept = open
    ? await context.memo.get(`${keyOf(actor.networkId)}:${unitId}:${days}`, KEPT_MILLISECONDS, () =>
        topicsBelow(context, ground, { networkId: actor.networkId, unitId, days }),
      )
    : { at: context.clock.now().toISOString(), read: 0, items: [] };
  const petitions = clerk ? await petitionsBelow(context, ground, actor, { unitId, days }) : [];
  const found = (topic: string) => !query.text || topic.toLowerCase().includes(query.text.toLowerCase());
  const items = kept.items.filter((each) => found(each.topic) || each.cases.some((one) => found(one.text)));
  return {
    ...kept,
    unitId,
    days,
    items: sorted(items, query.by).slice(0, SHOWN_MOST),
    petitions: petitions.filter((each) => found(each.topic)),
  };
}

const keyOf = (networkId: string): string => `orders.topics:${networkId}`;

type Items = TopicList['items'];

function sorted(items: Items, by: TopicQuery['by']): Items {
  if (!by) return items;
  return [...items].sort((a, b) => b[by] - a[by]);
}

interface Asked {
  networkId: string;
  unitId: string;
  days: number;
}

async function topicsBelow(
  context: Context,
  ground: Ground,
  { networkId, unitId, days }: Asked,
): Promise<Pick<TopicList, 'at' | 'read' | 'items'>> {
  const now = context.clock.now();
  const after = firstIdAt(new Date(now.getTime() - days * DAY));
  const { rows, apart, said } = await context.database.transaction(networkId, async (connection) => {
    const read = await readNewest(connection, after, READ_MOST);
    const below = read.filter(
      (row) => row.nature !== 'emergency' && standingOf(ground, row.placeUnitId).unitPath.includes(unitId),
    );
    const ids = below.map((row) => row.id);
    return { rows: below, apart: await readTakenApart(connection, ids), said: await readVerdicts(connection, ids) };
  });
  const verdicts = lastWords([
    ...rows.flatMap(({ id, mergedInto }) => (mergedInto ? [{ one: id, other: mergedInto, same: true }] : [])),
    ...apart.map((pair) => ({ ...pair, same: false })),
    ...said,
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const messages = rows.map(messageOf);
  const items = topicsOf(messages, fittedThreshold(messages, verdicts), verdicts)
    .filter((topic) => topic.messages > 1 || topic.likes >= LIKED)
    .slice(0, SHOWN_MOST * 4)
    .map((topic) =>
      toShown(
        topic,
        topic.ids.flatMap((id) => byId.get(id) ?? []),
        now,
      ),
    );
  return { at: now.toISOString(), read: rows.length, items };
}

/** Of what was said of a pair the last counts: what was said of topics before what was done to orders. */
function lastWords(verdicts: readonly TopicVerdict[]): TopicVerdict[] {
  const key = ({ one, other }: TopicVerdict) => (one < other ? `${one} ${other}` : `${other} ${one}`);
  return [...new Map(verdicts.map((each) => [key(each), each])).values()];
}

function toShown(topic: Topic, of: readonly RecentOrder[], now: Date): Items[number] {
  const growth = growthOf(
    of.map((row) => row.submittedAt.getTime()),
    now.getTime(),
  );
  return {
    topic: maskedTitle(of.map(messageOf), topic.topic),
    messages: topic.messages,
    likes: topic.likes,
    ...growth,
    first: new Date(topic.first).toISOString(),
    last: new Date(topic.last).toISOString(),
    cases: of.slice().reverse().slice(0, CASES_MOST).map(caseOf),
  };
}

/** The title of a topic, masked before it is cut: it is the title, or the beginning, of one of its messages. */
function maskedTitle(messages: readonly TopicMessage[], topic: string): string {
  const speaking = messages.find((message) => titleOf(message) === topic);
  return maskedBeginning(speaking?.title || speaking?.text.trim() || topic, topic.length);
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

/** Topics of petitions for one clerk, without those that complain of them or theirs; never kept for another. */
async function petitionsBelow(
  context: Context,
  ground: Ground,
  actor: Actor,
  { unitId, days }: Omit<Asked, 'networkId'>,
): Promise<TopicList['petitions']> {
  const { networkId } = actor;
  const now = context.clock.now();
  const after = firstIdAt(new Date(now.getTime() - days * DAY));
  const rows = await context.database.transaction(networkId, async (connection) => {
    const notAbout = await tiesOf(ground, connection, actor, now);
    return readMaskedPetitions(connection, { unitId, after, limit: PETITIONS_MOST, notAbout });
  });
  const sealed = rows.filter((row) => row.masked.sealed).map((row) => row.id);
  const keys = await openKeys(context, networkId, sealed, 'content');
  const messages = rows.flatMap(({ id, kind, household, submittedAt, masked }) => {
    const text = readWord(networkId, masked, keys.get(id));
    return text === null ? [] : [{ id, kind, household, time: submittedAt.getTime(), text }];
  });
  return petitionTopics(messages, now.getTime()).map(({ first, last, ...topic }) => ({
    ...topic,
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
  }));
}

/**
 * Says that some orders and others are of one topic, of two, or takes back what was said. It binds them in every reading
 * from now on, and moves the network's threshold. Only who dispatches all of them: `platform.not_found` otherwise.
 */
export async function sayOfTopics(
  context: Context,
  actor: Actor,
  { one, other, verdict }: TopicVerdictInput,
  attempt?: Attempt,
): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const ids = [...new Set([...one, ...other])];
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 204, subjectId: null, at });
    const rows = await readSome(connection, ids);
    const mine = rows.filter((row) => holdsRole(actor, ['dispatcher'], standingOf(ground, row.unitId).unitPath));
    if (mine.length !== ids.length) throw notFound();
    if (first) return;
    const same = verdict === 'nothing' ? null : verdict === 'one_topic';
    await sayVerdict(connection, { one, other, same, at });
  });
  context.memo.forget(keyOf(actor.networkId));
}
