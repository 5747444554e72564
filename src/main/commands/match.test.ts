import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matchCommand } from './match.ts';

describe('linli match', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linli-match-'));
    const instance = {
      version: 1,
      loadPrice: 75,
      volunteers: [
        [1, 0],
        [2, 1],
      ],
      requests: [
        {
          demand: 1,
          unmetCost: 20_000,
          window: [0, 3],
          candidates: [
            [0, 500],
            [1, 700],
          ],
        },
        { demand: 1, unmetCost: 20_000, window: [2, 4], candidates: [[1, 600]] },
      ],
    };
    await writeFile(join(folder, 'instance.json.gz'), gzipSync(JSON.stringify(instance)));
    await writeFile(join(folder, 'broken.json'), '{"version": 1}');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  test.each([[[]], [['--windows', '--budget-ms', '1000']]])(
    'solves a gzipped file so that verify proves it %j',
    async (flags) => {
      expect(await matchCommand(['solve', at('instance.json.gz'), ...flags, '--out', at('result.json')])).toBe(0);
      expect(await matchCommand(['verify', at('instance.json.gz'), at('result.json')])).toBe(0);
      const result = JSON.parse(await readFile(at('result.json'), 'utf8'));
      expect(result).toMatchObject({
        version: 1,
        objective: 500 + 75 + 600 + 225,
        unmet: [0, 0],
        windows: flags.length > 0,
      });
    },
  );

  test('answers 1 to a result that was tampered with and 2 to what it cannot read', async () => {
    await matchCommand(['solve', at('instance.json.gz'), '--out', at('result.json')]);
    const result = JSON.parse(await readFile(at('result.json'), 'utf8'));
    await writeFile(at('tampered.json'), JSON.stringify({ ...result, objective: result.objective - 1 }));
    expect(await matchCommand(['verify', at('instance.json.gz'), at('tampered.json')])).toBe(1);
    await writeFile(at('odd.json'), JSON.stringify({ ...result, unmet: 'none' }));
    expect(await matchCommand(['verify', at('instance.json.gz'), at('odd.json')])).toBe(2);
    expect(await matchCommand(['verify', at('instance.json.gz'), at('absent.json')])).toBe(2);
    expect(await matchCommand(['verify', at('broken.json'), at('result.json')])).toBe(2);
  });

  test('refuses an instance it cannot solve and a call it does not know', async () => {
    expect(await matchCommand(['solve', at('broken.json'), '--out', at('result.json')])).toBe(1);
    expect(await matchCommand(['solve', at('instance.json.gz')])).toBe(2);
    expect(await matchCommand(['solve', at('instance.json.gz'), '--budget-ms', 'soon', '--out', at('r')])).toBe(2);
    expect(await matchCommand(['guess'])).toBe(2);
  });
});
