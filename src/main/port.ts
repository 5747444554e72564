import { createServer } from 'node:net';

/** Why nobody can listen there, as the system says it (EADDRINUSE, EACCES …); null: one can. Port 0 is any free one. */
export function listenError({ host, port }: { host: string; port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
