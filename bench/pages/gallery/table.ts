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

/**
 * Writes the table of pictures below a page's own words; what was noted of each stays, and where only some
 * were taken, so do the other rows. Answers how many hashes are new.
 */
export function writeTable(file: string, pictures: readonly Picture[], taken: 'all' | 'some'): number {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : `# The gallery\n\n${HEAD}\n`;
  const [words = ''] = before.split(HEAD);
  const rows = readTable(before);
  let fresh = 0;
  for (const picture of pictures) {
    const known = rows.get(keyOf(picture));
    if (known?.hash !== picture.hash) fresh++;
    rows.set(keyOf(picture), { wrong: '', changed: '', ...known, ...picture });
  }
  const keys = new Set(pictures.map(keyOf));
  const shown = [...rows.values()].filter((row) => taken === 'some' || keys.has(keyOf(row)));
  const lines = shown.map(
    ({ page, state, look, hash, wrong, changed }) =>
      `| ${page} | ${state} | ${look} | ${hash} | ${wrong} | ${changed} |`,
  );
  writeFileSync(file, `${words}${HEAD}\n| --- | --- | --- | --- | --- | --- |\n${lines.join('\n')}\n`);
  return fresh;
}

function keyOf({ page, state, look }: Omit<Picture, 'hash'>): string {
  return `${page} | ${state} | ${look}`;
}

function readTable(text: string): Map<string, Picture & Note> {
  const rows = new Map<string, Picture & Note>();
  for (const line of text.split('\n')) {
    const [, page, state, look, hash, wrong = '', changed = ''] = line.split('|').map((cell) => cell.trim());
    if (!page || !state || !look || !hash || page === 'page' || page.startsWith('---')) continue;
    rows.set(keyOf({ page, state, look }), { page, state, look, hash, wrong, changed });
  }
  return rows;
}
