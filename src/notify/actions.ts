import { peopleWithRole } from '../identity/actions/grants.ts';
import { namesOf } from '../identity/actions.ts';
import { besideConflict } from '../orders/actions/conflict.ts';
import { idCursor } from '../orders/actions/list.ts';
import { type Parties, partiesOf, pseudonymsOf } from '../orders/actions/parties.ts';
import { readOrder } from '../orders/actions/view.ts';
import { isEnd } from '../orders/schema/states.ts';
import { loadTree } from '../organisation/actions.ts';
import { centreOf, levelUp } from '../organisation/rules/tree.ts';
import type { Context } from '../platform/context.ts';
import type { Connection } from '../platform/database.ts';
import { recordEvents, type StoredEvent } from '../platform/events.ts';
import { forgetting } from '../platform/forgetting.ts';
import { type Attempt, claimAttempt } from '../platform/idempotency.ts';
import { type Actor, jobActor } from '../shared/actor.ts';
import { newId } from '../shared/ids.ts';
import { PAGE_LIMIT } from '../shared/page.ts';
import { breachTellings, concernedToldAt } from '../vault/actions/breaches.ts';
import { teamMessages, toldBy } from '../volunteers/actions/messages.ts';
import { leadersOf } from '../volunteers/actions.ts';
import { type Audience, namedBy, offeredBy, releasedBy, tellingsOf, toldToResidents } from './rules.ts';
import type { Alerted, NotificationKind, NotificationPage } from './schema.ts';
import {
  countUnread,
  forgetNotifications,
  insertNotifications,
  listAlerted,
  listNotifications,
  markRead,
  type NewNotification,
  readdress,
} from './store.ts';

/** Told also to who asked for it themselves: whoever holds the old phone may be somebody else by now. */
const MOVE_ASKED = 'identity.phone_move_asked';

/** What others did to how somebody logs in: the owner is told, urgently. */
const OF_ACCOUNTS: Record<string, NotificationKind> = {
  'identity.phone_corrected': 'phone_corrected',
  'identity.phone_move_asked': 'phone_moving',
  'identity.phone_move_failed': 'phone_not_moved',
  'identity.second_factor_reset': 'authenticators_taken',
  'identity.staff_created': 'account_made',
};

/** A team was told something. */
const TEAM_TOLD = 'volunteers.team_told';

/** More orders of a centre are likely to stay empty. */
const GAP_GREW = 'dispatch.gap_grew';

/** Audiences that a complaint is not kept from. */
const RESIDENTS: ReadonlySet<Audience> = new Set<Audience>(['requester', 'followers']);

/** An order was found to be a petition: what its residents were told is addressed to it from now on. */
const SEALED = 'orders.sealed';

/** Turns what happened to orders and accounts into messages for those it concerns. Each event tells each person a thing once. */
export async function tellOf(context: Context, connection: Connection, events: readonly StoredEvent[]): Promise<void> {
  for (const { kind, subjectId } of events)
    if (kind === SEALED) await readdress(connection, subjectId, toldToResidents);
  const telling = events.filter((event) => tellingsOf(event).length > 0);
  const ofPeople = events.filter(
    (event) =>
      event.kind in OF_ACCOUNTS &&
      (event.actorId !== event.subjectId || event.kind === MOVE_ASKED) &&
      // Accounts made where a city is set up come with their owners.
      !(event.kind === 'identity.staff_created' && event.actorKind === 'job'),
  );
  const ofTeams = events.filter((event) => event.kind === TEAM_TOLD);
  const ofBreaches = events.filter((event) => event.kind in breachTellings);
  const ofGaps = events.filter((event) => event.kind === GAP_GREW);
  if (telling.length + ofPeople.length + ofTeams.length + ofBreaches.length + ofGaps.length === 0) return;
  const parties = await partiesOf(
    connection,
    telling.map((event) => event.subjectId),
  );
  const at = context.clock.now();
  const messages: NewNotification[] = ofPeople.flatMap((event) => {
    const kind = OF_ACCOUNTS[event.kind];
    const told = { id: newId(at), personId: event.subjectId, orderId: null, urgent: true, eventId: event.id, at };
    return kind ? [{ ...told, kind }] : [];
  });
  for (const event of ofTeams) messages.push(...(await toTeam(connection, event, at)));
  for (const event of ofGaps)
    for (const personId of await staffFrom(context, connection, event.subjectId, false))
      messages.push({ id: newId(at), personId, kind: 'gap_grew', orderId: null, urgent: true, eventId: event.id, at });
  const ofPetitions = new Set<string>();
  for (const event of ofBreaches) {
    const which = breachTellings[event.kind as keyof typeof breachTellings];
    for (const { personId, is } of await concernedToldAt(connection, event.subjectId, { which, at: event.at })) {
      if (is === 'petition') ofPetitions.add(personId);
      const orderId = is === 'petition' ? personId : null;
      messages.push({ id: newId(at), personId, kind: 'breach_told', orderId, urgent: true, eventId: event.id, at });
    }
  }
  for (const event of telling) {
    const order = parties.get(event.subjectId);
    // What was imported happened long ago: nobody is told.
    const imported = event.kind === 'orders.submitted' || event.body['action'] === 'import';
    if (!order || (order.historical && imported)) continue;
    for (const { audience, kind, urgent } of tellingsOf(event)) {
      const people = await peopleOf(context, connection, audience, order, event);
      const typed = audience === 'requester' ? typistsOf(order, kind) : [];
      const staff = RESIDENTS.has(audience) ? typed : people;
      const beside = await besideConflict(context, connection, order, staff);
      for (const personId of RESIDENTS.has(audience) ? [...people, ...beside] : beside) {
        // Nobody is told what they did themselves.
        if (personId === event.actorId) continue;
        messages.push({
          id: newId(at),
          personId,
          kind,
          orderId: order.orderId,
          urgent: urgent === true,
          eventId: event.id,
          at,
        });
      }
    }
  }
  if (messages.length === 0) return;
  const written = await insertNotifications(connection, messages);
  // Who is told of a petition is in the history by the petition alone.
  const pseudonyms = new Set([
    ...ofPetitions,
    ...[...parties.values()].filter((each) => each.confidential).flatMap((each) => [each.orderId, ...each.followers]),
  ]);
  await recordEvents(
    connection,
    jobActor(connection.networkId, 'notify.inbox'),
    at,
    written.map(({ id, personId }) => ({
      kind: 'notify.delivered',
      subjectKind: pseudonyms.has(personId) ? 'order' : 'person',
      subjectId: personId,
      body: { notificationId: id },
    })),
  );
}

async function toTeam(connection: Connection, event: StoredEvent, at: Date): Promise<NewNotification[]> {
  const messageId = String(event.body['messageId']);
  const people = await toldBy(connection, event.subjectId, event.actorId);
  return people.map((personId) => ({
    id: newId(at),
    personId,
    kind: 'team_message',
    orderId: null,
    messageId,
    urgent: false,
    eventId: event.id,
    at,
  }));
}

async function peopleOf(
  context: Context,
  connection: Connection,
  audience: Audience,
  order: Parties,
  event: StoredEvent,
): Promise<string[]> {
  switch (audience) {
    case 'requester':
      return requestersOf(order);
    case 'followers':
      return order.followers;
    case 'offered':
      return order.offered;
    case 'newly_offered':
      // Whoever took it by themselves from the list knows.
      return offeredBy(event).filter((personId) => !order.serving.includes(personId));
    case 'team_leaders':
      return (await Promise.all(order.offeredTeams.map((teamId) => leadersOf(connection, teamId)))).flat();
    case 'serving':
      return order.serving;
    case 'named':
      return namedBy(event);
    case 'released':
      return releasedBy(event);
    case 'absent':
      return [String(event.body['personId'])];
    case 'centre_staff':
      return staffFrom(context, connection, await centreAbove(context, connection, order), order.confidential);
    case 'owner_staff':
      return staffFrom(context, connection, order.unitId, order.confidential);
    case 'department':
      return order.departmentId && order.confidential
        ? peopleWithRole(connection, order.departmentId, ['department_officer'])
        : [];
    case 'supervisor_staff':
      return order.supervisedBy
        ? staffFrom(context, connection, order.supervisedBy, order.confidential)
        : aboveOwner(context, connection, order);
    default:
      return audience satisfies never;
  }
}

/** Those who asked. A petition is told itself: whoever it stands for finds it in their inbox, and nobody else can tell. */
function requestersOf(order: Parties): string[] {
  if (!order.confidential) return [...new Set([order.requesterId, ...(order.placedBy ? [order.placedBy] : [])])];
  return order.requesterDigest || order.placerDigest ? [order.requesterId] : [];
}

/**
 * Staff who typed a petition in hear how far it is while it goes on, as they may see it; who opened whose identity is the
 * petitioner's alone.
 */
function typistsOf({ confidential, placedBy, status }: Parties, kind: NotificationKind): string[] {
  return confidential && placedBy !== null && !isEnd(status) && kind !== 'identity_opened' ? [placedBy] : [];
}

async function centreAbove(context: Context, connection: Connection, order: Parties): Promise<string> {
  return centreOf(await loadTree(context, connection.networkId), order.unitId);
}

async function aboveOwner(context: Context, connection: Connection, order: Parties): Promise<string[]> {
  const up = levelUp(await loadTree(context, connection.networkId), order.unitId);
  return up === null ? [] : staffFrom(context, connection, up, order.confidential);
}

/** Those who must act at a unit; where nobody holds the role, at the next unit above, so that somebody always hears. */
async function staffFrom(
  context: Context,
  connection: Connection,
  unitId: string,
  confidential: boolean,
): Promise<string[]> {
  const tree = await loadTree(context, connection.networkId);
  const roles = confidential ? (['petition_clerk'] as const) : (['dispatcher', 'department_officer'] as const);
  for (let at: string | null = unitId; at !== null; at = levelUp(tree, at)) {
    const people = await peopleWithRole(connection, at, roles);
    if (people.length > 0) return people;
  }
  return [];
}

/** One page of the caller's messages, newest first, and how many of all are not read. Problem `orders.cursor_unknown` (400). */
export async function myNotifications(
  context: Context,
  actor: Actor,
  page: { cursor?: string | undefined; limit?: number | undefined },
): Promise<NotificationPage> {
  const limit = page.limit ?? PAGE_LIMIT;
  const before = idCursor(page.cursor) ?? null;
  return context.database.transaction(actor.networkId, async (connection) => {
    const addressees = await addresseesOf(context, connection, actor.id);
    const rows = await listNotifications(connection, addressees, before, limit + 1);
    const told = await teamMessages(
      connection,
      rows.flatMap(({ messageId }) => messageId ?? []),
    );
    const items = rows.slice(0, limit).map(({ messageId, ...row }) => ({
      ...row,
      message: told.get(messageId ?? '') ?? null,
      at: row.at.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    }));
    return {
      items,
      nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
      unread: await countUnread(connection, addressees),
    };
  });
}

/** At most so many of those who were alerted are named. */
const MOST_ALERTED = 50;

/** Who was alerted to an emergency. `platform.not_found` for who may not know of the order. */
export async function alertedTo(context: Context, actor: Actor, orderId: string): Promise<Alerted> {
  const order = await readOrder(context, actor, orderId);
  if (order.confidential) return { items: [] };
  return context.database.transaction(actor.networkId, async (connection) => {
    const rows = await listAlerted(connection, orderId, MOST_ALERTED);
    const names = await namesOf(
      connection,
      rows.map((row) => row.personId),
    );
    return {
      items: rows.map(({ personId, at }) => ({ name: names.get(personId)?.name ?? null, at: at.toISOString() })),
    };
  });
}

/** Marks everything up to and with one message as read. */
export async function readNotifications(
  context: Context,
  actor: Actor,
  upTo: string,
  attempt?: Attempt,
): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: null, at })) return;
    await markRead(connection, await addresseesOf(context, connection, actor.id), at, upTo);
  });
}

/** How many messages wait for a person: shown beside their name. */
export async function unreadOf(context: Context, connection: Connection, personId: string): Promise<number> {
  return countUnread(connection, await addresseesOf(context, connection, personId));
}

/** Under which ids messages to a person stand: their own, and those of their petitions. */
async function addresseesOf(context: Context, connection: Connection, personId: string): Promise<string[]> {
  return [personId, ...(await pseudonymsOf(context, connection, personId))];
}

/** What nobody has read in a year, nobody will; and what was read is in the order that it told of. */
const KEPT_DAYS = 365;

/** Forgets messages that are older than a year. True when there may be more at once. */
export const forgetOldNotifications = forgetting(KEPT_DAYS, 5_000, forgetNotifications);
