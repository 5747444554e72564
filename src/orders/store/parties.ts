import type { Connection, Statement } from '../../platform/database.ts';
import type { OrderRow } from '../rules/state.ts';
import type { Status } from '../schema/states.ts';

/** Whom an order concerns: for telling them, never for showing them to each other. */
export interface Parties {
  orderId: string;
  /** Of a confidential order its own id. */
  requesterId: string;
  placedBy: string | null;
  /** Keyed digests of those who asked in confidence. */
  requesterDigest: string | null;
  placerDigest: string | null;
  complainedUnits: string[] | null;
  complainedPeople: string[] | null;
  status: Status;
  outcome: OrderRow['outcome'];
  unitId: string;
  supervisedBy: string | null;
  teamId: string | null;
  departmentId: string | null;
  confidential: boolean;
  kind: string | null;
  number: string;
  historical: boolean;
  /** People with an open offer by name. */
  offered: string[];
  /** Teams with an open offer. */
  offeredTeams: string[];
  /** People who have accepted or are at work. */
  serving: string[];
  /** Those whose order was merged into this one. */
  followers: string[];
}

const PARTIES: Statement = {
  name: 'orders.parties',
  text: `select o.id as "orderId", o.requester_id as "requesterId", o.placed_by as "placedBy",
      o.requester_digest as "requesterDigest", o.placer_digest as "placerDigest",
      o.complained_units as "complainedUnits", o.complained_people as "complainedPeople", o.unit_id as "unitId",
      o.status, o.outcome, o.supervised_by as "supervisedBy", o.team_id as "teamId", o.department_id as "departmentId",
      o.confidential, o.kind, o.number, o.historical,
      array(select f.person_id from order_offer f where f.network_id = $1 and f.order_id = o.id and f.status = 'open'
        and f.person_id is not null) as offered,
      array(select f.team_id from order_offer f where f.network_id = $1 and f.order_id = o.id and f.status = 'open'
        and f.team_id is not null) as "offeredTeams",
      array(select a.person_id from assignment a where a.network_id = $1 and a.order_id = o.id
        and a.status in ('accepted', 'in_service')) as serving,
      array(select m.requester_id from orders m where m.network_id = $1 and m.merged_into = o.id) as followers
    from orders o where o.network_id = $1 and o.id = any($2::uuid[])`,
};

/** The parties of some orders, in no order; unknown ids are left out. */
export function loadParties(connection: Connection, orderIds: readonly string[]): Promise<Parties[]> {
  return connection.query<Parties & Record<string, unknown>>(PARTIES, [connection.networkId, orderIds]);
}
