/*
 * A network as files: `manifest.json`, and for each table `TABLE.jsonl.gz`, one row a line as JSON, in the order of its
 * key. The same rows give the same lines from every supported PostgreSQL, so that the hashes of two exports tell whether
 * they are equal.
 */

/**
 * Bump when the files change their meaning. 2 held the rows of `REDRAWN` too; 1 beside them those of `DERIVED`, and the place of
 * their follower.
 */
export const FORMAT_VERSION = 3;
/** The formats that can be read. */
export const READABLE: ReadonlySet<number> = new Set([1, 2, FORMAT_VERSION]);

/** What an export says of itself. */
export interface Manifest {
  format: 'linli network';
  version: number;
  /** The row of the network; null in an export of the keys of its petitions. */
  network: Record<string, unknown> | null;
  networkId: string;
  exportedAt: string;
  /** Names and hashes of the migrations that the database had had. */
  schema: string[];
  tables: { name: string; rows: number; sha256: string }[];
  /** How many events each follower of the history had read. */
  followers: Record<string, number>;
  /** The last number drawn for an order. */
  orderNumber: number | null;
}

export const MANIFEST = 'manifest.json';
export const fileOf = (table: string) => `${table}.jsonl.gz`;

/**
 * The log of the place where it was: it seals positions in that database's history, which are drawn anew elsewhere. It
 * goes along in the files, to be verified there; the new place begins a log of its own over all events.
 */
export const LEFT_BEHIND: ReadonlySet<string> = new Set([
  'audit_leaf',
  'audit_node',
  'audit_checkpoint',
  'audit_head',
  'audit_entry',
]);
/** Reads on from the beginning in the new place. */
export const FOLLOWER_LEFT_BEHIND = 'audit.sequencer';
/** What a follower makes of other rows, by its name: left out, and made anew in the new place from the beginning. */
export const DERIVED: Readonly<Record<string, string>> = { 'orders.search': 'order_token' };
/**
 * What is drawn from other rows, by its table: left out, and drawn anew in one statement once those are in. Orders below
 * their owner, what stands above it, and the department that has them, as whoever writes their state lists them.
 */
export const REDRAWN: Readonly<Record<string, string>> = {
  order_listing: `insert into order_listing
      (network_id, order_id, ancestor_id, confidential, status, due_at, escalated, place_unit_id)
    select o.network_id, o.id, a.ancestor_id, o.confidential, o.status, o.due_at, o.escalations > 0, o.place_unit_id
    from orders o cross join lateral (
      select u.ancestor_id from org_unit_ancestor u where u.network_id = o.network_id and u.unit_id = o.unit_id
      union select o.department_id where o.department_id is not null) as a
    where o.network_id = current_setting('linli.network_id')::uuid`,
};
/** Written by hand from the manifest: their places are those of the new history. */
export const FOLLOWERS = 'event_follower';
export const EVENTS = 'event';
/** Columns of events that the database draws. */
export const DRAWN: readonly string[] = ['transaction', 'position'];
