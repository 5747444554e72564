import { DEMO_PASSWORD } from '../../demo/accounts.ts';

/** Logs in at the desk through the open API; gives the cookie. */
export function logInAtDesk(url: string, username: string): Promise<string> {
  return logIn(url, '10.0.0.1', '/api/v1/login/password', { username, password: DEMO_PASSWORD });
}

/** Logs a resident in as their phone does, each from an address of their own; gives the cookie. */
export async function logInByPhone(url: string, index: number): Promise<string> {
  const phone = `161${String(20_000_000 + index)}`;
  const address = `10.1.${index >> 8}.${index & 255}`;
  const sent = await post(url, address, '/api/v1/login/code', { phone });
  const { demoCode } = (await sent.json()) as { demoCode?: string };
  const login = { phone, code: demoCode, privacyConsent: true, name: `居民${index}` };
  return logIn(url, address, '/api/v1/login/phone', login);
}

async function logIn(url: string, address: string, path: string, body: object): Promise<string> {
  const response = await post(url, address, path, body);
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (!response.ok || !cookie) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  return cookie;
}

/** Posts as a page of ours does. */
export function post(url: string, address: string, path: string, body: object, cookie = ''): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: {
      origin: url,
      'x-forwarded-for': address,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      cookie,
    },
    body: JSON.stringify(body),
  });
}
