import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/main/app.ts';
import { type DeclaredRoute, route } from '../src/platform/http/route.ts';
import { createServer } from '../src/platform/http/server.ts';
import { testContext } from './context.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

/** What opens, grants or exports, by how its address is called: keys, shares, rights, authenticators, data of people. */
const GRAVE = /\/(vault|grants|keys|passkeys|totp|take_authenticators|data|export)(\/|$)/;

/** Such routes that ask for no fresh proof, and why. */
const exempt: Record<string, string> = {
  'GET /api/v1/vault/custody': 'reads public halves',
  'GET /api/v1/vault/openings': 'says that a proposal waits; opens nothing',
  'POST /api/v1/vault/openings/:id/refuse': 'keeps closed',
  'GET /api/v1/grants': 'reads who holds what',
  'GET /api/v1/grants/asked': 'reads what waits',
  'GET /api/v1/keys': 'reads names of keys, never a key',
  'GET /api/v1/me/passkeys': 'reads names of one’s own',
  'PATCH /api/v1/me/passkeys/:id': 'gives a name',
  'POST /api/v1/me/totp/confirm': 'takes the digits of the very app: a proof itself',
};

const nameOf = ({ method, url }: DeclaredRoute) => `${method} ${url}`;
const unguarded = (routes: readonly DeclaredRoute[]) =>
  routes
    .filter(({ url, stepUp }) => GRAVE.test(url) && stepUp === null)
    .map(nameOf)
    .filter((name) => !(name in exempt));

describe('opening, granting and exporting', () => {
  it('ask each for a fresh proof of who calls', async () => {
    const app = await buildApp(context);
    const routes = [...app.declaredRoutes];
    await app.close();
    expect(unguarded(routes)).toEqual([]);
    expect(Object.keys(exempt).filter((name) => !routes.some((each) => nameOf(each) === name))).toEqual([]);
    expect(routes.filter(({ stepUp }) => stepUp !== null).map((each) => `${nameOf(each)} ${each.stepUp}`)).toEqual([
      'POST /api/v1/me/totp always',
      'DELETE /api/v1/me/totp always',
      'GET /api/v1/me/data in_office',
      'POST /api/v1/me/passkeys/options always',
      'POST /api/v1/me/passkeys always',
      'DELETE /api/v1/me/passkeys/:id always',
      'POST /api/v1/people/:id/actions/take_authenticators always',
      'POST /api/v1/grants always',
      'POST /api/v1/grants/asked/:id/actions/agree always',
      'POST /api/v1/grants/asked/:id/actions/decline always',
      'DELETE /api/v1/grants/:id always',
      'POST /api/v1/keys always',
      'DELETE /api/v1/keys/:id always',
      'POST /api/v1/vault/keys always',
      'POST /api/v1/vault/recovery-keys always',
      'POST /api/v1/vault/recovery-keys/:id/confirm always',
      'DELETE /api/v1/vault/recovery-keys/:id always',
      'POST /api/v1/vault/openings always',
      'PUT /api/v1/vault/openings/:id/share always',
      'POST /api/v1/vault/openings/:id/agree always',
    ]);
  });

  it('are noticed where one forgets to ask', () => {
    const planted = {
      method: 'POST',
      url: '/api/v1/vault/openings/:id/peek',
      permission: 'signed_in',
      receipt: false,
      stepUp: null,
    } as const;
    expect(unguarded([planted])).toEqual(['POST /api/v1/vault/openings/:id/peek']);
  });

  it('are refused to a caller of whom nothing is known, by the door itself', async () => {
    const actor = { kind: 'person' as const, id: 'somebody', networkId: '', grants: [] };
    for (const [isProven, status] of [
      [undefined, 403],
      [async () => false, 403],
      [async () => true, 204],
    ] as const) {
      const app = await createServer(context, async () => ({
        networkId: '',
        actor,
        ...(isProven ? { isProven } : {}),
      }));
      route(app, {
        method: 'POST',
        url: '/grave',
        permission: 'signed_in',
        stepUp: 'always',
        summary: 'Something grave',
        tag: 'test',
        handle: async () => ({}),
      });
      const answer = await app.inject({ method: 'POST', url: '/grave' });
      expect(answer.statusCode).toBe(status);
      if (status === 403) expect(answer.json().code).toBe('platform.proof_needed');
      await app.close();
    }
  });
});
