import { DEMO_PASSWORD } from '../../demo/accounts.ts';

/** Somebody who calls the open API as their page does. */
export interface Caller {
  cookie: string;
  call<T>(method: string, path: string, body?: object, ifMatch?: number): Promise<T>;
}

/** People of the small city whose pages are looked at. */
export const PHONES = { resident: '16900000011', leader: '16900000021', volunteer: '16900000031' } as const;
export const STAFF = { dispatcher: 'zhongxin', administrator: 'admin', clerk: 'suqiu', observer: 'shi' } as const;

/** Logs somebody in: staff by name, everybody else by phone. */
export async function enter(url: string, who: string): Promise<Caller> {
  const staff = !/^\d+$/.test(who);
  let code: string | undefined;
  if (!staff)
    code = ((await (await post(url, '/login/code', { phone: who })).json()) as { demoCode?: string }).demoCode;
  const answer = staff
    ? await post(url, '/login/password', { username: who, password: DEMO_PASSWORD })
    : await post(url, '/login/phone', { phone: who, code, privacyConsent: true });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!answer.ok || !cookie) throw new Error(`${who} could not log in: ${await answer.text()}`);
  return { cookie, call: (method, path, body, ifMatch) => call(url, { cookie, method, path, body, ifMatch }) };
}

interface Sent {
  cookie: string;
  method: string;
  path: string;
  body?: object | undefined;
  ifMatch?: number | undefined;
}

function post(url: string, path: string, body: object): Promise<Response> {
  const headers = { origin: url, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  return fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function call<T>(url: string, { cookie, method, path, body, ifMatch }: Sent): Promise<T> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      origin: url,
      cookie,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** An order for each state that has a page of its own. */
export interface Life {
  asked: string;
  taken: string;
  served: string;
  offered: string;
  forTeam: string;
}

/** Lets people of the small city live through one order in each state. */
export async function live(callers: Record<'resident' | 'leader' | 'volunteer' | 'dispatcher', Caller>): Promise<Life> {
  const { resident, leader, volunteer, dispatcher } = callers;
  const { units } = await resident.call<{ units: { id: string; code: string }[] }>('GET', '/tree');
  const placeUnitId = units.find((unit) => unit.code === '990001001001')?.id;
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const window = { earliestAt: `${tomorrow}T01:00:00.000Z`, latestAt: `${tomorrow}T03:00:00.000Z` };
  const ask = async (text: string) =>
    (await resident.call<{ id: string }>('POST', '/orders', { text, placeUnitId, ...window })).id;
  const act = async (who: Caller, id: string, name: string, input: object = {}) => {
    const { version } = await who.call<{ version: number }>('GET', `/orders/${id}`);
    await who.call('POST', `/orders/${id}/actions/${name}`, input, version);
  };
  const me = async (who: Caller) =>
    who.call<{ personId: string; volunteer: { teams: { teamId: string; leader: boolean }[] } | null }>('GET', '/me');
  const { personId } = await me(volunteer);
  const teamId = (await me(leader)).volunteer?.teams.find((team) => team.leader)?.teamId;
  const offer = async (text: string) => {
    const id = await ask(text);
    await act(dispatcher, id, 'triage', { nature: 'public_service', kind: 'medical_escort' });
    await act(dispatcher, id, 'dispatch', { personIds: [personId] });
    return id;
  };
  const served = await offer('想请人陪我去医院打针。（演示）');
  for (const name of ['accept', 'start', 'finish']) await act(volunteer, served, name);
  const forTeam = await ask('卫生间的灯不亮了，想请人看看。（演示）');
  await act(dispatcher, forTeam, 'triage', { nature: 'public_service', kind: 'plumbing_electric_minor' });
  await act(dispatcher, forTeam, 'dispatch', { teamId });
  const offered = await offer('想请人陪我去医院看眼睛。（演示）');
  const taken = await offer('想请人陪我去医院复查。（演示）');
  await act(volunteer, taken, 'accept');
  return { asked: await ask('想请人来教我用手机挂号。（演示）'), taken, served, offered, forTeam };
}
