import { createServer } from 'node:net';

/** Whether a server may listen there: nobody else does, and this user may. Port 0, any free one, always is. */
export function isPortFree({ host, port }: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
