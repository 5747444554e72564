import { randomBytes } from 'node:crypto';
import { forgetConsentSubject, namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { senderOf } from '../../vault/actions/custodians.ts';
import { type FreshKeys, makeIdentityKey, makeKeys, openKeys } from '../../vault/actions/petition-keys.ts';
import { ownerDigest } from '../../vault/rules/masters.ts';
import { openField, sealField } from '../../vault/rules/sealing.ts';
import { waitingKey } from '../../vault/rules/waiting.ts';
import type { Decision } from '../rules/decision.ts';
import { NOBODY, places, type SealedPeople, type SealedWords, sealJson } from '../rules/sealed.ts';
import type { OrderRow } from '../rules/state.ts';
import { tokensOfNumbers, tokensOfWords } from '../rules/tokens.ts';
import { loadPhotos, lockWaiting, type PhotoRow, rewritePhotos } from '../store/photos.ts';
import { findText, type OrderTextRow } from '../store/read.ts';
import type { OrdersToSave, TextToSave } from '../store/save.ts';
import { findSeal, loadWords, lockText, renameReviewers, rewriteWords, type SealRow } from '../store/sealing.ts';
import { deleteTokens } from '../store/tokens.ts';
import { openPeople, readText } from './opening.ts';
import { unreadable } from './unreadable.ts';

/** Whose petition it is, and which units' custodians hold the shares of who stands behind it. */
export interface ToSeal {
  order: OrderRow;
  /** The owner and all above it. */
  unitPath: readonly string[];
}

/** Writes digests in the place of accounts: from here on the order stands for those who asked. */
export function hidePeople(context: Context, networkId: string, order: OrderRow, people: SealedPeople): void {
  const digestOf = (personId: string | null) =>
    personId === null ? null : ownerDigest(context.secret, networkId, personId);
  order.requesterDigest = digestOf(people.personId);
  order.placerDigest = order.source === 'phone_web' ? digestOf(people.placedBy) : null;
}

/**
 * Seals an order in the act that makes it a petition: draws its keys, and adds to what is written the sealed words and
 * people; accounts become digests in the row. Gives the keys, for what else is to be sealed.
 */
export async function sealOrder(
  context: Context,
  connection: Connection,
  save: OrdersToSave,
  { order, unitPath }: ToSeal,
  content: { words: SealedWords; people: SealedPeople },
): Promise<FreshKeys> {
  const { networkId } = connection;
  const sender = await senderOf(context, connection, unitPath);
  const keys = await makeKeys(context, networkId, order.id, sender);
  save.texts.push(sealedText(networkId, order.id, keys.content, content.words));
  save.seals.push(sealedPeople(networkId, order.id, keys, content.people));
  hidePeople(context, networkId, order, content.people);
  return keys;
}

/** A row of words that says nothing but to its key. */
export function sealedText(networkId: string, orderId: string, key: Buffer, words: SealedWords): TextToSave {
  const sealed = sealJson(key, places.text(networkId, orderId), words, randomBytes);
  return { orderId, words: null, place: null, wish: null, contactName: null, contactPhone: null, sealed };
}

/** Who stands behind an order, sealed for the relay and for two custodians. */
export function sealedPeople(
  networkId: string,
  orderId: string,
  { contact, identity }: Pick<FreshKeys, 'contact' | 'identity'>,
  people: SealedPeople,
): SealRow {
  const { key, version } = identity;
  return {
    orderId,
    contact: sealJson(contact, places.contact(networkId, orderId), people, randomBytes),
    identity: sealJson(key, places.identity(networkId, orderId, version), people, randomBytes),
    identityVersion: version,
  };
}

/** Seals what was said along the way of a petition. */
export function sealSaid<Word extends { id: string; words: string | null; sealed: Buffer | null }>(
  networkId: string,
  key: Buffer,
  word: Word,
): Word {
  if (word.words === null) return word;
  const sealed = sealField(key, places.word(networkId, word.id), Buffer.from(word.words), randomBytes);
  return { ...word, words: null, sealed };
}

/** The picture of a photo, whatever it is sealed under. Throws `SealBroken`. */
export function openPicture(
  context: Context,
  networkId: string,
  photo: PhotoRow,
  contentKey: Buffer | undefined,
): Buffer {
  const place = places.photo(networkId, photo.id);
  if (photo.sealedUnder === null) return photo.picture;
  const key = photo.sealedUnder === 'waiting' ? waitingKey(context.secret) : contentKey;
  return openField(key ?? Buffer.alloc(32), place, photo.picture);
}

/** Takes waiting photos of a sender to a petition, under its content key. Gives how many there were. */
export async function sealWaitingPhotos(
  context: Context,
  connection: Connection,
  orderId: string,
  photos: { ids: readonly string[]; ownerDigest: string; key: Buffer },
): Promise<number> {
  const waiting = await lockWaiting(connection, photos.ids, photos.ownerDigest);
  await resealPhotos(context, connection, orderId, waiting, photos.key);
  return waiting.length;
}

async function resealPhotos(
  context: Context,
  connection: Connection,
  orderId: string,
  photos: readonly PhotoRow[],
  key: Buffer,
): Promise<void> {
  const { networkId } = connection;
  const sealed = photos.map((photo) => ({
    id: photo.id,
    picture: sealField(
      key,
      places.photo(networkId, photo.id),
      openPicture(context, networkId, photo, undefined),
      randomBytes,
    ),
  }));
  await rewritePhotos(connection, orderId, sealed, 'petition');
}

/**
 * Seals an order that turned out to be a petition: words, what was said, photos, people; what it was found by is forgotten,
 * and its plain rows are overwritten in the same transaction. The history has known its residents by the order alone.
 */
export async function sealExisting(
  context: Context,
  connection: Connection,
  save: OrdersToSave,
  before: OrderRow,
  toSeal: ToSeal,
): Promise<void> {
  const { networkId } = connection;
  const { order } = toSeal;
  const text = await lockText(connection, order.id);
  const people = await peopleOf(connection, before, text);
  const words = { words: text?.words ?? '', wish: text?.wish ?? null };
  save.texts = save.texts.filter((each) => each.orderId !== order.id);
  const keys = await sealOrder(context, connection, save, toSeal, { words, people });
  const residents = [people.personId, order.source === 'phone_web' ? people.placedBy : null].filter(
    (id) => id !== null,
  );
  const said = await loadWords(connection, order.id);
  await rewriteWords(
    connection,
    order.id,
    said.map((word) => ({
      ...sealSaid(networkId, keys.content, word),
      personId: word.personId !== null && residents.includes(word.personId) ? order.id : word.personId,
    })),
  );
  await renameReviewers(connection, order.id, residents, order.id);
  await resealPhotos(context, connection, order.id, await loadPhotos(connection, order.id), keys.content);
  if (people.personId !== null) await forgetConsentSubject(connection, people.personId, order.id);
  const phones = [people.phone, people.contactPhone].filter((phone) => phone !== null);
  const numbers = new Set(tokensOfNumbers(order.number, []));
  const tokens = [...tokensOfWords(words.words), ...tokensOfNumbers(order.number, phones)];
  await deleteTokens(
    connection,
    order.id,
    tokens.filter((token) => !numbers.has(token)),
  );
}

/**
 * Seals the second half of what was split: of the same people, whom the server knows here through the relay's seal alone when
 * the first half is a petition. Without that seal the second half names nobody. A first half that is open names its people.
 */
export async function sealSecond(
  context: Context,
  connection: Connection,
  save: OrdersToSave,
  second: { first: OrderRow; words: SealedWords; toSeal: ToSeal },
): Promise<void> {
  const { first, words, toSeal } = second;
  const seal = first.confidential ? await findSeal(connection, first.id) : null;
  const people = seal
    ? await openPeople(context, connection.networkId, seal)
    : first.confidential
      ? null
      : await peopleOf(connection, first, await findText(connection, first.id));
  await sealOrder(context, connection, save, toSeal, { words, people: people ?? NOBODY });
}

/**
 * Seals changed words, wish or place of a petition anew, under the keys that it has; a changed place also gets the identity
 * a new key, since nobody here can open the one it has. Problem `orders.unreadable` (409).
 */
export async function changeSealed(
  context: Context,
  connection: Connection,
  save: OrdersToSave,
  { order, unitPath }: ToSeal,
  text: NonNullable<Decision['text']>,
): Promise<void> {
  const { networkId } = connection;
  const key = (await openKeys(context, networkId, [order.id], 'content')).get(order.id);
  const row = await lockText(connection, order.id);
  const before = row && readText(networkId, order.id, row, key);
  if (!key || !before) throw unreadable();
  const { words = before.words, wish = before.wish, place } = text;
  save.texts.push(sealedText(networkId, order.id, key, { words, wish }));
  if (place === undefined) return;
  const seal = await findSeal(connection, order.id);
  const contact = (await openKeys(context, networkId, [order.id], 'contact')).get(order.id);
  const people = seal && (await openPeople(context, networkId, seal));
  if (!seal || !contact || !people) throw unreadable();
  const sender = await senderOf(context, connection, unitPath);
  const identity = await makeIdentityKey(context, networkId, order.id, { version: seal.identityVersion + 1, sender });
  save.seals.push(sealedPeople(networkId, order.id, { contact, identity }, { ...people, place }));
}

/** Who stands behind an order that is not sealed yet. */
async function peopleOf(connection: Connection, order: OrderRow, text: OrderTextRow | null): Promise<SealedPeople> {
  const placedBy = order.source === 'phone_web' ? order.placedBy : null;
  const ids = [order.requesterId, placedBy].filter((id) => id !== null);
  const names = await namesOf(connection, ids);
  const person = names.get(order.requesterId);
  return {
    personId: order.requesterId,
    placedBy,
    name: person?.name ?? null,
    phone: person?.phone ?? null,
    placedByName: placedBy === null ? null : (names.get(placedBy)?.name ?? null),
    place: text?.place ?? null,
    contactName: text?.contactName ?? null,
    contactPhone: text?.contactPhone ?? null,
    consent: null,
  };
}
