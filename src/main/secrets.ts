import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The secrets that a first start makes, and where each can be given instead. */
const GIVEN_AS = { secret: 'LINLI_SECRET', 'audit-key': 'LINLI_AUDIT_KEY' } as const;

/**
 * 32 bytes kept in a file of the data folder that only the server's user reads; made at the first start. Where the
 * database holds a city already, one that is missing has been lost, and another in its place would close what it sealed:
 * throws an Error that says how to mend it, as for a file that does not hold 64 hexadecimal digits.
 */
export async function keptSecret(
  dataFolder: string,
  name: keyof typeof GIVEN_AS,
  { hasCity }: { hasCity: boolean },
): Promise<Buffer> {
  const file = join(dataFolder, name);
  const kept = await readIfThere(file);
  if (kept !== undefined) return secretIn(kept, file, name);
  if (hasCity) throw new Error(`${file} is gone, and the database holds a city that rests on it. ${mendOf(name)}`);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const mine = await writeBeside(file, randomBytes(32).toString('hex'));
  try {
    // Of two processes that start at once both read the same one, and neither half of it.
    await link(mine, file).catch(unlessItExists);
  } finally {
    await rm(mine);
  }
  return secretIn(await readFile(file, 'utf8'), file, name);
}

/** Puts a text, closed to others, in place of what a file holds: whatever breaks off, the file is the former or the new one. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const mine = await writeBeside(file, text);
  await rename(mine, file);
}

/** What a file holds, or undefined where there is none. */
export function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

/** Whether a text is a kept secret, and not what is left of one. */
export function isSecret(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text.trim());
}

function secretIn(text: string, file: string, name: keyof typeof GIVEN_AS): Buffer {
  if (!isSecret(text)) throw new Error(`${file} does not hold 64 hexadecimal digits. ${mendOf(name)}`);
  return Buffer.from(text.trim(), 'hex');
}

function mendOf(name: keyof typeof GIVEN_AS): string {
  return `Put the file back from where you keep its copy, or set ${GIVEN_AS[name]} if it was given so before. No new one is made: what rests on the old one would stay shut.`;
}

/** Writes a file of another name beside one, down to the disk, and gives that name. */
async function writeBeside(file: string, text: string): Promise<string> {
  const mine = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(mine, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(mine, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return mine;
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
