import { describe, expect, it } from 'vitest';
import {
  openNote,
  readCheckpoint,
  readVerifierKey,
  signingKeyFrom,
  signingKeyOf,
  signNote,
  writeCheckpoint,
  writeVerifierKey,
} from './note.ts';

/** The example of golang.org/x/mod/sumdb/note. */
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNED = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const NETWORK = '019abc00-0000-7000-8000-000000000001';
const OTHER = '019abc00-0000-7000-8000-000000000002';
const key = signingKeyOf(Buffer.alloc(32, 3), NETWORK);
const checkpoint = { origin: `linli/${NETWORK}`, size: 20_852_163, root: Buffer.alloc(32, 9) };

describe('signed notes', () => {
  it('signs the published example byte by byte, and names its key as published', () => {
    const peter = signingKeyFrom('PeterNeumann', SEED);
    expect(signNote(TEXT, peter)).toBe(SIGNED);
    expect(writeVerifierKey(peter)).toBe(VERIFIER);
  });

  it('opens the published example with the published key', () => {
    const verifier = readVerifierKey(VERIFIER);
    expect(verifier && openNote(SIGNED, verifier)).toBe(TEXT);
  });

  it('opens nothing of which one byte was changed', () => {
    const note = Buffer.from(signNote(writeCheckpoint(checkpoint), key));
    for (let at = 0; at < note.length; at++) {
      const bent = Buffer.from(note);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(openNote(bent.toString(), key)).toBeNull();
    }
  });

  it('opens nothing signed by the key of another network, even under our name', () => {
    const stranger = signingKeyOf(Buffer.alloc(32, 3), OTHER);
    const text = writeCheckpoint(checkpoint);
    expect(openNote(signNote(text, stranger), key)).toBeNull();
    expect(openNote(signNote(text, { ...stranger, name: key.name }), key)).toBeNull();
  });

  it('passes over the signature of a witness beside ours', () => {
    const witness = signingKeyFrom('witness.example/one', Buffer.alloc(32, 5));
    const text = writeCheckpoint(checkpoint);
    const second = signNote(text, witness).split('\n').at(-2);
    expect(openNote(`${signNote(text, key)}${second}\n`, key)).toBe(text);
    expect(openNote(`${text}\n${second}\n`, key)).toBeNull();
  });

  it('refuses a verifier key whose id is not that of its key', () => {
    expect(readVerifierKey(VERIFIER.replace('c74f20a3', 'c74f20a4'))).toBeNull();
    expect(readVerifierKey('nonsense')).toBeNull();
  });
});

describe('checkpoints', () => {
  it('are origin, size and root, a line each, and read back as written', () => {
    expect(writeCheckpoint(checkpoint)).toBe(
      `linli/${NETWORK}\n20852163\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n`,
    );
    expect(readCheckpoint(writeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it.each(['', 'a\n01\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n', 'a\n1\nshort\n', '\n1\n\n'])(
    'are not made out of %j',
    (text) => {
      expect(readCheckpoint(text)).toBeNull();
    },
  );
});
