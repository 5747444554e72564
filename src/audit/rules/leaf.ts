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
  const body = canonicalJson(event.body);
  const whole = Buffer.from(rowAround(networkId, event, `"body":${body}`));
  if (whole.length <= ENTRY_BYTES) return whole;
  const digest = sha256(Buffer.from(body)).toString('hex');
  return Buffer.from(rowAround(networkId, event, `"bodySha256":"${digest}"`));
}

/** The row as canonical JSON around its body: its keys are known, so they are written where they are sorted to. */
function rowAround(networkId: string, event: FollowedEvent, body: string): string {
  const { id, at, kind, actorKind, actorId, subjectKind, subjectId, unitId, transaction, position } = event;
  const text = JSON.stringify;
  return (
    `{"actorId":${text(actorId)},"actorKind":${text(actorKind)},"at":"${at.toISOString()}",${body},"id":${text(id)},` +
    `"kind":${text(kind)},"networkId":${text(networkId)},"position":${text(position)},"subjectId":${text(subjectId)},` +
    `"subjectKind":${text(subjectKind)},"transaction":${text(transaction)},"unitId":${text(unitId)},"v":${VERSION}}`
  );
}
