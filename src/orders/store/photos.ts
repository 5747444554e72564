import type { Connection, Statement } from '../../platform/database.ts';

/** A re-encoded photo. */
export interface Photo {
  id: string;
  personId: string;
  /** JPEG without metadata. */
  picture: Buffer;
  width: number;
  height: number;
  uploadedAt: Date;
}

const INSERT: Statement = {
  name: 'orders.photo.insert',
  text: `insert into order_photo (network_id, id, person_id, picture, width, height, uploaded_at)
    select $1, $2, $3, $4, $5, $6, $7
    where (select count(*) from order_photo where network_id = $1 and person_id = $3 and order_id is null) < $8 returning 1 as one`,
};

/** Keeps a photo that no order has yet. False when the person has `waiting` such photos already. */
export async function insertPhoto(connection: Connection, photo: Photo, waiting: number): Promise<boolean> {
  const { id, personId, picture, width, height, uploadedAt } = photo;
  const values = [connection.networkId, id, personId, picture, width, height, uploadedAt, waiting];
  return (await connection.query(INSERT, values)).length > 0;
}

const FIND: Statement = {
  name: 'orders.photo.find',
  text: `select order_id as "orderId", person_id as "personId", picture from order_photo where network_id = $1 and id = $2`,
};

/** One photo with the order it belongs to, or null. */
export async function findPhoto(
  connection: Connection,
  id: string,
): Promise<{ orderId: string | null; personId: string; picture: Buffer } | null> {
  const [row] = await connection.query<{ orderId: string | null; personId: string; picture: Buffer }>(FIND, [
    connection.networkId,
    id,
  ]);
  return row ?? null;
}

const FORGET: Statement = {
  name: 'orders.photo.forget',
  text: `delete from order_photo where network_id = $1 and order_id is null and uploaded_at < $2`,
};

/** Deletes photos that no order took before an instant. */
export async function forgetPhotos(connection: Connection, before: Date): Promise<void> {
  await connection.query(FORGET, [connection.networkId, before]);
}
