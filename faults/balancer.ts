import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

const LOOK_MILLISECONDS = 100;

/**
 * What stands before two servers: hands each connection in turn to one of those that say they are ready, to another where
 * one refuses.
 */
export class Balancer {
  readonly #server: Server;
  readonly #ports: readonly number[];
  readonly #ready: Set<number>;
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: readonly number[]) {
    this.#ports = ports;
    this.#ready = new Set(ports);
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#join(client, this.#order()));
  }

  /** Gives the address to ask. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#timer = setInterval(() => this.#ports.forEach((port) => void this.#look(port)), LOOK_MILLISECONDS);
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#server.close();
  }

  async #look(port: number): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) this.#ready.add(port);
    else this.#ready.delete(port);
  }

  /** Every server that is ready once, another one first each time. */
  #order(): number[] {
    const ready = this.#ports.filter((port) => this.#ready.has(port));
    const first = this.#turn++ % Math.max(1, ready.length);
    return [...ready.slice(first), ...ready.slice(0, first)];
  }

  #join(client: Socket, [port, ...others]: readonly number[]): void {
    client.on('error', () => client.destroy());
    if (port === undefined) {
      client.destroy();
      return;
    }
    const behind = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let isJoined = false;
    behind.on('connect', () => {
      isJoined = true;
      client.pipe(behind);
      behind.pipe(client);
    });
    behind.on('error', () => {
      if (isJoined) client.destroy();
      else this.#join(client, others);
    });
  }
}
