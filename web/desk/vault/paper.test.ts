import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/vault/rules/recovery.ts';
import { newPrintedKey, readPaper, readWords, writeWords } from './paper.ts';

describe('a recovery key on paper', () => {
  it('is typed back whatever the bytes, in small letters, without spaces, with O for 0 and l for 1', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (bytes) => {
        const secret = Uint8Array.from(bytes);
        const words = await writeWords(secret);
        expect(words).toMatch(/^[0-9A-Z]{4}( [0-9A-Z]{4}){13}$/);
        for (const typed of [
          words,
          words.toLowerCase(),
          words.replaceAll(' ', ''),
          words.replaceAll('0', 'O').replaceAll('1', 'l'),
        ])
          expect(await readWords(typed)).toEqual(secret);
      }),
      { numRuns: 50 },
    );
  });

  it('is written as these letters, for bytes of one', async () => {
    expect(await writeWords(new Uint8Array(32).fill(1))).toBe(
      '040G 2081 040G 2081 040G 2081 040G 2081 040G 2081 040G 2081 040Q 5KBE',
    );
  });

  it('with a letter wrong, missing or changed places is refused, not read as another key', async () => {
    const { words, publicKey } = await newPrintedKey();
    const flat = words.replaceAll(' ', '');
    const wrong = (flat.startsWith('A') ? 'B' : 'A') + flat.slice(1);
    for (const typed of [wrong, flat.slice(1), `${flat}0`, '', 'U'.repeat(56)])
      expect(await readPaper(typed, publicKey)).toBeNull();
  });

  it('opens only with the public half it belongs to', async () => {
    const [one, other] = [await newPrintedKey(), await newPrintedKey()];
    expect(await readPaper(one.words, one.publicKey)).toMatchObject({ type: 'private', extractable: false });
    expect(await readPaper(one.words, other.publicKey)).toBeNull();
  });

  it('has the fingerprint on it that the server computes', async () => {
    const { publicKey, fingerprint } = await newPrintedKey();
    expect(fingerprint).toBe(fingerprintOf(Buffer.from(publicKey, 'base64')));
  });
});
