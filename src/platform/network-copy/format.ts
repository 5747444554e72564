/*
 * A network as files: `manifest.json`, and for each table `TABLE.jsonl.gz`, one row a line as JSON, in the order of its
 * key. The same rows give the same lines from every supported PostgreSQL, so that the hashes of two exports tell whether
 * they are equal.
 */

/** Bump when the files change their meaning. 1 held the rows of `DERIVED` too, and the place of their follower. */
export const FORMAT_VERSION = 2;
/** The formats that can be read. */
export const READABLE: ReadonlySet<number> = new Set([1, FORMAT_VERSION]);

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
/** Written by hand from the manifest: their places are those of the new history. */
export const FOLLOWERS = 'event_follower';
export const EVENTS = 'event';
/** Columns of events that the database draws. */
export const DRAWN: readonly string[] = ['transaction', 'position'];
