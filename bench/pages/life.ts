import { DEMO_PASSWORD } from '../../demo/accounts.ts';

/** Somebody who calls the open API as their page does. */
export interface Caller {
  cookie: string;
  call<T>(method: string, path: string, body?: object, ifMatch?: number): Promise<T>;
}

/** People of the small city whose pages are looked at. */
export const PHONES = { resident: '16900000011', leader: '16900000021', volunteer: '16900000031' } as const;
export const STAFF = {
  dispatcher: 'zhongxin',
  city: 'shi',
  station: 'zhan',
  administrator: 'admin',
  clerk: 'suqiu',
  officer: 'bumen',
  leader: 'duizhang',
  observer: 'shi',
  auditor: 'shenji',
  custodian: 'baoguan',
} as const;

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

/** Lets people of the small city live through one order in each state, wanted on the day after `now`. */
export async function live(
  callers: Record<'resident' | 'leader' | 'volunteer' | 'dispatcher', Caller>,
  now = new Date(),
): Promise<Life> {
  const { resident, leader, volunteer, dispatcher } = callers;
  const { units } = await resident.call<{ units: { id: string; code: string }[] }>('GET', '/tree');
  const placeUnitId = units.find((unit) => unit.code === '990001001001')?.id;
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
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

/** A petition in each state that has a page of its own: before its clerk, ready for a department, asked back, answered. */
export interface PetitionLife {
  waiting: string;
  marked: string;
  /** The code of a receipt that opens one without an account. */
  code: string;
  asked: string;
  replied: string;
}

/** Lets a resident complain of an invented place, and the complaint go its way. */
export async function livePetitions(callers: Record<'resident' | 'clerk' | 'officer', Caller>): Promise<PetitionLife> {
  const { resident, clerk, officer } = callers;
  const { units } = await resident.call<{ units: { id: string; code: string; level: string }[] }>('GET', '/tree');
  const placeUnitId = units.find((unit) => unit.code === '990001001001')?.id;
  const me = await officer.call<{ grants: { role: string; unitId: string }[] }>('GET', '/me');
  const departmentId = me.grants.find((grant) => grant.role === 'department_officer')?.unitId;
  const ask = async (text: string) =>
    (await resident.call<{ id: string }>('POST', '/orders', { text, placeUnitId, confidential: true })).id;
  const act = async (who: Caller, id: string, name: string, input: object = {}) => {
    const { version } = await who.call<{ version: number }>('GET', `/orders/${id}`);
    await who.call('POST', `/orders/${id}/actions/${name}`, input, version);
  };
  const readied = async (text: string) => {
    const id = await ask(text);
    await act(clerk, id, 'triage', { nature: 'complaint' });
    await clerk.call('PUT', `/orders/${id}/complained-of`, { unitIds: [], personIds: [] });
    return id;
  };
  const admitted = async (text: string) => {
    const id = await readied(text);
    await act(clerk, id, 'forward', { departmentId, text: `${text}（已隐去身份）` });
    await act(officer, id, 'sign_for');
    await act(officer, id, 'admit', { words: '我们受理了，会去现场看。' });
    return id;
  };
  const replied = await admitted('云杉里小区（演示）三号楼的电梯坏了很久，没有人修。');
  await act(officer, replied, 'reply', { words: '电梯已经请人修好，明天上午验收。' });
  const asked = await admitted('柳荫里小区（演示）门口的路灯不亮，晚上走路不安全。');
  await act(officer, asked, 'ask', { words: '是哪一个门口？' });
  const marked = await readied('梧桐里小区（演示）的垃圾三天没有人收。');
  const complaint = { text: '榆树里小区（演示）的健身器材坏了没有人修。', placeUnitId };
  const { code } = await resident.call<{ code: string }>('POST', '/receipts', complaint);
  return { waiting: await ask('槐树里小区（演示）的物业多收停车费。'), marked, code, asked, replied };
}
