import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Context } from '../../platform/context.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { openKeys } from '../../vault/actions/petition-keys.ts';
import { ownerDigest } from '../../vault/rules/masters.ts';
import { sealField } from '../../vault/rules/sealing.ts';
import { waitingKey } from '../../vault/rules/waiting.ts';
import { places } from '../rules/sealed.ts';
import { findPhoto, forgetPhotos, insertPhoto } from '../store/photos.ts';
import { loadGround } from './ground.ts';
import { recordReading } from './reading.ts';
import { openPicture } from './sealing.ts';
import { findReadable } from './view.ts';

/** Longest side of a kept photo, in pixels. */
const LONGEST_SIDE = 1600;
/** A phone's largest photo has about 200 million; more is a trap for memory. */
const MOST_PIXELS = 60_000_000;
/** Largest upload, in bytes. */
export const PHOTO_BYTES = 12 * 1024 * 1024;
/** Photos without an order that one person may keep; they are forgotten after a day. */
const WAITING = 12;

/** First bytes of what is accepted: JPEG, PNG, WebP. Anything else never reaches a decoder. */
const FORMATS = [
  { format: 'jpeg', begins: (bytes: Buffer) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  {
    format: 'png',
    begins: (bytes: Buffer) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])),
  },
  {
    format: 'webp',
    begins: (bytes: Buffer) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
];

/**
 * Makes a photo harmless: decoded and encoded anew as JPEG, at most 1,600 pixels a side, upright, with nothing but the
 * picture left (no place, no camera, nothing behind its end). Problems `orders.photo_unreadable` (422) for another type
 * or a broken file, `orders.photo_too_large` (413) for more than 60 million pixels.
 */
export async function cleanPhoto(bytes: Buffer): Promise<{ picture: Buffer; width: number; height: number }> {
  const known = FORMATS.find((each) => each.begins(bytes));
  if (!known) throw unreadable();
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1, sequentialRead: true });
    const { format, width, height } = await image.metadata();
    if (format !== known.format) throw unreadable();
    if (width * height > MOST_PIXELS) throw tooLarge();
    const { data, info } = await image
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 80, mozjpeg: false })
      .timeout({ seconds: 10 })
      .toBuffer({ resolveWithObject: true });
    return { picture: data, width: info.width, height: info.height };
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (/pixel limit/i.test(error instanceof Error ? error.message : '')) throw tooLarge();
    throw unreadable();
  }
}

/** Keeps a photo for the order that its sender is about to place; forgotten after a day without one. */
export async function uploadPhoto(
  context: Context,
  actor: Actor,
  bytes: Buffer,
  attempt?: Attempt,
): Promise<{ id: string }> {
  if (actor.kind !== 'person')
    throw new Problem('orders.person_needed', 403, 'Only people send photos. Log in as one.');
  const clean = await cleanPhoto(bytes);
  const uploadedAt = context.clock.now();
  const id = newId(uploadedAt);
  return context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at: uploadedAt });
    if (first?.subjectId) return { id: first.subjectId };
    // Sealed at once: nobody knows yet whether it will be a petition's.
    const place = places.photo(actor.networkId, id);
    const picture = sealField(waitingKey(context.secret), place, clean.picture, randomBytes);
    const owner = ownerDigest(context.secret, actor.networkId, actor.id);
    if (!(await insertPhoto(connection, { ...clean, id, ownerDigest: owner, uploadedAt, picture }, WAITING)))
      throw new Problem('orders.too_many_photos', 409, 'Too many photos wait for an order. Send the order first.', {
        params: { most: WAITING },
      });
    return { id };
  });
}

/** A photo, for who may read the words of its order, or who sent it. Anyone else: 404. */
export async function readPhoto(context: Context, actor: Actor, id: string): Promise<Buffer> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const photo = await findPhoto(connection, id);
    if (!photo) throw notFound();
    if (photo.orderId === null) {
      if (photo.ownerDigest !== ownerDigest(context.secret, actor.networkId, actor.id)) throw notFound();
      return openPicture(context, actor.networkId, photo, undefined);
    }
    const order = await findReadable(context, ground, connection, actor, photo.orderId);
    if (!order) throw notFound();
    const keys =
      photo.sealedUnder === 'petition' ? await openKeys(context, actor.networkId, [order.id], 'content') : null;
    if (keys && !keys.has(order.id)) throw notFound();
    if (order.confidential) await recordReading(context, connection, actor, order);
    return openPicture(context, actor.networkId, photo, keys?.get(order.id));
  });
}

/** Forgets photos that nobody sent an order with for a day. Never has more to do at once. */
export async function forgetWaitingPhotos(context: Context, networkId: string): Promise<boolean> {
  const before = new Date(context.clock.now().getTime() - 24 * 3_600_000);
  await context.database.transaction(networkId, (connection) => forgetPhotos(connection, before));
  return false;
}

function unreadable(): Problem {
  return new Problem('orders.photo_unreadable', 422, 'This is no photo we can read. Send a JPEG, PNG or WebP.');
}

function tooLarge(): Problem {
  return new Problem('orders.photo_too_large', 413, 'This photo is too large. Send a smaller one.');
}
