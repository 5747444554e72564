import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import { openKeys } from '../../vault/actions/petition-keys.ts';
import { ownerDigest } from '../../vault/rules/masters.ts';
import { openField, SealBroken } from '../../vault/rules/sealing.ts';
import { type Caller, hidesPeople, recognise } from '../rules/recognise.ts';
import { openJson, places, type SealedPeople, type SealedWords } from '../rules/sealed.ts';
import type { OrderState } from '../rules/state.ts';
import type { OrderTextRow, StoredOrder } from '../store/read.ts';
import type { SealRow } from '../store/sealing.ts';

/** The caller with the digest by which they find their own petitions. */
export function callerOf(context: Context, actor: Pick<Actor, 'id' | 'networkId'>): Caller {
  return { id: actor.id, digest: ownerDigest(context.secret, actor.networkId, actor.id) };
}

/** The order as its caller is known in it: their own petition is theirs again, in memory. */
export function recognised<Order extends OrderState>(context: Context, actor: Actor, order: Order): Order {
  if (actor.kind !== 'person' || !hidesPeople(order)) return order;
  return recognise(order, callerOf(context, actor));
}

/** An order whose words can be read: null once they were erased, or their key was. */
export interface ReadableOrder extends Omit<StoredOrder, 'text' | 'words'> {
  text: (OrderTextRow & { words: string }) | null;
  words: (StoredOrder['words'][number] & { words: string })[];
}

/**
 * The order with its words opened, where they are sealed. For those alone who may read them, and only after that was
 * decided: what staff read is recorded by the caller.
 */
export async function opened(context: Context, networkId: string, order: StoredOrder): Promise<ReadableOrder> {
  const sealed = order.text?.sealed || order.words.some((each) => each.sealed);
  const key = sealed ? (await openKeys(context, networkId, [order.id], 'content')).get(order.id) : undefined;
  return {
    ...order,
    text: order.text && readText(networkId, order.id, order.text, key),
    words: order.words.flatMap((each) => {
      const words = readWord(networkId, each, key);
      return words === null ? [] : [{ ...each, words }];
    }),
  };
}

/** The order with nothing to read in it that is sealed. */
export function unopened(order: StoredOrder): ReadableOrder {
  const { text } = order;
  return {
    ...order,
    text: text && text.words !== null ? { ...text, words: text.words } : null,
    words: order.words.flatMap((each) => (each.words === null ? [] : [{ ...each, words: each.words }])),
  };
}

/** The words of an order out of its row; null when their key is gone. */
export function readText(
  networkId: string,
  orderId: string,
  row: OrderTextRow,
  key: Buffer | undefined,
): (OrderTextRow & { words: string }) | null {
  const { sealed, words } = row;
  if (words !== null) return { ...row, words };
  if (!sealed || !key) return null;
  const content = unlessBroken(() => openJson<SealedWords>(key, places.text(networkId, orderId), sealed));
  return content && { ...row, ...content };
}

/** Something said along the way out of its row; null when its key is gone. */
export function readWord(
  networkId: string,
  { id, words, sealed }: { id: string; words: string | null; sealed: Buffer | null },
  key: Buffer | undefined,
): string | null {
  if (!sealed) return words;
  return key ? unlessBroken(() => openField(key, places.word(networkId, id), sealed).toString()) : null;
}

/** Who stands behind a petition, for the relay and for putting back what is no petition; null when its key is gone. */
export async function openPeople(context: Context, networkId: string, seal: SealRow): Promise<SealedPeople | null> {
  const key = (await openKeys(context, networkId, [seal.orderId], 'contact')).get(seal.orderId);
  if (!key) return null;
  return unlessBroken(() => openJson<SealedPeople>(key, places.contact(networkId, seal.orderId), seal.contact));
}

function unlessBroken<Content>(open: () => Content): Content | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
