import type { Authenticate } from '../src/platform/http/server.ts';
import type { PersonName, SmallCity } from './city.ts';

/** Whoever is named in the header `x-name`: logging in is identity's matter, and so is showing again who one is. */
export function namedCallers(city: SmallCity): Authenticate {
  return async (request) => {
    const name = request.headers['x-name'] as PersonName | undefined;
    return { networkId: city.networkId, actor: name && (await city.actor(name)), isProven: async () => true };
  };
}
