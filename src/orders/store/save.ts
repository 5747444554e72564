import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import { type Attempt, claimInsert, claimPasses } from '../../platform/idempotency.ts';
import type { Petition } from '../rules/petition.ts';
import type { Assignment, Offer, OrderRow } from '../rules/state.ts';
import { ROW_COLUMNS, ROW_RECORD, ROW_UPDATES, ROW_VALUES } from './columns.ts';
import { PETITION_UPSERT } from './petition-columns.ts';
import type { SealRow } from './sealing.ts';

/** The words of an order as its row of `order_text` holds them: plain, or sealed and nothing else. */
export interface TextToSave {
  orderId: string;
  words: string | null;
  place: string | null;
  wish: string | null;
  contactName: string | null;
  contactPhone: string | null;
  sealed: Buffer | null;
}

/** Something said along the way, plain or sealed. */
export interface WordToSave {
  id: string;
  orderId: string;
  personId: string | null;
  kind: string;
  words: string | null;
  sealed: Buffer | null;
  at: Date;
}

/** Everything one command writes. Lists may be empty; `orders` names each order once. */
export interface OrdersToSave {
  orders: OrderRow[];
  texts: TextToSave[];
  offers: (Offer & { orderId: string })[];
  assignments: (Assignment & { orderId: string })[];
  words: WordToSave[];
  reviews: { id: string; orderId: string; personId: string; stars: number; solved: boolean; at: Date }[];
  petitions: (Petition & { orderId: string })[];
  /** Who stands behind petitions. */
  seals: SealRow[];
  /** Photos of a sender, by keyed digest, that no order has yet. */
  photos: { orderId: string; ownerDigest: string; ids: string[] } | null;
  events: EventRow[];
}

/** The key that came with a write: claimed in the same statement. */
export interface Claim {
  attempt: Attempt | undefined;
  status: number;
  subjectId: string;
  at: Date;
}

/** How the write went. `repeated`: the key was claimed before, and nothing was written. */
export interface Saved {
  repeated: boolean;
  /** Orders written: fewer than asked for means that one was changed meanwhile. */
  orders: number;
  photos: number;
}

/** What a command may write beside its orders and events. */
type Part = 'texts' | 'offers' | 'assignments' | 'words' | 'reviews' | 'petitions' | 'seals' | 'photos';

const PARTS: Record<Part, string> = {
  texts: `insert into order_text (network_id, order_id, words, place, wish, contact_name, contact_phone, sealed)
    select $1::uuid, t."orderId", t."words", t."place", t."wish", t."contactName", t."contactPhone", t."sealed"
    from jsonb_to_recordset($3::jsonb -> 'texts') as t("orderId" uuid, "words" text, "place" text, "wish" text,
      "contactName" text, "contactPhone" text, "sealed" bytea) where exists (select 1 from go)
    on conflict (network_id, order_id) do update set words = excluded.words, place = excluded.place, wish = excluded.wish,
      contact_name = excluded.contact_name, contact_phone = excluded.contact_phone, sealed = excluded.sealed`,
  offers: `insert into order_offer (network_id, id, order_id, round, team_id, person_id, status, offered_at, answered_at)
    select $1::uuid, f."id", f."orderId", f."round", f."teamId", f."personId", f."status", f."offeredAt", f."answeredAt"
    from jsonb_to_recordset($3::jsonb -> 'offers') as f("id" uuid, "orderId" uuid, "round" smallint, "teamId" uuid,
      "personId" uuid, "status" text, "offeredAt" timestamptz, "answeredAt" timestamptz) where exists (select 1 from go)
    on conflict (network_id, id) do update set status = excluded.status, answered_at = excluded.answered_at`,
  assignments: `insert into assignment (network_id, id, order_id, round, person_id, team_id, status, accepted_at, started_at, finished_at)
    select $1::uuid, a."id", a."orderId", a."round", a."personId", a."teamId", a."status", a."acceptedAt", a."startedAt", a."finishedAt"
    from jsonb_to_recordset($3::jsonb -> 'assignments') as a("id" uuid, "orderId" uuid, "round" smallint, "personId" uuid,
      "teamId" uuid, "status" text, "acceptedAt" timestamptz, "startedAt" timestamptz, "finishedAt" timestamptz)
    where exists (select 1 from go)
    on conflict (network_id, id) do update
      set status = excluded.status, started_at = excluded.started_at, finished_at = excluded.finished_at`,
  words: `insert into order_word (network_id, id, order_id, person_id, kind, words, sealed, at)
    select $1::uuid, w."id", w."orderId", w."personId", w."kind", w."words", w."sealed", w."at"
    from jsonb_to_recordset($3::jsonb -> 'words') as w("id" uuid, "orderId" uuid, "personId" uuid, "kind" text, "words" text,
      "sealed" bytea, "at" timestamptz) where exists (select 1 from go)`,
  reviews: `insert into order_review (network_id, id, order_id, person_id, stars, solved, at)
    select $1::uuid, v."id", v."orderId", v."personId", v."stars", v."solved", v."at"
    from jsonb_to_recordset($3::jsonb -> 'reviews') as v("id" uuid, "orderId" uuid, "personId" uuid, "stars" smallint,
      "solved" boolean, "at" timestamptz) where exists (select 1 from go)`,
  petitions: PETITION_UPSERT,
  seals: `insert into order_seal (network_id, order_id, contact, identity, identity_version)
    select $1::uuid, s."orderId", s."contact", s."identity", s."identityVersion"
    from jsonb_to_recordset($3::jsonb -> 'seals') as s("orderId" uuid, "contact" bytea, "identity" bytea,
      "identityVersion" smallint) where exists (select 1 from go)
    on conflict (network_id, order_id) do update set contact = excluded.contact, identity = excluded.identity,
      identity_version = excluded.identity_version`,
  photos: `update order_photo p set order_id = ($3::jsonb -> 'photos' ->> 'orderId')::uuid, owner_digest = null
    where p.network_id = $1::uuid and p.id = any(array(select jsonb_array_elements_text($3::jsonb -> 'photos' -> 'ids')::uuid))
      and p.owner_digest = $3::jsonb -> 'photos' ->> 'ownerDigest' and p.order_id is null and exists (select 1 from go)
    returning 1`,
};

const CLAIM = 5;

/*
 * One statement for a command. The claim comes first; all else happens only when it passes. An order is inserted, or
 * updated when its version is the one before. The listing has a row for the owner and each unit above it: looked up order
 * by order (`offset 0`, an array of ids), since a join would read the ancestors, or the listing, of the whole network.
 * What a command does not write is not in its statement: each table costs its locks and checks even when nothing goes there.
 */
function saveStatement(parts: readonly Part[], news: 'only_new' | 'some_known'): Statement {
  const written = parts.map((part) => `${part} as (${PARTS[part]}),`).join('\n  ');
  const unlisted = `unlisted as (
    delete from order_listing l where l.network_id = $1::uuid and l.order_id = any(array(select id from saved where version > 1))
      and (select s.department_id is distinct from l.ancestor_id and not exists (
        select 1 from org_unit_ancestor a where a.network_id = $1::uuid and a.unit_id = s.unit_id and a.ancestor_id = l.ancestor_id)
      from saved s where s.id = l.order_id)),`;
  return {
    name: ['orders.save', news, ...parts].join('.'),
    text: `with claim as (${claimInsert(CLAIM)}),
  go as (select 1 where ${claimPasses(CLAIM)}),
  saved as (
    insert into orders (network_id, ${ROW_COLUMNS})
    select $1::uuid, ${ROW_VALUES}
    from jsonb_to_recordset($2::jsonb) as r(${ROW_RECORD}) where exists (select 1 from go)
    on conflict (network_id, id) do update set ${ROW_UPDATES} where orders.version = excluded.version - 1
    returning id, unit_id, department_id, place_unit_id, confidential, status, due_at, escalations > 0 as escalated, version),
  ${news === 'some_known' ? unlisted : ''}
  listed as (
    insert into order_listing as l (network_id, order_id, ancestor_id, confidential, status, due_at, escalated, place_unit_id)
    select $1::uuid, s.id, a.ancestor_id, s.confidential, s.status, s.due_at, s.escalated, s.place_unit_id
    from saved s cross join lateral (select a.ancestor_id from org_unit_ancestor a
      where a.network_id = $1::uuid and a.unit_id = s.unit_id
      ${news === 'some_known' ? 'union select s.department_id where s.department_id is not null' : ''} offset 0) as a
    on conflict (network_id, order_id, ancestor_id) do update set confidential = excluded.confidential,
      status = excluded.status, due_at = excluded.due_at, escalated = excluded.escalated
      where (l.confidential, l.status, l.due_at, l.escalated)
        is distinct from (excluded.confidential, excluded.status, excluded.due_at, excluded.escalated)),
  ${written}
  told as (${eventInsert(4, 'exists (select 1 from go)')})
  select exists (select 1 from go) as went, (select count(*)::int from saved) as orders,
    ${parts.includes('photos') ? '(select count(*)::int from photos)' : '0'} as photos${parts.length > 0 ? '' : ', $3::jsonb is null as nothing_beside'}`,
  };
}

/** Statements made so far: what a command writes is one of a few combinations. */
const statements = new Map<string, Statement>();

function statementFor(save: OrdersToSave): Statement {
  const parts = (Object.keys(PARTS) as Part[]).filter((part) =>
    part === 'photos' ? save.photos !== null : save[part].length > 0,
  );
  const news = save.orders.every((order) => order.version === 1) ? 'only_new' : 'some_known';
  const key = `${news} ${parts.join(' ')}`;
  const statement = statements.get(key) ?? saveStatement(parts, news);
  statements.set(key, statement);
  return statement;
}

/**
 * THE one writer of `status`: writes what a command decided, listing, history and idempotency key included, in one
 * statement. The caller compares `orders` and `photos` with what it asked for and throws, so that all is rolled back.
 */
export async function saveOrders(connection: Connection, save: OrdersToSave, claim: Claim): Promise<Saved> {
  const { orders, events } = save;
  const [row] = await connection.query<{ went: boolean } & Omit<Saved, 'repeated'> & Record<string, unknown>>(
    statementFor(save),
    [
      connection.networkId,
      JSON.stringify(orders.map(concealed)),
      besideOf(save),
      JSON.stringify(events),
      claim.attempt?.key ?? null,
      claim.attempt?.digest ?? null,
      claim.status,
      claim.subjectId,
      claim.at,
    ],
  );
  if (!row) throw new Error('The write of an order gave no answer.');
  return { repeated: !row.went, orders: row.orders, photos: row.photos };
}

/** Nobody who is hidden is written: a confidential order stands for its own people. */
function concealed(order: OrderRow): OrderRow {
  const requesterId = order.confidential ? order.id : order.requesterId;
  return { ...order, requesterId, placedBy: order.placerDigest === null ? order.placedBy : null };
}

/** What is written beside the orders, as JSON: bytes in the form in which PostgreSQL reads them from it. */
function besideOf({ texts, words, seals, orders: _orders, events: _events, ...rest }: OrdersToSave): string {
  return JSON.stringify({
    texts: texts.map((text) => ({ ...text, sealed: hexOf(text.sealed) })),
    words: words.map((word) => ({ ...word, sealed: hexOf(word.sealed) })),
    seals: seals.map((seal) => ({ ...seal, contact: hexOf(seal.contact), identity: hexOf(seal.identity) })),
    ...rest,
  });
}

function hexOf(bytes: Buffer | null): string | null {
  return bytes && `\\x${bytes.toString('hex')}`;
}

const DRAW: Statement = {
  name: 'orders.draw',
  text: `select nextval('order_number')::int as drawn from generate_series(1, $1)`,
};

/** Draws places in the one sequence of all orders that nobody else has, rising. */
export async function drawPlaces(connection: Connection, count: number): Promise<number[]> {
  return (await connection.query<{ drawn: number }>(DRAW, [count])).map((row) => row.drawn);
}
