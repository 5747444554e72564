import { randomUUID } from 'node:crypto';

/** What the server refused, by its stable code. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** Where the server is, and what stands between: a city with faults lets answers be lost, and says when to go on. */
export interface Server {
  url: string;
  /** Told of every request while it is sent. */
  around?<T>(method: string, path: string, work: () => Promise<T>): Promise<T>;
  /** Waits until a lost answer may be asked for again; absent: an answer that is lost is a failure. */
  back?(): Promise<void>;
}

let addresses = 0;

/** An exchange with the server that went well, as one who looks over somebody's shoulder sees it. */
export interface Exchange {
  method: string;
  path: string;
  body: unknown;
  answer: unknown;
}

/** One person's phone or desk: keeps their session and speaks the open API, nothing else. */
export class Browser {
  /** Looks over the shoulder. */
  watch: (exchange: Exchange) => void = () => {};
  readonly #server: Server;
  /** Everybody calls from an address of their own, as through a proxy in front. */
  readonly #address = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses++ & 255}`;
  readonly #login: (browser: Browser) => Promise<unknown>;
  #cookie = '';

  constructor(server: Server, login: (browser: Browser) => Promise<unknown>) {
    this.#server = server;
    this.#login = login;
  }

  /** Reads something. Throws Refused. */
  get<T>(path: string): Promise<T> {
    return this.#loggedIn<T>('GET', path);
  }

  /** Writes something, once, whatever the network does. Throws Refused. */
  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.#loggedIn<T>('POST', path, body);
  }

  /** Sets something as it is to be. Throws Refused. */
  put<T>(path: string, body: unknown): Promise<T> {
    return this.#loggedIn<T>('PUT', path, body);
  }

  /** Does an action to an order. */
  act(orderId: string, name: string, body: unknown = {}): Promise<unknown> {
    return this.post(`/api/v1/orders/${orderId}/actions/${name}`, body);
  }

  /** Sends something as it is, without logging in first; again with the same key as long as its answer is lost. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const key = randomUUID();
    for (;;) {
      const work = () => this.#sendOnce(method, path, body, key);
      const response = await (this.#server.around?.(method, path, work) ?? work());
      if (response === 'lost') {
        await this.#server.back?.();
        continue;
      }
      const { status, text } = response;
      const answer = text === '' ? {} : (JSON.parse(text) as { code?: string });
      if (status >= 400) throw new Refused(status, (answer as { code?: string }).code ?? 'unknown');
      this.watch({ method, path, body, answer });
      return answer as T;
    }
  }

  /** Lost is what got no whole answer, or 503, where the city has faults; else that is thrown. */
  async #sendOnce(
    method: string,
    path: string,
    body: unknown,
    key: string,
  ): Promise<{ status: number; text: string } | 'lost'> {
    const { url, back } = this.#server;
    try {
      const response = await fetch(url + path, {
        method,
        headers: {
          origin: url,
          'x-forwarded-for': this.#address,
          ...(this.#cookie ? { cookie: this.#cookie } : {}),
          ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status === 503 && back) return 'lost';
      const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
      if (cookie) this.#cookie = cookie;
      return { status: response.status, text };
    } catch (error) {
      if (back) return 'lost';
      throw error;
    }
  }

  /** A session that has ended is begun anew, as a person would. */
  async #loggedIn<T>(method: string, path: string, body?: unknown): Promise<T> {
    if (this.#cookie === '') await this.#login(this);
    try {
      return await this.send<T>(method, path, body);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
      this.#cookie = '';
      await this.#login(this);
      return this.send<T>(method, path, body);
    }
  }
}

/** A phone: the demo shows the code that a text message would bring. */
export function phone(server: Server, number: string, name?: string): Browser {
  return new Browser(server, async (browser) => {
    const { demoCode } = await browser.send<{ demoCode?: string }>('POST', '/api/v1/login/code', { phone: number });
    if (!demoCode) throw new Error('Only a demo shows its codes; the simulator needs one.');
    const login = { phone: number, code: demoCode, privacyConsent: true, ...(name ? { name } : {}) };
    await browser.send('POST', '/api/v1/login/phone', login);
  });
}

/**
 * Does something that somebody else may have made impossible meanwhile: two people may be quicker than one another, and
 * that is no failure of the simulation. Anything but a refusal is. Gives whether it was done.
 */
export async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refused && [403, 404, 409, 412].includes(error.status)) return false;
    throw error;
  }
}

/** A desk. */
export function desk(server: Server, username: string, password: string): Browser {
  return new Browser(server, (browser) => browser.send('POST', '/api/v1/login/password', { username, password }));
}
