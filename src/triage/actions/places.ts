import { loadTree } from '../../organisation/actions.ts';
import type { Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { isTrunk } from '../rules/place-names.ts';
import {
  type Gazetteer,
  gazetteerOf,
  guessPlaces,
  type PlaceGuess,
  placeWordsOf,
  type Taught,
} from '../rules/places.ts';
import { forgetPlaces, listPlaces, savePlaces } from '../store.ts';

/** Names that are kept in mind: the most taught. */
const MOST_NAMES = 5_000;
const KEPT_MILLISECONDS = 10_000;

/** Made once for each tree that is read. */
const gazetteers = new WeakMap<Tree, Gazetteer>();

function gazetteerFor(tree: Tree): Gazetteer {
  const known = gazetteers.get(tree) ?? gazetteerOf(tree.units.values());
  gazetteers.set(tree, known);
  return known;
}

/** What a network's people taught of places, usually from memory. Before a transaction, never inside one. */
export function loadTaughtPlaces(context: Context, networkId: string): Promise<Taught> {
  return context.memo.get(keyOf(networkId), KEPT_MILLISECONDS, () =>
    context.database.transaction(networkId, readTaught),
  );
}

const keyOf = (networkId: string): string => `triage.places:${networkId}`;

async function readTaught(connection: Connection): Promise<Taught> {
  const taught = new Map<string, Map<string, number>>();
  for (const { word, unitId, count } of await listPlaces(connection, MOST_NAMES))
    taught.set(word, (taught.get(word) ?? new Map<string, number>()).set(unitId, count));
  return taught;
}

/** Where a message is about, by the tree's names, what people taught, and where its writer lives. At most three. */
export function placesIn(
  text: string,
  tree: Tree,
  from: { taught: Taught; writerUnitId?: string | null },
): PlaceGuess[] {
  return guessPlaces(text, gazetteerFor(tree), from);
}

/** Where a person said that a message is about. Null words: erased. */
export interface Placed {
  orderId: string;
  words: string | null;
  unitId: string;
  confidential: boolean;
}

/**
 * Learns from places that a person named where the words would have led elsewhere: the names of places in the message stand
 * for that unit from now on. Where the guess was right, or above or below it, nothing is learned. What an order taught is
 * deleted once it is confidential or its words are erased.
 */
export async function teachPlaces(context: Context, connection: Connection, placed: readonly Placed[]): Promise<void> {
  const silent = placed.filter((each) => each.confidential || each.words === null).map((each) => each.orderId);
  if (silent.length > 0) await forgetPlaces(connection, silent);
  const telling = placed.filter((each) => !silent.includes(each.orderId));
  if (telling.length > 0) {
    const tree = await loadTree(context, connection.networkId);
    const taught = await readTaught(connection);
    for (const { orderId, words, unitId } of telling) {
      const level = tree.units.get(unitId)?.level;
      const names = level !== undefined && isTrunk({ level }) ? placeWordsOf(words ?? '') : [];
      const [first] = placesIn(words ?? '', tree, { taught });
      if (names.length > 0 && !isOneLine(tree, first?.unitId, unitId))
        await savePlaces(connection, orderId, names, unitId);
    }
  }
  if (placed.length > 0) context.memo.forget(keyOf(connection.networkId));
}

/** Whether one of two units stands above the other, or they are the same. The city is above everything and says nothing. */
function isOneLine(tree: Tree, one: string | undefined, other: string): boolean {
  if (one === undefined || one === tree.rootId) return false;
  return lineOf(tree, one).includes(other) || lineOf(tree, other).includes(one);
}

function lineOf(tree: Tree, id: string): string[] {
  const line: string[] = [];
  for (let unit = tree.units.get(id); unit && unit.id !== tree.rootId; unit = tree.units.get(unit.parentId ?? ''))
    line.push(unit.id);
  return line;
}
