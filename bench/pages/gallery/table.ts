import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One picture: what it shows, at which size, and its hash. */
export interface Picture {
  page: string;
  state: string;
  look: string;
  /** SHA-256 of the image, its first 12 figures. */
  hash: string;
}

/** What somebody who looked at a picture wrote down. */
interface Note {
  wrong: string;
  changed: string;
}

const HEAD = '| page | state | size | hash | what was wrong | what changed |';

/** Writes the table of pictures below a page's own words; what was noted of each stays. Answers how many hashes are new. */
export function writeTable(file: string, pictures: readonly Picture[]): number {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : `# The gallery\n\n${HEAD}\n`;
  const [words = ''] = before.split(HEAD);
  const { notes, hashes } = readTable(before);
  const rows = pictures.map((picture) => {
    const { wrong, changed } = notes.get(keyOf(picture)) ?? { wrong: '', changed: '' };
    return `| ${picture.page} | ${picture.state} | ${picture.look} | ${picture.hash} | ${wrong} | ${changed} |`;
  });
  writeFileSync(file, `${words}${HEAD}\n| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`);
  return pictures.filter((picture) => hashes.get(keyOf(picture)) !== picture.hash).length;
}

function keyOf({ page, state, look }: Omit<Picture, 'hash'>): string {
  return `${page} | ${state} | ${look}`;
}

function readTable(text: string): { notes: Map<string, Note>; hashes: Map<string, string> } {
  const notes = new Map<string, Note>();
  const hashes = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, page, state, look, hash, wrong, changed] = line.split('|').map((cell) => cell.trim());
    if (!page || !state || !look || !hash || page === 'page' || page.startsWith('---')) continue;
    const key = keyOf({ page, state, look });
    hashes.set(key, hash);
    notes.set(key, { wrong: wrong ?? '', changed: changed ?? '' });
  }
  return { notes, hashes };
}
