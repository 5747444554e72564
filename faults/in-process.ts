import { buildApp } from '../src/main/app.ts';
import type { Context } from '../src/platform/context.ts';

/** A server of this very process, behind a real port. */
export interface InProcess {
  url: string;
  close(): Promise<void>;
}

/** Serves the whole API on any port. Jobs do not run. */
export async function serve(context: Context): Promise<InProcess> {
  const app = await buildApp(context, { requestsPerMinute: 1_000_000 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}`, close: () => app.close() };
}
