import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PersonName, type SmallCity, smallCity } from '../../../tests/city.ts';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { namedCallers } from '../../../tests/named-callers.ts';
import { createServer } from '../../platform/http/server.ts';
import { organisationRoutes } from '../routes.ts';
import { textOfFile } from '../rules/import-text.ts';

const HEAD = 'code,level,nameZh,parentCode\n';
const NEW = `${HEAD}east.8,institute,八街,east\neast.8.1,station,八街一社区,east.8\n`;

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  city = await smallCity(context);
  app = await createServer(context, namedCallers(city));
  organisationRoutes(app);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await context.database.close();
  await database.drop();
});

async function send(what: 'check' | 'import', text: string, name?: PersonName, key?: string) {
  const headers = { ...(name ? { 'x-name': name } : {}), ...(key ? { 'idempotency-key': key } : {}) };
  const answer = await app.inject({ method: 'POST', url: `/api/v1/tree/${what}`, headers, payload: { text } });
  return { status: answer.statusCode, body: answer.json() };
}
async function hasUnit(code: string): Promise<boolean> {
  const { units } = (await app.inject({ url: '/api/v1/tree' })).json<{ units: { code: string }[] }>();
  return units.some((unit) => unit.code === code);
}

describe('a file of units', () => {
  it('is looked at without anything being written: what would change, and every error by its row', async () => {
    expect((await send('check', NEW, 'cityAdministrator')).body).toEqual({
      created: 2,
      changed: 0,
      moved: 0,
      unchanged: 0,
      opening: [
        { row: 2, code: 'east.8', nameZh: '八街', nameEn: '八街', level: 'institute' },
        { row: 3, code: 'east.8.1', nameZh: '八街一社区', nameEn: '八街一社区', level: 'station' },
      ],
      changing: [],
      errors: [],
      errorCount: 0,
    });
    expect(await hasUnit('east.8')).toBe(false);
    const bad = await send('check', `${HEAD}east.8,street,八街,east\n,institute,九街,east\n`, 'cityAdministrator');
    expect(bad.body).toMatchObject({
      errorCount: 2,
      errors: [
        { row: 2, field: 'level', code: 'organisation.import_malformed' },
        { row: 3, field: 'code', code: 'organisation.import_missing' },
      ],
    });
  });

  it('tells the first 200 errors and how many there are', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => `x${index},street,名,east\n`).join('');
    const { body } = await send('check', HEAD + rows, 'cityAdministrator');
    expect([body.errors.length, body.errorCount]).toEqual([200, 250]);
  });

  it('with one error is refused whole', async () => {
    const refused = await send('import', `${NEW}east.9,street,九街,east\n`, 'cityAdministrator');
    expect(refused).toMatchObject({ status: 422, body: { code: 'organisation.import_refused', params: { count: 1 } } });
    expect(await hasUnit('east.8')).toBe(false);
  });

  it('is taken in once, however often it is sent', async () => {
    const first = await send('import', NEW, 'cityAdministrator', 'import-once-0001');
    expect(first).toEqual({ status: 200, body: { created: 2, changed: 0, moved: 0, unchanged: 0 } });
    expect(await hasUnit('east.8.1')).toBe(true);
    const again = await send('import', NEW, 'cityAdministrator', 'import-once-0001');
    // Told what the first did, since its answer may have been lost.
    expect(again).toEqual(first);
    const other = await send(
      'import',
      NEW.replace('八街一社区', '八街二社区'),
      'cityAdministrator',
      'import-once-0001',
    );
    expect(other).toMatchObject({ status: 422, body: { code: 'platform.idempotency_key_reused' } });
  });

  it.each([
    ['[{"code": ', 'organisation.import_json'],
    ['{"a": 1}', 'organisation.import_not_a_list'],
    ['a,b\n1,2,3\n', 'organisation.import_csv'],
    [HEAD, 'organisation.import_no_rows'],
  ])('that cannot be read (%j) is answered with what is wrong', async (text, code) => {
    expect(await send('check', text, 'cityAdministrator')).toMatchObject({ status: 422, body: { code } });
  });

  it('is taken from an administrator of the whole city only', async () => {
    expect((await send('check', NEW)).status).toBe(401);
    for (const name of ['centreDispatcher', 'resident'] as const)
      expect((await send('import', NEW, name)).status).toBe(403);
    expect((await send('check', NEW, 'centreAdministrator')).status).toBe(403);
  });
});

describe('the text of a file', () => {
  it('is read as UTF-8 with or without a byte order mark, else as GB 18030, as spreadsheets in China save it', () => {
    expect(textOfFile(Buffer.from('\uFEFF八街'))).toBe('八街');
    expect(textOfFile(Buffer.from('八街'))).toBe('八街');
    expect(textOfFile(Uint8Array.from([0xb0, 0xcb, 0xbd, 0xd6]))).toBe('八街');
  });
});
