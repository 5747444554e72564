import type { FastifyInstance, InjectOptions } from 'fastify';
import { authenticator, type IdentityPorts, identityRoutes } from '../src/identity/routes.ts';
import { createServer } from '../src/platform/http/server.ts';
import { testContext } from './context.ts';
import { freshDatabase } from './database.ts';
import { makeTown, type Town } from './town.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
/** What a browser sends from its login on. */
export type Cookies = { linli_session: string };

/** A town whose server knows people and how they log in, and nothing else: where tests of identity begin. */
export interface IdentityDoors {
  context: ReturnType<typeof testContext>;
  town: Town;
  app: FastifyInstance;
  /** A request as a page of our own sends it; `url` below `/api/v1`. */
  send(method: Method, url: string, more?: Partial<InjectOptions>): ReturnType<typeof inject>;
  close(): Promise<void>;
}

/** Only to name what `inject` gives. */
const inject = (app: FastifyInstance, options: InjectOptions) => app.inject(options);

/** What is left to say of a person where nobody volunteers and nothing is sent. */
export const nothingElse: IdentityPorts = {
  volunteerOf: async () => undefined,
  unreadOf: async () => 0,
  exporters: [],
  erasers: [],
};

/** Opens it. `ports`: what other capabilities would say of a person. */
export async function openIdentityDoors({
  demo = false,
  ports = nothingElse,
}: {
  demo?: boolean;
  ports?: IdentityPorts;
} = {}): Promise<IdentityDoors> {
  const fresh = await freshDatabase();
  const context = testContext(fresh.databaseUrl, { demo });
  const town = await makeTown(context);
  const app = await createServer(context, authenticator(context, ports), { requestsPerMinute: 100_000 });
  identityRoutes(app, ports);
  await app.ready();
  return {
    context,
    town,
    app,
    send: (method, url, more = {}) =>
      inject(app, {
        method,
        url: `/api/v1${url}`,
        ...more,
        headers: { host: 'localhost:8080', 'sec-fetch-site': 'same-origin', ...more.headers },
      }),
    async close() {
      await app.close();
      await context.database.close();
      await fresh.drop();
    },
  };
}

/** The session that an answer began. */
export function cookiesOf(answer: Awaited<ReturnType<typeof inject>>): Cookies {
  return { linli_session: answer.cookies.find(({ name }) => name === 'linli_session')?.value ?? '' };
}
