import { findOrCreatePerson, recordConsent } from '../../identity/actions.ts';
import type { ConsentManner } from '../../identity/schema.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { openKeys } from '../../vault/actions/petition-keys.ts';
import type { SealedPeople } from '../rules/sealed.ts';
import type { OrderRow } from '../rules/state.ts';
import { loadPhotos, rewritePhotos } from '../store/photos.ts';
import type { OrdersToSave } from '../store/save.ts';
import { deleteSeal, findSeal, loadWords, lockText, renameReviewers, rewriteWords } from '../store/sealing.ts';
import { importerId } from './importer.ts';
import { openPeople, readText, readWord } from './opening.ts';
import { openPicture } from './sealing.ts';
import { unreadable } from './unreadable.ts';

/**
 * Opens an order for good that turned out to be no petition: words, photos and people stand in the open again, as of any
 * other order, since somebody has to come to them. Its keys are destroyed after the commit by who follows the event.
 * Problems `orders.unreadable` (409) when its keys are gone, `orders.nobody_behind` (409).
 */
export async function unsealOrder(
  context: Context,
  connection: Connection,
  save: OrdersToSave,
  { order, actor, now }: { order: OrderRow; actor: Actor; now: Date },
): Promise<void> {
  const { networkId } = connection;
  const key = (await openKeys(context, networkId, [order.id], 'content')).get(order.id);
  const row = await lockText(connection, order.id);
  const text = row && readText(networkId, order.id, row, key);
  const people = await peopleBehind(context, connection, order);
  if (!key || !text || !people) throw unreadable();
  order.requesterId = people.personId ?? (await enter(connection, actor, order, people, now));
  order.placedBy = people.placedBy ?? order.placedBy;
  order.requesterDigest = null;
  order.placerDigest = null;
  save.texts = save.texts.filter((each) => each.orderId !== order.id);
  const { place, contactName, contactPhone } = people;
  save.texts.push({
    orderId: order.id,
    words: text.words,
    wish: text.wish,
    place,
    contactName,
    contactPhone,
    sealed: null,
  });
  const said = await loadWords(connection, order.id);
  await rewriteWords(
    connection,
    order.id,
    said.map((word) => ({
      ...word,
      words: readWord(networkId, word, key) ?? '',
      sealed: null,
      personId: word.personId === order.id ? order.requesterId : word.personId,
    })),
  );
  await renameReviewers(connection, order.id, [order.id], order.requesterId);
  const photos = (await loadPhotos(connection, order.id)).map((photo) => ({
    id: photo.id,
    picture: openPicture(context, networkId, photo, key),
  }));
  await rewritePhotos(connection, order.id, photos, null);
  await deleteSeal(connection, order.id);
}

/**
 * The second half of what was split, in the open while the first stays a petition: somebody comes to them, so their name, door
 * and phone are put on it, out of the relay's seal. Problems as `unsealOrder`.
 */
export async function openSecond(
  context: Context,
  connection: Connection,
  save: OrdersToSave,
  second: { first: OrderRow; row: OrderRow; text: string; actor: Actor; now: Date },
): Promise<void> {
  const { first, row, text, actor, now } = second;
  const people = await peopleBehind(context, connection, first);
  if (!people) throw unreadable();
  row.requesterId = people.personId ?? (await enter(connection, actor, row, people, now));
  row.placedBy = people.placedBy ?? row.placedBy;
  const { place, contactName, contactPhone } = people;
  save.texts.push({ orderId: row.id, words: text, wish: null, place, contactName, contactPhone, sealed: null });
}

/** Who asked; of a message of another system, which named nobody, the one who stands for all of them. */
async function peopleBehind(context: Context, connection: Connection, order: OrderRow): Promise<SealedPeople | null> {
  const seal = await findSeal(connection, order.id);
  if (seal) return openPeople(context, connection.networkId, seal);
  if (order.source !== 'import') return null;
  const personId = importerId(connection.networkId);
  const nothing = { name: null, phone: null, placedByName: null, place: null, contactName: null, contactPhone: null };
  return { personId, placedBy: null, consent: null, ...nothing };
}

/** Nobody could be sent to whoever complained with a receipt, or called back. */
export function nobodyBehind(): Problem {
  return new Problem(
    'orders.nobody_behind',
    409,
    'Whoever asked left neither name nor phone, so it stays here. Ask them by the relay to log in and claim it.',
  );
}

/** Somebody who had no account is entered now, as any caller is, with the consent they gave. */
async function enter(
  connection: Connection,
  actor: Actor,
  order: OrderRow,
  { name, phone, consent }: SealedPeople,
  now: Date,
): Promise<string> {
  if (name === null) throw nobodyBehind();
  const personId = await findOrCreatePerson(connection, actor, { name, ...(phone === null ? {} : { phone }) }, now);
  if (consent)
    await recordConsent(
      connection,
      actor,
      {
        personId,
        purpose: 'order_for_me',
        givenBy: consent.givenBy ?? personId,
        manner: consent.manner as ConsentManner,
        subjectId: order.id,
      },
      now,
    );
  return personId;
}
