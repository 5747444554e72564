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
  readonly #url: string;
  /** Everybody calls from an address of their own, as through a proxy in front. */
  readonly #address = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses++ & 255}`;
  readonly #login: (browser: Browser) => Promise<unknown>;
  #cookie = '';

  constructor(url: string, login: (browser: Browser) => Promise<unknown>) {
    this.#url = url;
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

  /** Sends something as it is, without logging in first. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        origin: this.#url,
        'x-forwarded-for': this.#address,
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (cookie) this.#cookie = cookie;
    const text = await response.text();
    const answer = text === '' ? {} : (JSON.parse(text) as { code?: string });
    if (!response.ok) throw new Refused(response.status, (answer as { code?: string }).code ?? 'unknown');
    this.watch({ method, path, body, answer });
    return answer as T;
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
export function phone(url: string, number: string, name?: string): Browser {
  return new Browser(url, async (browser) => {
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
export function desk(url: string, username: string, password: string): Browser {
  return new Browser(url, (browser) => browser.send('POST', '/api/v1/login/password', { username, password }));
}
