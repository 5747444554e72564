import { decide } from '../../src/orders/rules/decide.ts';
import type { Decision } from '../../src/orders/rules/decision.ts';
import { type OrderState, tell } from '../../src/orders/rules/state.ts';
import { type Submission, submission } from '../../src/orders/rules/submit.ts';
import type { ActionInput } from '../../src/orders/schema/inputs.ts';
import type { ActionName } from '../../src/orders/schema/states.ts';
import type { NewEvent, StoredEvent } from '../../src/platform/events.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { Problem } from '../../src/shared/problem.ts';
import { nextRing, type Stories, tellOn } from '../history.ts';
import { faultsOfStep } from '../invariants.ts';
import { pick } from '../random.ts';
import { WeekAgenda } from './agenda.ts';
import { aroundOf, type Named, type WeekGround } from './ground.ts';
import { rightsExceeded } from './rights.ts';
import { clockActor, type Taiyuan } from './town.ts';
import type { Trouble } from './troubles.ts';

/** What was looked at. */
export interface Looked {
  steps: number;
  refused: number;
  strangers: number;
  sweeps: number;
}

/** The week under way: every order in memory, changed by the rules alone and by nothing else. Owns them. */
export class WeekWorld {
  readonly seed: number;
  readonly taiyuan: Taiyuan;
  readonly ground: WeekGround;
  readonly troubles: readonly Trouble[];
  readonly agenda = new WeekAgenda();
  readonly orders = new Map<string, OrderState>();
  readonly stories: Stories = new Map();
  readonly faults = new Set<string>();
  readonly looked: Looked = { steps: 0, refused: 0, strangers: 0, sweeps: 0 };
  /** Milliseconds since 1970. */
  now: number;
  /** Called when an order has changed. */
  whenChanged: (order: OrderState) => void = () => {};
  readonly #strangers: readonly Actor[];
  #ids = 0;

  constructor(from: Pick<WeekWorld, 'seed' | 'taiyuan' | 'ground' | 'troubles' | 'now'>) {
    this.seed = from.seed;
    this.taiyuan = from.taiyuan;
    this.ground = from.ground;
    this.troubles = from.troubles;
    this.now = from.now;
    const { desks, helpers } = from.taiyuan;
    this.#strangers = [...desks, ...[...helpers.values()].flat()].map(({ actor }) => actor);
  }

  /** Somebody asks for something. */
  submit(from: Omit<Submission, 'place'>, stationId: string): OrderState {
    const unit = this.taiyuan.units.get(stationId);
    const place = unit && { id: unit.id, level: unit.level, centreId: this.taiyuan.centreOf(unit.id) };
    const around = { now: new Date(this.now), clocks: this.ground.clocks, calendar: this.ground.calendar };
    const { row, events } = submission({ ...from, place }, around);
    const order: OrderState = { ...row, offers: [], assignments: [], followers: [], petition: null };
    this.#keep(order, events, from.actorId);
    return order;
  }

  /** Somebody does something to an order; false: the rules refuse it, as they do when somebody else was quicker. */
  act<Name extends ActionName>(
    orderId: string,
    action: Name,
    input: ActionInput<Name>,
    actor: Actor,
    named: Named = {},
  ): boolean {
    const before = this.order(orderId);
    const around = this.#around(before, named);
    let decision: Decision;
    try {
      decision = decide(before, action, input, actor, around);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.looked.refused++;
      return false;
    }
    this.#keep(after(before, decision), decision.events, actor.id);
    return true;
  }

  /** A clerk marks that a petition complains of nobody of the tree, as the action of that name writes it. */
  markNobody(orderId: string, clerk: Actor): void {
    const before = this.order(orderId);
    const order: OrderState = { ...before, complainedUnits: [], complainedPeople: [], version: before.version + 1 };
    const body = { status: order.status, confidential: true, ...tell(rowOf(before), rowOf(order), [], []) };
    const event = { kind: 'orders.marked', subjectKind: 'order', subjectId: order.id, unitId: order.unitId, body };
    this.#keep(order, [event], clerk.id);
  }

  /** The order as it is. Throws where there is none. */
  order(orderId: string): OrderState {
    const order = this.orders.get(orderId);
    if (!order) throw new Error(`There is no order ${orderId} in this week.`);
    return order;
  }

  /** A new id, the same in every run. */
  nextId(): string {
    return `id-${++this.#ids}`;
  }

  /** The clock of an order rings as often as it is due by now. */
  ring(orderId: string): void {
    for (let rings = 0; ; rings++) {
      const order = this.order(orderId);
      const due = nextRing(order);
      if (due === null || due.getTime() > this.now) return;
      const action = order.dueAt !== null && order.dueAt.getTime() <= this.now ? 'expire' : 'warn';
      if (rings > 20 || !this.act(orderId, action, {}, clockActor)) {
        this.faults.add(`${order.number}: its clock rings for ever or is not heard in ${order.status}`);
        return;
      }
    }
  }

  #around(order: OrderState, named: Named) {
    const rest = { now: new Date(this.now), nextId: () => this.nextId(), named };
    return aroundOf(this.ground, this.taiyuan, order, rest);
  }

  #keep(order: OrderState, events: readonly NewEvent[], actorId: string): void {
    const before = this.orders.get(order.id);
    this.orders.set(order.id, order);
    this.looked.steps++;
    for (const event of events) this.#hear({ ...event, id: this.nextId(), actorId } as StoredEvent);
    this.#comparePast(order);
    const nth = this.looked.steps;
    for (const each of [0, 1]) {
      const stranger = pick(this.#strangers, this.seed, 'stranger', nth, each);
      this.looked.strangers++;
      for (const fault of rightsExceeded(order, stranger, this.#around(order, {}), this.taiyuan.town))
        this.faults.add(fault);
    }
    const ring = nextRing(order);
    if (ring !== null && ring.getTime() !== (before && nextRing(before)?.getTime()))
      this.agenda.plan(ring.getTime(), 'clock', () => this.ring(order.id));
    this.whenChanged(order);
  }

  #hear(event: StoredEvent): void {
    const at = new Date(this.now);
    const told = tellOn(this.stories, { ...event, at, actorKind: 'person', unitId: event.unitId ?? null });
    if (told) for (const fault of faultsOfStep(told.story, told.before, { ...event, at })) this.faults.add(fault);
  }

  /** The history must tell the order as it is. */
  #comparePast(order: OrderState): void {
    const past = this.stories.get(order.id)?.order;
    const same =
      past?.status === order.status &&
      past.dueAt?.getTime() === order.dueAt?.getTime() &&
      past.unitId === order.unitId &&
      past.supervisedBy === order.supervisedBy &&
      JSON.stringify(past.offers) === JSON.stringify(order.offers) &&
      JSON.stringify(past.assignments) === JSON.stringify(order.assignments);
    if (!same) this.faults.add(`${order.number}: its history tells of another order than there is`);
  }
}

function rowOf({ offers: _o, assignments: _a, followers: _f, petition: _p, ...row }: OrderState) {
  return row;
}

/** The order after a decision, as the database would give it back. */
function after(before: OrderState, decision: Decision): OrderState {
  const put = <T extends { id: string }>(old: T[], changed: T[]) => [
    ...old.map((each) => changed.find((other) => other.id === each.id) ?? each),
    ...changed.filter((each) => !old.some((other) => other.id === each.id)),
  ];
  return {
    ...decision.row,
    offers: put(before.offers, decision.offers),
    assignments: put(before.assignments, decision.assignments),
    followers: before.followers,
    petition: decision.petition ?? before.petition,
  };
}
