import type { Connection, Statement } from '../../platform/database.ts';

/** Why somebody was asked, as it was kept when they were. */
export interface KeptWhy {
  askedAt: Date;
  asked: number;
  distanceMetres: number | null;
  terms: { name: string; points: number }[];
  score: number;
}

const WHY: Statement = {
  name: 'dispatch.why.asked',
  text: `select a.at as "askedAt", a.distance_metres as "distanceMetres", a.terms, a.score,
      (select count(*)::int from order_offer f where f.network_id = $1 and f.order_id = $2 and f.round = a.round
        and f.person_id is not null) as asked
    from asking a join orders o on o.network_id = $1 and o.id = a.order_id and not o.confidential
    where a.network_id = $1 and a.order_id = $2 and a.person_id = $3 and a.wave is not null
    order by a.round desc limit 1`,
};

/** Why a person was last asked about an order in a wave; undefined when they were not. */
export async function findWhyAsked(
  connection: Connection,
  orderId: string,
  personId: string,
): Promise<KeptWhy | undefined> {
  return (await connection.query<KeptWhy & Record<string, unknown>>(WHY, [connection.networkId, orderId, personId]))[0];
}

/** An order that somebody could perhaps have served, or could. */
export interface NearbyOrder {
  orderId: string;
  kind: string | null;
  urgency: string | null;
  placeUnitId: string;
  homeVisit: boolean;
  twoPersonRule: boolean;
  skills: string[];
  earliestAt: Date | null;
  latestAt: Date | null;
  places: number;
  assigned: number;
}

const NEARBY = `o.id as "orderId", o.kind, o.urgency, o.place_unit_id as "placeUnitId", o.home_visit as "homeVisit",
  o.two_person_rule as "twoPersonRule", o.skills, o.earliest_at as "earliestAt", o.latest_at as "latestAt", o.places,
  (select count(*)::int from assignment b where b.network_id = $1 and b.order_id = o.id
    and b.status in ('accepted', 'in_service', 'served')) as assigned`;
/** Not their own, and not one in which they have or had a part. */
const NOT_OWN = `o.requester_id <> $3 and o.placed_by is distinct from $3
  and not exists (select 1 from assignment b where b.network_id = $1 and b.order_id = o.id and b.person_id = $3)`;

const OPEN: Statement = {
  name: 'dispatch.why.open',
  text: `select ${NEARBY} from order_listing l join wave_plan w on w.network_id = $1 and w.order_id = l.order_id
      and w.next_at is not null
    join orders o on o.network_id = $1 and o.id = l.order_id
    where l.network_id = $1 and l.ancestor_id = $2 and not l.confidential and l.status = 'dispatched' and ${NOT_OWN}
      and not exists (select 1 from order_offer f where f.network_id = $1 and f.order_id = o.id and f.person_id = $3
        and f.status in ('open', 'declined'))
    order by o.earliest_at nulls last, o.id limit $4`,
};

/**
 * Orders below a unit whose waves go on and which were not offered to this person, by the time for which they are wished;
 * at most `limit`.
 */
export function listOpen(
  connection: Connection,
  unitId: string,
  personId: string,
  limit: number,
): Promise<NearbyOrder[]> {
  return connection.query<NearbyOrder & Record<string, unknown>>(OPEN, [connection.networkId, unitId, personId, limit]);
}

/** An order that others took, with what is known of why. */
export interface TakenNearby extends NearbyOrder {
  takenAt: Date;
  teamId: string | null;
  inWaves: boolean;
  offered: boolean;
  asked: number;
  considered: 'spent' | 'further' | null;
  terms: { name: string; points: number }[] | null;
  askedMeans: Record<string, number> | null;
}

const TAKEN: Statement = {
  name: 'dispatch.why.taken',
  text: `select ${NEARBY}, t.at as "takenAt", o.team_id as "teamId", c.why_not as considered, c.terms,
      exists (select 1 from wave_plan w where w.network_id = $1 and w.order_id = o.id) as "inWaves",
      exists (select 1 from order_offer f where f.network_id = $1 and f.order_id = o.id and f.person_id = $3) as offered,
      (select count(*)::int from order_offer f where f.network_id = $1 and f.order_id = o.id and f.person_id is not null
        and f.round = o.round) as asked,
      (select jsonb_object_agg(m.name, m.points) from (
        select p.name, avg(p.points) as points from asking x, jsonb_to_recordset(x.terms) as p(name text, points int)
        where x.network_id = $1 and x.order_id = o.id and x.round = c.round and x.wave is not null group by p.name) as m)
        as "askedMeans"
    from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
    join lateral (select max(b.accepted_at) as at from assignment b where b.network_id = $1 and b.order_id = o.id
      and b.status in ('accepted', 'in_service', 'served')) as t on t.at is not null
    left join lateral (select k.round, k.why_not, k.terms from asking k where k.network_id = $1 and k.order_id = o.id
      and k.person_id = $3 and k.wave is null order by k.round desc limit 1) as c on true
    where l.network_id = $1 and l.ancestor_id = $2 and not l.confidential and l.order_id > $5::uuid
      and l.status in ('accepted', 'in_service', 'served', 'closed') and o.nature = 'public_service' and ${NOT_OWN}
      and not exists (select 1 from order_offer f where f.network_id = $1 and f.order_id = o.id and f.person_id = $3
        and f.status = 'declined')
    order by l.order_id desc limit $4`,
};

/**
 * Orders below a unit that others took, submitted after the id `since`, newest first, at most `limit`; none that this person
 * asked for, had a part in or declined.
 */
export function listTaken(
  connection: Connection,
  unitId: string,
  personId: string,
  { since, limit }: { since: string; limit: number },
): Promise<TakenNearby[]> {
  return connection.query<TakenNearby & Record<string, unknown>>(TAKEN, [
    connection.networkId,
    unitId,
    personId,
    limit,
    since,
  ]);
}
