import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

const gzip = promisify(zlib.gzip);

/** An answer that is the same for everybody, as it goes over the wire: made once for as long as what it tells is the same. */
export interface MadeOnce {
  json: Buffer;
  gzipped: Buffer;
  /** Changes when the answer does. */
  etag: string;
}

/** Makes an answer of its body. */
export async function makeOnce(body: unknown): Promise<MadeOnce> {
  const json = Buffer.from(JSON.stringify(body));
  const digest = createHash('sha256').update(json).digest('base64url').slice(0, 22);
  return { json, gzipped: await gzip(json), etag: `"${digest}"` };
}
