import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { createNetwork } from '../../organisation/actions/networks.ts';
import { loadTree } from '../../organisation/actions.ts';
import { importTreeCommand } from './import-tree.ts';

const GOOD = `code,level,nameZh,parentCode,address,openingHours
c,city,小城,,,
d,centre,东区,c,"一街 1 号, 二楼",1-5 08:00-18:00
s,institute,一街,d,,
`;

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let folder: string;
let networkId: string;
let count = 0;
let out = '';
let err = '';

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  folder = await mkdtemp(join(tmpdir(), 'linli-import-'));
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
  await context.database.close();
  await database.drop();
});
beforeEach(async () => {
  networkId = await createNetwork(context, { code: `n${++count}`, nameZh: '小城', nameEn: 'Small' });
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

async function run(content: string, ...options: string[]): Promise<number> {
  const file = join(folder, 'tree');
  await writeFile(file, content);
  return importTreeCommand(context, networkId, [file, ...options]);
}
const size = async () => (await loadTree(context, networkId).catch(() => null))?.units.size ?? 0;

describe('linli import tree', () => {
  it('imports CSV, also with a byte order mark, and a second time changes nothing', async () => {
    expect(await run(`\uFEFF${GOOD}`)).toBe(0);
    expect(out).toBe('created 3, changed 0, unchanged 0\n');
    const tree = await loadTree(context, networkId);
    expect(tree.units.get(tree.byCode.get('d') ?? '')).toMatchObject({
      address: '一街 1 号, 二楼',
      openingHours: [{ opens: '08:00' }],
    });
    expect(await run(GOOD)).toBe(0);
    expect(out).toContain('created 0, changed 0, unchanged 3\n');
  });

  it('imports JSON, as a list or under units', async () => {
    const rows = [{ code: 'c', level: 'city', nameZh: '小城' }];
    expect(await run(JSON.stringify({ units: rows }), '--json')).toBe(0);
    expect(JSON.parse(out)).toEqual({ dryRun: false, created: 1, changed: 0, moved: 0, unchanged: 0, errors: [] });
    expect(await run(JSON.stringify(rows))).toBe(0);
  });

  it('says what a dry run would do, and does not', async () => {
    expect(await run(GOOD, '--dry-run')).toBe(0);
    expect(out).toBe('would be created 3, would be changed 0, unchanged 0\n');
    expect(await size()).toBe(0);
  });

  it('refuses the whole file for one bad row and says which line and what to write', async () => {
    expect(await run(GOOD.replace('s,institute,一街,d', 's,street,一街,x'))).toBe(1);
    expect(err).toBe(
      'row 4, level: "street" does not fit level. Write city, centre, institute, station, point, department, team.\n1 errors: nothing was written\n',
    );
    expect(await size()).toBe(0);
  });

  it('speaks Chinese in a Chinese terminal', async () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    expect(await run(GOOD.replace('s,institute,一街,d', 's,institute,一街,x'))).toBe(1);
    expect(err).toContain('第 4 行，parentCode：上级代码 x 在文件里和系统里都没有');
    expect(err).toContain('没有写入任何内容');
  });

  it('begins a network in a database without one: named as its city, with the tree of the file and nothing by halves', async () => {
    const file = join(folder, 'first');
    const begin = (...options: string[]) => importTreeCommand(context, null, [file, ...options]);
    const named = async () => (await context.database.networks()).filter(({ code }) => code === '1499');
    await writeFile(
      file,
      'code,level,nameZh,nameEn,parentCode\n1499,city,演示市,Demo City,\n149901,centre,东区,East,1400\n',
    );
    expect(await begin()).toBe(1);
    await writeFile(
      file,
      'code,level,nameZh,nameEn,parentCode\n1499,city,演示市,Demo City,\n149901,centre,东区,East,1499\n',
    );
    expect(await begin('--dry-run')).toBe(0);
    expect(await named()).toEqual([]);
    expect(await begin()).toBe(0);
    expect(out).toBe('would be created 2, would be changed 0, unchanged 0\ncreated 2, changed 0, unchanged 0\n');
    const [network] = await named();
    expect((await loadTree(context, network?.id ?? '')).byCode.size).toBe(2);
  });

  it('tells a file that cannot be read from wrong use', async () => {
    expect(await importTreeCommand(context, networkId, [join(folder, 'none')])).toBe(1);
    expect(err).toContain('could not be read');
    expect(await run('a,b\n1,2,3\n')).toBe(1);
    expect(err).toContain('Invalid Record Length');
    expect(await run('{"a": 1}')).toBe(1);
    expect(await importTreeCommand(context, networkId, [])).toBe(2);
    expect(await importTreeCommand(context, networkId, ['a', '--wet-run'])).toBe(2);
  });
});
