import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CaseSize, type Random, randomInstance, seeded, upTo } from '../../matching/cases.fixture.ts';
import { instanceFile } from '../../matching/instance.ts';
import type { InstanceFile, ResultFile } from '../../matching/schema.ts';
import { matchCommand } from './match.ts';

const two: InstanceFile = {
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

let folder = '';
let out = '';
let err = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-match-'));
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  [out, err] = ['', ''];
  vi.stubEnv('LC_ALL', 'C');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});

const at = (name: string) => join(folder, name);

async function solved(instance: unknown, ...flags: string[]): Promise<ResultFile> {
  await writeFile(at('instance'), gzipSync(JSON.stringify(instance)));
  expect(await matchCommand(['solve', at('instance'), ...flags, '--out', at('result')])).toBe(0);
  return JSON.parse(await readFile(at('result'), 'utf8'));
}

/** The exit code of verify on the instance solved last, and a result. */
async function verified(result: unknown): Promise<number> {
  await writeFile(at('result'), JSON.stringify(result));
  return matchCommand(['verify', at('instance'), at('result')]);
}

describe('linli match', () => {
  test.each([[[]], [['--windows', '--budget-ms', '1000']]])(
    'solves a gzipped file so that verify proves it %j',
    async (flags) => {
      const result = await solved(two, ...flags);
      expect(result).toMatchObject({
        version: 1,
        objective: 500 + 75 + 600 + 225,
        unmet: [0, 0],
        windows: flags.length > 0,
      });
      expect(await verified(result)).toBe(0);
      expect(out).toContain('proved: 1400 is optimal\n');
    },
  );

  test('solves and proves a city where nobody asks and nobody comes', async () => {
    const empty = { version: 1, loadPrice: 0, volunteers: [], requests: [] };
    expect(await verified(await solved(empty))).toBe(0);
    expect(await verified(await solved(empty, '--windows'))).toBe(0);
  });

  test('takes a volunteer whom a request names twice once, at the lower cost', async () => {
    const candidates = [
      [1, 900],
      [1, 600],
    ];
    const result = await solved({ ...two, requests: [{ ...two.requests[1]!, demand: 2, candidates }] });
    expect(result).toMatchObject({ objective: 600 + 225 + 20_000, unmet: [1], assignments: [[0, 1]] });
    expect(await verified(result)).toBe(0);
  });

  test('answers 1 to a result that was tampered with and 2 to what it cannot read', async () => {
    const result = await solved(two);
    expect(await verified({ ...result, objective: result.objective - 1 })).toBe(1);
    expect(err).toBe('refuted: the assignments cost 1400, not 1399\n');
    expect(await verified({ ...result, unmet: 'none' })).toBe(2);
    expect(await matchCommand(['verify', at('instance'), at('absent.json')])).toBe(2);
    expect(await matchCommand(['verify', at('result'), at('result')])).toBe(2);
    expect(await matchCommand(['verify', at('instance')])).toBe(2);
  });

  const shut = 'may not be read, or what is in it is wrong';
  test.each<[string, string | Buffer, string, string]>([
    ['text', 'hello', 'is not JSON', '不是 JSON'],
    ['an archive cut short', gzipSync('{}').subarray(0, 15), 'begins like gzip and', '开头像 gzip，但解不开'],
    ['version 2', '{"version":2}', 'version must be 1', 'version 必须是 1'],
    ['no volunteers', '{"version":1,"loadPrice":0}', 'volunteers must be an array', 'volunteers 必须是数组'],
    ['a cost below zero on load', json({ loadPrice: -1 }), 'loadPrice must lie between 0 and', 'loadPrice 必须在 0 到'],
    [
      'a candidate who is not there',
      json({ requests: [{ ...two.requests[0], candidates: [[2, 1]] }] }),
      'requests[0].candidates names volunteer 2, who is not there',
      'requests[0].candidates 提到的志愿者 2 不存在',
    ],
    [
      'a candidate below zero',
      json({ requests: [{ ...two.requests[0], candidates: [[-1, 1]] }] }),
      'requests[0].candidates must lie between 0 and',
      'requests[0].candidates 必须在 0 到',
    ],
    [
      'a window that ends before it begins',
      json({ requests: [{ ...two.requests[0], window: [3, 1] }] }),
      'requests[0].window must end after it starts',
      'requests[0].window 的结束必须晚于开始',
    ],
    [
      'a cost too large to be exact',
      json({ requests: [{ ...two.requests[0], unmetCost: 2 ** 40 }] }),
      'requests[0].unmetCost must lie between -268435456 and 268435456',
      'requests[0].unmetCost 必须在 -268435456 到 268435456 之间',
    ],
  ])(`says in both languages why a file ${shut}: %s`, async (_, content, english, chinese) => {
    await writeFile(at('odd'), content);
    expect(await matchCommand(['solve', at('odd'), '--out', at('never')])).toBe(1);
    expect(err).toContain(english);
    expect(await matchCommand(['verify', at('odd'), at('never')])).toBe(2);
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    expect(await matchCommand(['solve', at('odd'), '--out', at('never')])).toBe(1);
    expect(err).toContain(chinese);
    await expect(readFile(at('never'))).rejects.toThrow('ENOENT');
  });

  test('says which file is missing, is a folder, or cannot be written', async () => {
    expect(await matchCommand(['solve', at('absent'), '--out', at('never')])).toBe(1);
    expect(err).toBe(`${at('absent')}: there is no such file\n`);
    expect(await matchCommand(['solve', folder, '--out', at('never')])).toBe(1);
    expect(err).toContain('is a folder, not a file');
    await solved(two);
    expect(await matchCommand(['solve', at('instance'), '--out', join(at('absent'), 'result')])).toBe(1);
    expect(err).toContain('cannot be written');
  });

  test('shows how it is called when called wrongly', async () => {
    for (const args of [
      ['guess'],
      [],
      ['solve', at('instance')],
      ['solve', '--out', at('r')],
      ['solve', at('instance'), at('instance'), '--out', at('r')],
      ['solve', at('instance'), '--budget-ms', 'soon', '--out', at('r')],
      ['solve', at('instance'), '--budget-ms', '', '--out', at('r')],
      ['solve', at('instance'), '--budget', '5', '--out', at('r')],
      ['verify', at('instance'), at('result'), at('result')],
    ]) {
      err = '';
      expect(await matchCommand(args)).toBe(2);
      expect(err).toContain('linli match solve INSTANCE');
    }
  });
});

describe('linli match on files of every kind', () => {
  test('solves each so that verify proves it, with windows and without', async () => {
    const random = seeded(41);
    for (let n = 0; n < 120; n++) {
      const instance = oddInstance(random, 1 + upTo(random, 30));
      expect(await verified(await solved(instance)), err).toBe(0);
      expect(await verified(await solved(instance, '--windows')), err).toBe(0);
    }
  });

  test('refutes every result in which one number was changed, or proves the very same optimum', async () => {
    const random = seeded(42);
    let refuted = 0;
    for (let n = 0; n < 120; n++) {
      const result = await solved(oddInstance(random, 12));
      const { objective } = result;
      spoil(result, random);
      const code = await verified(result);
      if (code === 0) expect(out.endsWith(`proved: ${objective} is optimal\n`)).toBe(true);
      else refuted++;
    }
    expect(refuted).toBeGreaterThan(100);
  });

  test('whatever the time allowed, gives an allowed answer with a bound that holds', async () => {
    const random = seeded(43);
    const instance = instanceFile(
      randomInstance(random, { requests: 3000, volunteers: 1100, degree: 16, costs: 900, unmet: 20_000, slots: 30 }),
    );
    const optimum = (await solved(instance)).objective;
    for (const budget of ['0', '0.5', '3', '20']) {
      const hurried = await solved(instance, '--budget-ms', budget);
      expect(hurried.lowerBound).toBeLessThanOrEqual(optimum);
      expect(hurried.objective).toBeGreaterThanOrEqual(optimum);
      const code = await verified(hurried);
      if (hurried.objective === hurried.lowerBound) expect(code).toBe(0);
      else expect(err).toContain(`refuted: not optimal: ${hurried.objective - hurried.lowerBound} above the bound\n`);
      expect(await verified(await solved(instance, '--windows', '--budget-ms', budget)), err).toBe(0);
    }
  });
});

function json(change: object): string {
  return JSON.stringify({ ...two, ...change });
}

const size: CaseSize = { requests: 0, volunteers: 0, degree: 8, costs: 60, unmet: 400, slots: 12 };

/** A random file with some of what is odd: nobody with room, ties, gains, dear places, negative slots, twins. */
function oddInstance(random: Random, requests: number): InstanceFile {
  const instance = randomInstance(random, { ...size, requests, volunteers: 1 + upTo(random, requests) });
  if (random() < 0.1) instance.capacity.fill(0);
  if (random() < 0.2) instance.arcCost.fill(5);
  if (random() < 0.1) instance.unmetCost.fill(-20);
  if (random() < 0.2) instance.unmetCost.fill(2 ** 28);
  if (random() < 0.2) instance.demand.set(instance.demand.map(() => upTo(random, 7)));
  if (random() < 0.2) instance.load.fill(1000);
  const file = instanceFile(instance);
  for (const row of file.requests) {
    if (random() < 0.2) row.window = [row.window[0] - 1000, row.window[1] - 999];
    const [first] = row.candidates;
    if (first && random() < 0.1) row.candidates.push([first[0], upTo(random, 60)]);
  }
  return file;
}

function spoil(result: ResultFile, random: Random): void {
  const by = random() < 0.5 ? 1 : -1;
  const { requests } = result.duals;
  const request = upTo(random, requests.length);
  const draw = random();
  if (draw < 0.2) result.objective += by;
  else if (draw < 0.4) result.lowerBound += by;
  else if (draw < 0.6) result.unmet[request] = Math.max(0, result.unmet[request]! - 1) || result.unmet[request]! + 1;
  else if (draw < 0.8 && result.assignments.length > 0) result.assignments.pop();
  else requests[request] = requests[request]! - 1000;
}
