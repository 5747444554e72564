import type { Authenticate } from '../src/platform/http/server.ts';
import type { Actor } from '../src/shared/actor.ts';
import type { PersonName, SmallCity } from './city.ts';

/** Whoever is named in the header `x-name`: logging in is identity's matter, and so is showing again who one is. */
export function namedCallers(city: SmallCity): Authenticate {
  return async (request) => {
    const name = request.headers['x-name'] as PersonName | undefined;
    return { networkId: city.networkId, actor: name && (await city.actor(name)), isProven: async () => true };
  };
}

/** Whoever's id stands in the header `x-person`, among these; anybody else is nobody. */
export function callersAmong(networkId: string, actors: readonly Actor[]): Authenticate {
  const byId = new Map(actors.map((actor) => [actor.id, actor]));
  return async (request) => ({ networkId, actor: byId.get(String(request.headers['x-person'])) });
}
