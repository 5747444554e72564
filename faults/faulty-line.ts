import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** How the way to the database is now. */
export type Line =
  /** As it should be. */
  | 'open'
  /** Every connection is cut, new ones are refused. */
  | 'cut'
  /** Connections stay and are accepted, and nothing arrives on either side: a cable was pulled, a firewall forgot. */
  | 'silent'
  /** What is asked arrives, and what is answered does not: what was done is not heard of. */
  | 'one-way'
  /** Connections that were there are silent for good, new ones are as they should be: a firewall was started anew. */
  | 'forgotten'
  /** Everything arrives late. */
  | 'slow';

/** Each piece arrives so much later on a slow line. */
const LATE_MILLISECONDS = 150;

/** A TCP proxy that can be told to fail in the ways networks do. Owns its sockets. */
export class FaultyLine {
  readonly #server: Server;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  /** Those that were forgotten: they stay open and nothing comes through. */
  readonly #forgotten = new WeakSet<Socket>();
  #line: Line = 'open';
  #listening = 0;

  /** `port`: where what stands behind it listens on loopback. */
  constructor(port: number) {
    this.#port = port;
    this.#server = createServer((socket) => this.#join(socket));
  }

  /** Listens on any port, the same one from then on; gives it. */
  async listen(): Promise<number> {
    this.#server.listen(this.#listening, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.#listening = typeof address === 'object' && address ? address.port : 0;
    return this.#listening;
  }

  /** From now on the line is like this. */
  async become(line: Line): Promise<void> {
    const before = this.#line;
    this.#line = line;
    if (line === 'cut') {
      this.#server.close();
      this.#destroyAll();
    } else if (before === 'cut') await this.listen();
    if (line === 'forgotten') for (const socket of this.#sockets) this.#forgotten.add(socket);
    // What was lost on a silent line does not come back: such connections are dead for good.
    if (before === 'silent' || before === 'one-way') this.#destroyAll();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#destroyAll();
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(client: Socket): void {
    const behind = connect({ port: this.#port, host: '127.0.0.1' });
    for (const [from, to, way] of [
      [client, behind, 'there'],
      [behind, client, 'back'],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (!this.#swallows(from, way)) this.#pass(bytes, to);
      });
      from.on('error', () => from.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  #swallows(from: Socket, way: 'there' | 'back'): boolean {
    return this.#line === 'silent' || (this.#line === 'one-way' && way === 'back') || this.#forgotten.has(from);
  }

  #pass(bytes: Buffer | string, to: Socket): void {
    if (this.#line === 'slow')
      setTimeout(() => {
        if (!to.destroyed) to.write(bytes);
      }, LATE_MILLISECONDS);
    else to.write(bytes);
  }
}
