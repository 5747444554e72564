import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';

/** One version of a policy. */
export interface PolicyRow {
  name: string;
  version: number;
  body: unknown;
  effectiveAt: Date;
  /** When it was saved, if it takes effect later than that; null: at once. */
  scheduledAt: Date | null;
  actorId: string;
}
type Row = PolicyRow & Record<string, unknown>;

const COLUMNS = `name, version, body, effective_at as "effectiveAt", scheduled_at as "scheduledAt", actor_id as "actorId"`;

const IN_FORCE: Statement = {
  name: 'organisation.policies.in_force',
  text: `select distinct on (name) ${COLUMNS} from policy_version
    where network_id = $1 and (scheduled_at is null or effective_at <= $2) order by name, version desc`,
};

/** The version of every policy that is in force at an instant, by name: the newest whose time has come. */
export function loadPolicyRows(connection: Connection, at: Date): Promise<PolicyRow[]> {
  return connection.query<Row>(IN_FORCE, [connection.networkId, at]);
}

const STAMP: Statement = {
  name: 'organisation.policies.stamp',
  text: `select coalesce(string_agg(name || ' ' || version, ', ' order by name), '') as stamp from (
    select distinct on (name) name, version from policy_version
    where network_id = $1 and (scheduled_at is null or effective_at <= $2) order by name, version desc) p`,
};

/** What is the same as long as the same version of every policy is in force. */
export async function stampPolicies(connection: Connection, at: Date): Promise<string> {
  const [row] = await connection.query<{ stamp: string }>(STAMP, [connection.networkId, at]);
  return row?.stamp ?? '';
}

const LATEST: Statement = {
  name: 'organisation.policies.latest',
  text: `select distinct on (name) ${COLUMNS} from policy_version where network_id = $1 order by name, version desc`,
};

/** The newest version of every policy, by name, also where its time has not come. */
export function loadLatestPolicyRows(connection: Connection): Promise<PolicyRow[]> {
  return connection.query<Row>(LATEST, [connection.networkId]);
}

const VERSIONS: Statement = {
  name: 'organisation.policies.versions',
  text: `select ${COLUMNS} from policy_version where network_id = $1 and name = $2 order by version desc limit $3`,
};

/** The newest versions of a policy, newest first. */
export function loadPolicyVersions(connection: Connection, name: string, limit: number): Promise<PolicyRow[]> {
  return connection.query<Row>(VERSIONS, [connection.networkId, name, limit]);
}

const INSERT: Statement = {
  name: 'organisation.policies.insert',
  text: `with saved as (insert into policy_version (network_id, name, version, body, effective_at, actor_id, scheduled_at)
      select $1::uuid, $2::text, $3::int, $4::jsonb, $5::timestamptz, $6::text, $7::timestamptz
      where $3::int = 1 + coalesce((select max(version) from policy_version where network_id = $1 and name = $2::text), 0)
      on conflict do nothing returning 1),
    told as (${eventInsert(8, 'exists(select from saved)')} returning 1)
    select count(*)::int as saved from saved`,
};

/** Writes the next version of a policy. False when another one of that number was there first. */
export async function insertPolicy(
  connection: Connection,
  policy: PolicyRow,
  events: readonly EventRow[],
): Promise<boolean> {
  const [row] = await connection.query<{ saved: number }>(INSERT, [
    connection.networkId,
    policy.name,
    policy.version,
    JSON.stringify(policy.body),
    policy.effectiveAt,
    policy.actorId,
    policy.scheduledAt,
    JSON.stringify(events),
  ]);
  return row?.saved === 1;
}
