import { insertPeople } from '../src/identity/actions.ts';
import { actOnOrder } from '../src/orders/actions/act.ts';
import { publishAnswer } from '../src/orders/actions/answers.ts';
import { markComplained } from '../src/orders/actions/complained.ts';
import { type Ground, loadGround } from '../src/orders/actions/ground.ts';
import { submitOrder } from '../src/orders/actions/submit.ts';
import type { ActionInput, NewOrder, OnBehalfOf } from '../src/orders/schema/inputs.ts';
import type { ActionName } from '../src/orders/schema/states.ts';
import { centreOf } from '../src/organisation/rules/tree.ts';
import { SettableClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/context.ts';
import type { Actor } from '../src/shared/actor.ts';
import { newId } from '../src/shared/ids.ts';
import { type DemoHelper, type EnteredAccount, idOf } from './enter.ts';
import { byCentre, type HelpersByCentre, helpersFor } from './helpers-near.ts';
import { DEMO_MARK, demoName } from './names.ts';
import type { DemoOrder } from './orders.ts';
import { type Random, randomOf } from './random.ts';
import { type DemoStep, timelineOf } from './timeline.ts';

/** Everybody the orders of the demo need. */
export interface Cast {
  /** The first are asked first. */
  helpers: readonly DemoHelper[];
  /** Accounts with a name: residents some orders belong to, and officers who answer. */
  named: readonly EnteredAccount[];
  /** Who is on duty at a county, by its unit id. */
  staff: ReadonlyMap<string, { dispatcher: string; petition_clerk: string }>;
}

/** How many orders are carried on at once; each has its own clock. */
const LANES = 6;

/**
 * Carries orders along the loop to their stages by the actions that people use, each step at its own time of the days
 * before now. An order that nobody of the demo could serve stops where it is; their ids are given back.
 */
export async function playOrders(
  context: Context,
  networkId: string,
  orders: readonly DemoOrder[],
  cast: Cast,
): Promise<string[]> {
  const ground = await loadGround(context, networkId);
  const stage = {
    context,
    networkId,
    ground,
    cast,
    near: byCentre(ground.tree, cast.helpers),
    now: context.clock.now(),
  };
  const askers = await enterAskers(stage, orders);
  const placed = new Map<string, string>();
  const stopped: string[] = [];
  const play = async (order: DemoOrder) => {
    const asker = askers.get(order.id);
    if (!asker) throw new Error(`Nobody asks for the demo order ${order.id}.`);
    if (!(await playAll(runOf(stage, order, asker, placed)))) stopped.push(order.id);
  };
  // What is merged needs the other one first.
  await inLanes(
    orders.filter((order) => order.mergedInto === undefined),
    play,
  );
  await inLanes(
    orders.filter((order) => order.mergedInto !== undefined),
    play,
  );
  return stopped.sort();
}

async function inLanes<T>(list: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const left = [...list];
  const lane = async () => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await work(each);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

interface Stage {
  context: Context;
  networkId: string;
  ground: Ground;
  cast: Cast;
  near: HelpersByCentre;
  now: Date;
}

/** Somebody whose order it is. */
interface Asker {
  id: string;
  name: string;
  phone: string;
}

/** Enters whoever asks: a resident for each order, but for those of a named account. */
async function enterAskers(stage: Stage, orders: readonly DemoOrder[]): Promise<Map<string, Asker>> {
  const { context, networkId, ground, cast, now } = stage;
  const askers = new Map<string, Asker>();
  const people = orders.flatMap((order, index) => {
    const named = order.as && cast.named.find(({ account }) => account.name === `${order.as}${DEMO_MARK}`);
    if (named) {
      askers.set(order.id, { id: named.personId, name: named.account.name, phone: named.account.phone ?? '' });
      return [];
    }
    const random = randomOf('asker', order.id);
    const birthYear = now.getUTCFullYear() - (order.by === 'elder' ? 68 + random.below(20) : 24 + random.below(36));
    const [id, name] = [newId(now), demoName(birthYear, random)];
    const home = idOf(ground.tree, order.unitCode);
    const atHome = ground.tree.units.get(home)?.level === 'station' ? home : null;
    const phone = `1693${String(index).padStart(7, '0')}`;
    askers.set(order.id, { id, name, phone });
    return [{ id, name, phone, birthYear, homeUnitId: atHome, createdAt: now, claimedAt: now }];
  });
  await context.database.transaction(networkId, (connection) => insertPeople(connection, people));
  return askers;
}

/** One order on its way, with a clock of its own. */
interface Run {
  stage: Stage;
  order: DemoOrder;
  asker: Asker;
  /** Ids of the orders that were placed, by their id in the file. */
  placed: Map<string, string>;
  clock: SettableClock;
  context: Context;
  random: Random;
  placeId: string;
  orderId: string;
  /** Who of the staff has it: the dispatcher, or the petition clerk for what is confidential. */
  duty: 'dispatcher' | 'petition_clerk';
  /** Who was asked last. */
  helpers: DemoHelper[];
  /** How many were asked before: the next ones are others. */
  asked: number;
}

function runOf(stage: Stage, order: DemoOrder, asker: Asker, placed: Map<string, string>): Run {
  const clock = new SettableClock(stage.now);
  return {
    stage,
    order,
    asker,
    placed,
    clock,
    context: { ...stage.context, clock },
    random: randomOf('order', order.id),
    placeId: idOf(stage.ground.tree, order.unitCode),
    orderId: '',
    duty: 'dispatcher',
    helpers: [],
    asked: 0,
  };
}

/** Plays all steps; false when nobody could be found to serve. */
async function playAll(run: Run): Promise<boolean> {
  const { ground, now } = run.stage;
  const urgency = ground.policies.kinds.get(run.order.kind)?.urgency;
  const urgent = urgency === 'urgent' || urgency === 'critical';
  const { offsetMinutes } = ground.calendar;
  for (const { step, at } of timelineOf(run.order, { now, urgent, random: run.random, offsetMinutes })) {
    run.clock.set(at);
    if (step !== 'dispatch') await steps[step](run);
    else if (!(await dispatch(run))) return false;
  }
  if (run.order.published) await publish(run, run.order.published);
  return true;
}

const steps: Record<Exclude<DemoStep, 'dispatch'>, (run: Run) => Promise<void>> = {
  submit,
  triage,
  hand_over: (run) => act(run, staffOf(run), 'hand_over', { unitId: departmentOf(run) }),
  answer: (run) =>
    act(run, run.order.handed ? officerOf(run) : staffOf(run), 'answer', { words: run.order.answer ?? '' }),
  decline: (run) => act(run, helperOf(run, 0), 'decline', {}),
  accept: (run) => byEach(run, (helper) => act(run, helper, 'accept', {})),
  start: (run) => byEach(run, (helper) => act(run, helper, 'start', {})),
  finish: (run) =>
    byEach(run, (helper, last) => act(run, helper, 'finish', last && run.order.note ? { note: run.order.note } : {})),
  review: (run) => review(run, true),
  unsolved: (run) => review(run, false),
  merge: (run) => act(run, staffOf(run), 'merge', { into: run.placed.get(run.order.mergedInto ?? '') ?? '' }),
  withdraw: (run) => act(run, askerOf(run), 'withdraw', run.order.reason ? { reason: run.order.reason } : {}),
  forward,
  sign_for: (run) => act(run, officerOf(run), 'sign_for', {}),
  object: (run) => act(run, officerOf(run), 'object', { reason: run.order.objection ?? '' }),
  admit: (run) => act(run, officerOf(run), 'admit', { words: noticeOf(run) }),
  reply: (run) => act(run, officerOf(run), 'reply', { words: run.order.reply ?? '' }),
  ask_reconsideration: (run) => act(run, askerOf(run), 'ask_reconsideration', { reason: run.order.appeal ?? '' }),
  conclude: (run) => act(run, cityClerkOf(run), 'conclude', { upheld: true, words: run.order.conclusion ?? '' }),
  confirm_safe: (run) =>
    act(run, staffOf(run), 'confirm_safe', { reached: true, ...(run.order.safe ? { words: run.order.safe } : {}) }),
};

/** Invented places complain of nobody of the units here, which a clerk says before it goes anywhere. */
async function forward(run: Run): Promise<void> {
  await markComplained(run.context, staffOf(run), run.orderId, { unitIds: [], personIds: [] });
  await act(run, staffOf(run), 'forward', {
    departmentId: departmentOf(run),
    text: run.order.masked ?? run.order.text,
  });
}

async function submit(run: Run): Promise<void> {
  const { order, random } = run;
  const behalf = onBehalf(run);
  const input: NewOrder = {
    text: order.text,
    placeUnitId: run.placeId,
    ...(order.wish ? { wish: order.wish } : {}),
    ...(order.places ? { places: order.places } : {}),
    ...(order.confidential ? { confidential: true } : {}),
    // About half of the people choose what it is themselves.
    ...(behalf === undefined && order.nature === 'public_service' && random.chance(0.5) ? { kind: order.kind } : {}),
    ...(behalf ? { onBehalfOf: behalf } : {}),
  };
  const placed = await submitOrder(run.context, order.by === 'staff' ? staffOf(run) : askerOf(run), input);
  run.orderId = placed.id;
  run.duty = placed.confidential ? 'petition_clerk' : 'dispatcher';
  run.placed.set(order.id, placed.id);
}

/** For whom it is, where not for the one who tells it. What somebody complains of is their own. */
function onBehalf({ order, asker, random, stage }: Run): OnBehalfOf | undefined {
  const { by, nature } = order;
  if (by === 'self' || by === 'elder' || order.as) return undefined;
  if (by === 'staff') {
    // With their number the caller is found again: the order is theirs from the first.
    const { name, phone } = asker;
    return { name, phone, relation: random.chance(0.6) ? 'caller' : 'walk_in', consent: 'spoken' };
  }
  if (nature === 'petition' || nature === 'complaint' || nature === 'emergency') return undefined;
  const birthYear = stage.now.getUTCFullYear() - 65 - random.below(25);
  return { name: demoName(birthYear, random), relation: by === 'child' ? 'parent' : 'neighbour', consent: 'spoken' };
}

async function triage(run: Run): Promise<void> {
  const { kind, nature, people } = run.order;
  await act(run, staffOf(run), 'triage', { nature, kind, ...(people ? { places: people } : {}) });
  run.duty = nature === 'petition' || nature === 'complaint' ? 'petition_clerk' : 'dispatcher';
}

/** To a team; by name where it takes several. A second time, to somebody else. False when there is nobody. */
async function dispatch(run: Run): Promise<boolean> {
  const { ground, near } = run.stage;
  const kind = ground.policies.kinds.get(run.order.kind);
  if (!kind) throw new Error(`The demo order ${run.order.id} is of no kind that exists.`);
  const places = Math.max(run.order.places ?? 1, run.order.people ?? 1, kind.twoPersonRule ? 2 : 1);
  const able = helpersFor(ground.tree, near, run.placeId, kind, ground.skillRules).slice(run.asked);
  run.helpers = able.slice(0, places);
  run.asked += places;
  const [first] = run.helpers;
  if (!first || run.helpers.length < places) return false;
  const to = places === 1 ? { teamId: first.teamId } : { personIds: run.helpers.map(({ personId }) => personId) };
  await act(run, staffOf(run), 'dispatch', to);
  return true;
}

/** The owner agrees, and the clerk publishes question and answer in words of their own. */
async function publish(run: Run, words: { question: string; answer: string }): Promise<void> {
  await act(run, askerOf(run), 'consent_publication', { given: true });
  await publishAnswer(run.context, staffOf(run), run.orderId, words);
}

async function review(run: Run, solved: boolean): Promise<void> {
  const { stars = 5, review: words } = run.order;
  await act(run, askerOf(run), 'review', { stars, solved, ...(words ? { words } : {}) });
}

async function byEach(run: Run, work: (helper: Actor, last: boolean) => Promise<void>): Promise<void> {
  for (const index of run.helpers.keys()) await work(helperOf(run, index), index === run.helpers.length - 1);
}

function askerOf({ asker, stage }: Run): Actor {
  return { kind: 'person', id: asker.id, networkId: stage.networkId, grants: [] };
}

function helperOf({ helpers, order, stage }: Run, index: number): Actor {
  const helper = helpers[index];
  if (!helper) throw new Error(`Nobody was asked to serve the demo order ${order.id}.`);
  return { kind: 'person', id: helper.personId, networkId: stage.networkId, grants: [], volunteer: helper.acting };
}

/** Who is on duty at the county. */
function staffOf({ duty, order, placeId, stage }: Run): Actor {
  const centre = centreOf(stage.ground.tree, placeId);
  const id = stage.cast.staff.get(centre)?.[duty];
  if (!id) throw new Error(`The demo has nobody on duty as ${duty} for ${order.id}.`);
  return { kind: 'person', id, networkId: stage.networkId, grants: [{ role: duty, unitId: centre }] };
}

function departmentOf({ order, stage }: Run): string {
  const { tree, policies } = stage.ground;
  return idOf(tree, `${tree.units.get(tree.rootId)?.code}.${policies.kinds.get(order.kind)?.department}`);
}

/** The department's officer; where the demo has none with an account, the one there is stands in. */
function officerOf(run: Run): Actor {
  const unitId = departmentOf(run);
  const officers = run.stage.cast.named.filter((one) => one.account.role === 'department_officer');
  const officer = officers.find((one) => one.unitId === unitId) ?? officers[0];
  if (!officer) throw new Error('The demo has no department officer.');
  const grants = [{ role: 'department_officer' as const, unitId }];
  return { kind: 'person', id: officer.personId, networkId: run.stage.networkId, grants };
}

/** The city's petition clerks look at it again. */
function cityClerkOf({ stage, ...run }: Run): Actor {
  const unitId = stage.ground.tree.rootId;
  return { ...staffOf({ stage, ...run }), grants: [{ role: 'petition_clerk', unitId }] };
}

function noticeOf({ stage }: Run): string {
  return stage.ground.policies.petitions.templates.find((each) => each.step === 'admit')?.textZh ?? '';
}

function act<Name extends ActionName>(run: Run, actor: Actor, action: Name, input: ActionInput<Name>): Promise<void> {
  return actOnOrder(run.context, actor, { orderId: run.orderId, action, input });
}
