import { type Caller, enter, live, livePetitions, PHONES, STAFF } from '../life.ts';
import type { StandingCity } from '../standing-city.ts';
import type { Lived } from './shelves.ts';

/** Two stations of the small city's county, by code. */
const STATION = '990001001001';
const ELSEWHERE = '990001002001';
/** A quarter of an hour for fifteen steps: what is lived beside the orders is not to make all of them late. */
const SHORT_MINUTES = 0.25;

/** On a busy machine the first answers may come too late. */
export async function enterPatiently(url: string, who: string, tries = 5): Promise<Caller> {
  try {
    return await enter(url, who);
  } catch (error) {
    if (tries === 1) throw error;
    return enterPatiently(url, who, tries - 1);
  }
}

/** Lets the city live, with some time between each two things that somebody does. */
export async function liveAll(city: StandingCity, now: Date): Promise<Lived> {
  const slowly = async (who: string, minutes = 1): Promise<Caller> => {
    const caller = await enterPatiently(city.url, who);
    const call: Caller['call'] = (...asked) => {
      city.clock.forward(minutes);
      return caller.call(...asked);
    };
    return { ...caller, call };
  };
  const [resident, leader, volunteer] = [
    await slowly(PHONES.resident),
    await slowly(PHONES.leader),
    await slowly(PHONES.volunteer),
  ];
  const lived = await live({ resident, leader, volunteer, dispatcher: await slowly(STAFF.dispatcher) }, now);
  const petitions = await livePetitions({
    resident,
    clerk: await slowly(STAFF.clerk),
    officer: await slowly(STAFF.officer),
  });
  const beside = await liveBeside((who) => slowly(who, SHORT_MINUTES), lived.offered);
  const { personId, volunteer: member } = await leader.call<{
    personId: string;
    volunteer: { teams: { teamId: string; leader: boolean }[] };
  }>('GET', '/me');
  await city.settle();
  const team = member.teams.find((each) => each.leader)?.teamId ?? '';
  return { ...lived, ...beside, petitions, person: personId, team };
}

type Beside = Pick<Lived, 'toSend' | 'numberToSend' | 'question' | 'emergency' | 'unit' | 'centre' | 'elsewhere'>;

/** What stands beside the orders of the loop: one to send, a question, an emergency, snow, a batch, an answer, a breach. */
async function liveBeside(slowly: (who: string) => Promise<Caller>, offered: string): Promise<Beside> {
  const [resident, volunteer, dispatcher] = [
    await slowly(PHONES.resident),
    await slowly(PHONES.volunteer),
    await slowly(STAFF.dispatcher),
  ];
  const { units } = await resident.call<{ units: { id: string; code: string }[] }>('GET', '/tree');
  const idOf = (code: string) => units.find((unit) => unit.code === code)?.id ?? '';
  const [unit, centre, elsewhere] = [idOf(STATION), idOf(STATION.slice(0, 6)), idOf(ELSEWHERE)];
  const judged = async (text: string, input: object) => {
    const order = await resident.call<{ id: string; number: string }>('POST', '/orders', { text, placeUnitId: unit });
    await act(dispatcher, order.id, 'triage', input);
    return order;
  };
  const toSend = await judged('膝盖疼，下不了楼，想请人代我去药店取药。（演示）', {
    nature: 'public_service',
    kind: 'medicine_pickup',
  });
  const question = await judged('图书馆星期天开不开门？（演示）', { nature: 'consultation', urgency: 'normal' });
  // Too early: the number is shown to whoever has taken it.
  await volunteer.call('POST', `/orders/${offered}/contact`, {}).catch(() => undefined);
  await dispatcher.call('POST', `/units/${centre}/weather`, {
    weather: 'snow',
    from: '2026-11-26',
    until: '2026-11-27',
  });
  await dispatcher.call('POST', `/units/${centre}/batch`, {});
  await publish(slowly, resident, unit);
  await breach(await slowly(STAFF.auditor), resident);
  const caller = { name: '演示居民', phone: '16900009999', relation: 'caller', consent: 'spoken' };
  const { id: emergency } = await (await slowly(STAFF.city)).call<{ id: string }>('POST', '/orders', {
    text: '老伴摔倒了，叫不醒。（演示）',
    placeUnitId: elsewhere,
    onBehalfOf: caller,
  });
  return {
    toSend: toSend.id,
    numberToSend: toSend.number,
    question: question.id,
    emergency,
    unit,
    centre,
    elsewhere,
  };
}

async function act(who: Caller, id: string, name: string, input: object = {}): Promise<void> {
  const { version } = await who.call<{ version: number }>('GET', `/orders/${id}`);
  await who.call('POST', `/orders/${id}/actions/${name}`, input, version);
}

/** A complaint that was replied to, whose question and answer everybody may read. */
async function publish(slowly: (who: string) => Promise<Caller>, resident: Caller, unit: string): Promise<void> {
  const [clerk, officer] = [await slowly(STAFF.clerk), await slowly(STAFF.officer)];
  const { grants } = await officer.call<{ grants: { role: string; unitId: string }[] }>('GET', '/me');
  const departmentId = grants.find((grant) => grant.role === 'department_officer')?.unitId;
  const text = '海棠里小区（演示）门口的公交站台晚上没有灯。';
  const { id } = await resident.call<{ id: string }>('POST', '/orders', {
    text,
    placeUnitId: unit,
    confidential: true,
  });
  await act(clerk, id, 'triage', { nature: 'complaint' });
  await clerk.call('PUT', `/orders/${id}/complained-of`, { unitIds: [], personIds: [] });
  await act(clerk, id, 'forward', { departmentId, text: `${text}（已隐去身份）` });
  await act(officer, id, 'sign_for');
  await act(officer, id, 'admit', { words: '我们受理了，会去现场看。' });
  await act(officer, id, 'reply', { words: '灯已经接好，今晚就亮。' });
  await act(resident, id, 'consent_publication', { given: true });
  await clerk.call('PUT', `/orders/${id}/publication`, {
    question: '有的公交站台晚上没有灯，归谁管？',
    answer: '站台的灯由我们维护。不亮时请告诉社区站，我们三个工作日之内去修。',
  });
}

/** A breach of personal data that somebody was told of. */
async function breach(auditor: Caller, resident: Caller): Promise<void> {
  const { items } = await resident.call<{ items: { number: string }[] }>('GET', '/me/orders');
  const { id } = await auditor.call<{ id: string }>('POST', '/breaches', {
    happenedAt: null,
    foundAt: '2026-11-24T01:30:00Z',
    dataKinds: ['content'],
    what: '演示：一个账号看了不该看的诉求。',
    cause: '演示：账号借给了别人。',
    consequences: '演示：有人可能知道您写了什么。',
    measuresTaken: '演示：账号停了，密码换了。',
    measuresForPeople: '演示：接到可疑电话不要理会。',
    contact: '演示：0351-0000000',
  });
  await auditor.call('POST', `/breaches/${id}/concerned`, { numbers: [items[0]?.number] });
  await auditor.call('POST', `/breaches/${id}/tell`, {});
}
