import { link, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addMasterSecret, masterSecrets } from './masters.ts';

const server = Buffer.alloc(32, 5);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-masters-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is the server’s secret until one was added, which is kept for its owner alone', async () => {
  const first = await masterSecrets(server, folder, {});
  expect(first).toEqual([{ version: 1, secret: server }]);
  expect(await addMasterSecret(first, folder)).toBe(2);
  const both = await masterSecrets(server, folder, {});
  expect(both.map((each) => each.version)).toEqual([1, 2]);
  expect(both[0]?.secret.equals(server)).toBe(true);
  expect((await stat(join(folder, 'vault-secrets'))).mode & 0o077).toBe(0);
  expect(await readFile(join(folder, 'vault-secrets'), 'utf8')).toMatch(/^1 [0-9a-f]{64}\n2 [0-9a-f]{64}\n$/);
});

it('is replaced whole, and the file that held the versions before is never written over', async () => {
  await addMasterSecret(await masterSecrets(server, folder, {}), folder);
  const before = await readFile(join(folder, 'vault-secrets'), 'utf8');
  await link(join(folder, 'vault-secrets'), join(folder, 'former'));
  expect(await addMasterSecret(await masterSecrets(server, folder, {}), folder)).toBe(3);
  expect(await readFile(join(folder, 'former'), 'utf8')).toBe(before);
  expect((await readdir(folder)).sort()).toEqual(['former', 'vault-secrets']);
});

it('is not taken from a file that is empty', async () => {
  await writeFile(join(folder, 'vault-secrets'), '\n');
  await expect(masterSecrets(server, folder, {})).rejects.toThrow('Put it back');
});

it('comes from the environment where it is given there', async () => {
  const given = await masterSecrets(server, folder, { LINLI_VAULT_SECRETS: '3:newer words, 2:old words' });
  expect(given.map((each) => [each.version, each.secret.length])).toEqual([
    [3, 32],
    [2, 32],
  ]);
  await expect(masterSecrets(server, folder, { LINLI_VAULT_SECRETS: 'no version' })).rejects.toThrow('is a list like');
});
