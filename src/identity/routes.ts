import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../platform/context.ts';
import { addressOf, REQUESTS_PER_MINUTE } from '../platform/http/limits.ts';
import type { Authenticate, Authenticated } from '../platform/http/server.ts';
import type { Actor } from '../shared/actor.ts';
import { Problem } from '../shared/problem.ts';
import type { Caller } from './actions/callers.ts';
import type { MyDataPorts } from './actions/my-data.ts';
import { knownNetworks } from './actions/networks.ts';
import { isProven } from './actions/proofs.ts';
import { type CallerPorts, callerOfKey, callerOfSession } from './actions/sessions.ts';
import { Strangers } from './actions/strangers.ts';
import { loginRoutes, SESSION_COOKIE } from './routes/login.ts';
import { meRoutes } from './routes/me.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { peopleRoutes } from './routes/people.ts';

/** What identity needs from higher capabilities, tied in `main`. */
export type IdentityPorts = MyDataPorts;

/** Every route of identity. */
export function identityRoutes(app: FastifyInstance, ports: IdentityPorts): void {
  loginRoutes(app, ports);
  meRoutes(app, ports);
  passkeyRoutes(app);
  peopleRoutes(app);
}

/** Who holds the receipt of a petition, by its code; throws for a code that opens nothing. Tied in `main`. */
type HolderOfReceipt = (
  context: Context,
  networkId: string,
  guess: { code: string; address: string },
) => Promise<Actor>;

/**
 * Finds out who calls: a key (`Authorization: Bearer linli_…`), the receipt of a petition (`Authorization: Receipt …`) or a
 * session (cookie), else nobody, in the network that `X-Linli-Network` names by its code or the first there is. A write by
 * cookie must come from our own page (OWASP ASVS 5.0 V3.5.1). What opens nothing is limited by address
 * (`actions/strangers.ts`). Problems `identity.key_unknown` (401), `identity.cross_site` (403), `identity.network_unknown`
 * (404), `platform.too_many_requests` (429), those of `holderOfReceipt`.
 */
export function authenticator(
  context: Context,
  ports: CallerPorts,
  options: { holderOfReceipt?: HolderOfReceipt; wrongPerMinute?: number } = {},
): Authenticate {
  const { holderOfReceipt } = options;
  const strangers = new Strangers(options.wrongPerMinute ?? REQUESTS_PER_MINUTE);
  return async (request) => {
    const address = addressOf(request);
    const code = /^Receipt +(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (code !== undefined && holderOfReceipt) {
      const networkId = await askedNetwork(context, request);
      const actor = await strangers.meet({ kind: 'receipt', secret: code, address }, () =>
        holderOfReceipt(context, networkId, { code, address }),
      );
      return { networkId, actor };
    }
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const shown = { kind: 'key', secret: bearer, address } as const;
      const caller = await strangers.meet(shown, () => callerOfKey(context, bearer));
      if (!caller)
        throw new Problem('identity.key_unknown', 401, 'This key does not exist or was revoked. Make a new one.');
      return authenticated(context, caller);
    }
    return callerByCookie(context, ports, request, strangers);
  };
}

async function callerByCookie(
  context: Context,
  ports: CallerPorts,
  request: FastifyRequest,
  strangers: Strangers,
): Promise<Authenticated> {
  const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  const site = isWrite ? siteOf(context, request) : 'own';
  if (site === 'other') throw crossSite();
  const token = request.cookies[SESSION_COOKIE];
  const shown = { kind: 'session', secret: token ?? '', address: addressOf(request) } as const;
  const caller = token ? await strangers.meet(shown, () => callerOfSession(context, ports, token)) : undefined;
  if (!caller) return { networkId: await askedNetwork(context, request), actor: undefined };
  if (site === 'unknown') throw crossSite();
  return authenticated(context, caller);
}

function authenticated(context: Context, caller: Caller): Authenticated {
  const { actor } = caller;
  return { networkId: actor.networkId, actor, isProven: (asked) => isProven(context, caller, asked) };
}

/** Where a write comes from, by what the browser says and no page can forge: `Sec-Fetch-Site`, or `Origin` in older ones. */
function siteOf(context: Context, request: FastifyRequest): 'own' | 'other' | 'unknown' {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'other';
  const { origin } = request.headers;
  if (origin === undefined) return 'unknown';
  // A proxy may ask by an address of its own, and then only the one that was set is that of the pages.
  if (context.origin !== undefined && origin === context.origin) return 'own';
  return URL.canParse(origin) && new URL(origin).host === request.host ? 'own' : 'other';
}

function crossSite(): Problem {
  return new Problem(
    'identity.cross_site',
    403,
    'This came from another site’s page, so it was not done. Open Linli itself and try again.',
  );
}

async function askedNetwork(context: Context, request: FastifyRequest): Promise<string> {
  const networks = await knownNetworks(context);
  const code = request.headers['x-linli-network'];
  const network = code === undefined ? networks[0] : networks.find((one) => one.code === code);
  if (!network) throw new Problem('identity.network_unknown', 404, 'There is no network of this name here.');
  return network.id;
}
