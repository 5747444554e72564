import type { Connection, Statement } from '../../platform/database.ts';

/** A re-encoded photo that waits for its order. */
export interface WaitingPhoto {
  id: string;
  /** Keyed digest of who sent it. */
  ownerDigest: string;
  /** JPEG without metadata, under the key of waiting photos. */
  picture: Buffer;
  width: number;
  height: number;
  uploadedAt: Date;
}

/** Under which key a photo is: the server's for those that waited, its petition's, or none. */
export type SealedUnder = 'waiting' | 'petition' | null;

const INSERT: Statement = {
  name: 'orders.photo.insert',
  text: `insert into order_photo (network_id, id, owner_digest, picture, width, height, uploaded_at, sealed_under)
    select $1, $2, $3, $4, $5, $6, $7, 'waiting'
    where (select count(*) from order_photo where network_id = $1 and owner_digest = $3) < $8 returning 1 as one`,
};

/** Keeps a photo that no order has yet. False when its sender has `waiting` such photos already. */
export async function insertPhoto(connection: Connection, photo: WaitingPhoto, waiting: number): Promise<boolean> {
  const { id, ownerDigest, picture, width, height, uploadedAt } = photo;
  const values = [connection.networkId, id, ownerDigest, picture, width, height, uploadedAt, waiting];
  return (await connection.query(INSERT, values)).length > 0;
}

/** A photo as its row holds it. */
export interface PhotoRow {
  id: string;
  orderId: string | null;
  ownerDigest: string | null;
  picture: Buffer;
  sealedUnder: SealedUnder;
}

const COLUMNS = `id, order_id as "orderId", owner_digest as "ownerDigest", picture, sealed_under as "sealedUnder"`;
const FIND: Statement = {
  name: 'orders.photo.find',
  text: `select ${COLUMNS} from order_photo where network_id = $1 and id = $2`,
};

/** One photo with the order it belongs to, or null. */
export async function findPhoto(connection: Connection, id: string): Promise<PhotoRow | null> {
  const [row] = await connection.query<PhotoRow & Record<string, unknown>>(FIND, [connection.networkId, id]);
  return row ?? null;
}

const WAITING: Statement = {
  name: 'orders.photo.waiting',
  text: `select ${COLUMNS} from order_photo
    where network_id = $1 and id = any($2::uuid[]) and owner_digest = $3 and order_id is null order by id for update`,
};

/** Those of these photos that this sender has and no order has yet, locked. */
export function lockWaiting(connection: Connection, ids: readonly string[], ownerDigest: string): Promise<PhotoRow[]> {
  return connection.query<PhotoRow & Record<string, unknown>>(WAITING, [connection.networkId, ids, ownerDigest]);
}

const OF_ORDER: Statement = {
  name: 'orders.photo.of_order',
  text: `select ${COLUMNS} from order_photo where network_id = $1 and order_id = $2 order by id`,
};

/** The photos of an order with their pictures. */
export function loadPhotos(connection: Connection, orderId: string): Promise<PhotoRow[]> {
  return connection.query<PhotoRow & Record<string, unknown>>(OF_ORDER, [connection.networkId, orderId]);
}

const REWRITE: Statement = {
  name: 'orders.photo.rewrite',
  text: `update order_photo p set order_id = $2, owner_digest = null, picture = n.picture, sealed_under = $5
    from unnest($3::uuid[], $4::bytea[]) as n(id, picture) where p.network_id = $1 and p.id = n.id`,
};

/** Writes pictures anew, sealed otherwise, as photos of an order. */
export async function rewritePhotos(
  connection: Connection,
  orderId: string,
  photos: readonly { id: string; picture: Buffer }[],
  sealedUnder: SealedUnder,
): Promise<void> {
  if (photos.length === 0) return;
  const ids = photos.map((photo) => photo.id);
  const pictures = photos.map((photo) => photo.picture);
  await connection.query(REWRITE, [connection.networkId, orderId, ids, pictures, sealedUnder]);
}

const FORGET: Statement = {
  name: 'orders.photo.forget',
  text: `delete from order_photo where network_id = $1 and order_id is null and uploaded_at < $2`,
};

/** Deletes photos that no order took before an instant. */
export async function forgetPhotos(connection: Connection, before: Date): Promise<void> {
  await connection.query(FORGET, [connection.networkId, before]);
}
