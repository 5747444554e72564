import type { FollowedEvent } from '../../platform/events.ts';
import { ENTRY_BYTES } from './tiles.ts';
import { sha256 } from './tree.ts';

/** Stands first in every leaf, so that what a later version writes otherwise is told apart. */
const VERSION = 1;

/**
 * A value as canonical JSON: keys sorted by UTF-16 code unit, no blanks, numbers as ECMAScript writes them (RFC 8785
 * section 3.2). Throws for what JSON cannot say.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object') throw new TypeError(`JSON has no ${typeof value}.`);
  let text = '';
  if (Array.isArray(value)) {
    for (const each of value) text += text === '' ? canonicalJson(each) : `,${canonicalJson(each)}`;
    return `[${text}]`;
  }
  const parts = value as Record<string, unknown>;
  // Sorted as JavaScript sorts text: by UTF-16 code unit.
  for (const key of Object.keys(parts).sort())
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(parts[key])}`;
  return `{${text}}`;
}

/**
 * The bytes of an event's leaf: canonical JSON of the row and its place in the history, in UTF-8, with the version of this
 * encoding. A row that would
 * not fit into an entry (65,535 bytes) enters with the SHA-256 of its body instead of the body.
 */
export function encodeLeaf(networkId: string, event: FollowedEvent): Buffer {
  const { id, kind, actorKind, actorId, subjectKind, subjectId, unitId, transaction, position, body } = event;
  const at = event.at.toISOString();
  const row = {
    v: VERSION,
    networkId,
    id,
    at,
    kind,
    actorKind,
    actorId,
    subjectKind,
    subjectId,
    unitId,
    transaction,
    position,
  };
  const whole = Buffer.from(canonicalJson({ ...row, body }));
  if (whole.length <= ENTRY_BYTES) return whole;
  return Buffer.from(canonicalJson({ ...row, bodySha256: sha256(Buffer.from(canonicalJson(body))).toString('hex') }));
}
