import { openField, type Randomness, type SealedPlace, sealField } from '../../vault/rules/sealing.ts';

/*
 * What of a confidential order is sealed, and where it stands. Content, for those who handle it: the words and the wish,
 * what is said along the way, photos. People, once for the relay and once for two custodians: who asked, how they are
 * reached, and the door.
 */

/** The words of a petition, as they are sealed together. */
export interface SealedWords {
  words: string;
  wish: string | null;
}

/** Who stands behind a petition. Everything that had to be put back should it turn out to be none. */
export interface SealedPeople {
  /** The account; null: somebody without one. */
  personId: string | null;
  /** Who placed it for them on a phone. */
  placedBy: string | null;
  name: string | null;
  phone: string | null;
  placedByName: string | null;
  /** Door and stairs, in words. */
  place: string | null;
  /** As it was given at the desk, where that differs from the account. */
  contactName: string | null;
  contactPhone: string | null;
  /** Who said that they agreed, and how, where somebody ordered for them. */
  consent: { givenBy: string | null; manner: string } | null;
}

/** A petition behind which nobody is known. */
export const NOBODY: SealedPeople = {
  personId: null,
  placedBy: null,
  name: null,
  phone: null,
  placedByName: null,
  place: null,
  contactName: null,
  contactPhone: null,
  consent: null,
};

/** Under which version content and contact keys are: they are made once. */
const FIRST = 1;

const at = (networkId: string, table: string, row: string, column: string, keyVersion = FIRST): SealedPlace => ({
  networkId,
  table,
  row,
  column,
  keyVersion,
});

/** Where the parts of a petition stand. */
export const places = {
  text: (networkId: string, orderId: string) => at(networkId, 'order_text', orderId, 'sealed'),
  word: (networkId: string, wordId: string) => at(networkId, 'order_word', wordId, 'sealed'),
  photo: (networkId: string, photoId: string) => at(networkId, 'order_photo', photoId, 'picture'),
  contact: (networkId: string, orderId: string) => at(networkId, 'order_seal', orderId, 'contact'),
  identity: (networkId: string, orderId: string, version: number) =>
    at(networkId, 'order_seal', orderId, 'identity', version),
} as const;

/** Seals something as JSON for its place. */
export function sealJson(key: Buffer, place: SealedPlace, content: unknown, random: Randomness): Buffer {
  return sealField(key, place, Buffer.from(JSON.stringify(content)), random);
}

/** Opens what `sealJson` made. Throws `SealBroken`. */
export function openJson<Content>(key: Buffer, place: SealedPlace, sealed: Buffer): Content {
  return JSON.parse(openField(key, place, sealed).toString()) as Content;
}
