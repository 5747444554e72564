import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-words-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const place = () => join(folder, 'data');

function linli(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const { DATABASE_URL: _main, KEYS_DATABASE_URL: _keys, LINLI_CITY: _city, ...environment } = process.env;
  const env = { ...environment, LC_ALL: 'C', LINLI_DATA: place() };
  return new Promise((done) => {
    execFile(process.execPath, ['bin/linli.mjs', ...args], { env }, (error, out, err) =>
      done({ code: error?.code ?? 0, out, err }),
    );
  });
}

describe('a command that is called wrongly', () => {
  test.each([
    [['import', 'tree'], 'linli import tree FILE'],
    [['import', 'messages', 'messages.jsonl', '--replai'], 'linli import messages FILE'],
    [['key', 'create', '--unit', '140105'], 'linli key create --role'],
    [['staff', 'create', '--network', 'taiyuan'], 'linli staff create --name'],
    [['audit', 'verify', '--checkpoint'], 'linli audit verify'],
    [['report', 'replies', '--network'], 'linli COMMAND'],
  ])('%j says how it is called, and opens nothing', { timeout: 120_000 }, async (args, usage) => {
    const { code, err } = await linli(...args);
    expect(code).toBe(2);
    expect(err).toContain(usage);
    expect(existsSync(place())).toBe(false);
  });
});

test('a tree begins a network of its own, with no demo made for it', { timeout: 240_000 }, async () => {
  const file = join(folder, 'units.json');
  await writeFile(file, JSON.stringify([{ code: '1401', level: 'city', nameZh: '太原市', nameEn: 'Taiyuan' }]));
  expect(await linli('import', 'tree', file)).toEqual({
    code: 0,
    out: 'created 1, changed 0, unchanged 0\n',
    err: '',
  });
});
