import { activeAssignments, type OrderState, openOffers } from '../../src/orders/rules/state.ts';
import type { Nature } from '../../src/orders/schema/states.ts';
import type { Actor, GrantedRole } from '../../src/shared/actor.ts';
import { mayServe } from '../../src/volunteers/rules.ts';
import { AWAKE, DESK_OPEN, freeAfter } from '../hours.ts';
import { type Character, characters, SHARES } from '../month/crowd.ts';
import { among } from '../month/draw.ts';
import { chance, pick } from '../random.ts';
import { type Helper, residentActor } from './town.ts';
import { troubleAt } from './troubles.ts';
import type { WeekWorld } from './world.ts';

/** What an order is in truth: only the words would tell, which the rules never read. */
export interface Truth {
  nature: Nature;
  kind: string | null;
}

/** Minutes until half of a desk's orders are opened, by what they are. */
const DESK_MINUTES = { redirected: 2, submitted: 14, triaged: 9, other: 60 };
/** Of those who are asked by name at once. */
const ASKED = 4;
/** After so many rounds without a taker people are told so. */
const MOST_ROUNDS = 3;
/** Chance that somebody of each character takes an order, and says no; the rest is silence. */
const TAKES: Record<Character, [takes: number, declines: number]> = {
  steady: [0.8, 0.1],
  willing: [0.5, 0.25],
  passing: [0.2, 0.2],
  dormant: [0.03, 0.05],
};
/** Of those who have taken an order so many forget it, and so many give it back. */
const FORGETS = 0.05;
const RETURNS = 0.07;

/** Somebody's character, drawn once. */
export function characterOf(seed: number, name: string): Character {
  return characters[among(Object.values(SHARES), chance(seed, 'character', name))] ?? 'dormant';
}

/** The people of the week: what each does when an order has come to them. Decides by seed, order and state alone. */
export class Lives {
  readonly #world: WeekWorld;
  readonly #truths: ReadonlyMap<string, Truth>;

  constructor(world: WeekWorld, truths: ReadonlyMap<string, Truth>) {
    this.#world = world;
    this.#truths = truths;
  }

  /** An order has changed: whoever must act now will, in their own time. */
  hear(order: OrderState): void {
    switch (order.status) {
      case 'submitted':
      case 'redirected':
      case 'triaged':
      case 'objected':
      case 'reviewed':
        this.#deskHears(order);
        break;
      case 'dispatched':
        this.#helpersHear(order);
        break;
      case 'accepted':
      case 'in_service':
        this.#servantsHear(order);
        break;
      case 'forwarded':
      case 'signed_for':
      case 'admitted':
        this.#departmentHears(order);
        break;
      case 'served':
      case 'answered':
      case 'replied':
        this.#residentHears(order);
        break;
      default:
        // It has ended, or waits for what takes longer than a week: its clock and its owner are watched all the same.
        break;
    }
  }

  #deskHears(order: OrderState): void {
    const { seed, now } = this.#world;
    const half = order.status in DESK_MINUTES ? DESK_MINUTES[order.status as 'submitted'] : DESK_MINUTES.other;
    // Half are opened within the time that is usual, most within four times that.
    const minutes = half * 2 * chance(seed, 'opens', order.id, order.version) ** 2 * 2;
    const at = order.status === 'redirected' ? now + minutes * 60_000 : freeAfter(DESK_OPEN, new Date(now), minutes);
    this.#later(order, +at, () => this.#sit(order.id));
  }

  /** Plans something to an order in its present state; it comes to nothing when somebody was quicker. */
  #later(order: OrderState, at: number, act: () => void): void {
    const { id, status, statusSince, round } = order;
    const world = this.#world;
    const due = (when: number) =>
      world.agenda.plan(when, 'people', () => {
        const current = world.order(id);
        if (current.status !== status || +current.statusSince !== +statusSince || current.round !== round) return;
        act();
      });
    due(at);
  }

  #sit(orderId: string): void {
    const world = this.#world;
    const order = world.order(orderId);
    const role = order.confidential ? 'petition_clerk' : 'dispatcher';
    const centreId = world.taiyuan.centreOf(order.unitId);
    const empty = troubleAt(world.troubles, 'desks empty', world.now, centreId);
    // Where a desk is empty, whoever is called in from above acts; until then nobody does.
    const unitId = order.supervisedBy ?? (empty ? null : order.unitId);
    if (unitId === null) {
      this.#later(order, world.now + 30 * 60_000, () => this.#sit(orderId));
      return;
    }
    const actor = this.#at(unitId, role, order) ?? this.#at(centreId, role, order);
    if (actor) this.#decideAtDesk(order, actor);
  }

  #at(unitId: string, role: GrantedRole, order: OrderState): Actor | undefined {
    const { seed, taiyuan } = this.#world;
    const desks = taiyuan.desks.filter((each) => each.unitId === unitId && each.role === role);
    return desks.length === 0 ? undefined : pick(desks, seed, 'desk', order.id, order.version).actor;
  }

  #decideAtDesk(order: OrderState, actor: Actor): void {
    const world = this.#world;
    const { id } = order;
    const truth = this.#truths.get(id) ?? { nature: 'consultation', kind: null };
    if (order.status === 'redirected') {
      const reached = chance(world.seed, 'reached', id, order.version) < 0.85;
      world.act(id, 'confirm_safe', { reached }, actor);
    } else if (order.status === 'submitted') {
      const { nature, kind } = truth;
      world.act(id, 'triage', { nature, ...(kind === null ? {} : { kind }) }, actor);
    } else if (order.status === 'objected') {
      const upheld = chance(world.seed, 'upheld', id, order.version) < 0.5;
      const departmentId = pick(world.taiyuan.departments, world.seed, 'other', id, order.version).id;
      const input = { upheld, ...(upheld ? { departmentId } : {}), reason: '按职责分工' };
      world.act(id, 'decide_objection', input, actor, { departmentId });
    } else if (order.confidential) this.#forward(order, actor);
    else if (order.nature === 'public_service' && order.status === 'triaged') this.#dispatch(order, actor);
    else world.act(id, 'answer', { words: '按规定可以办' }, actor);
  }

  #forward(order: OrderState, clerk: Actor): void {
    const world = this.#world;
    if (order.complainedUnits === null) {
      world.markNobody(order.id, clerk);
      return;
    }
    const departmentId = pick(world.taiyuan.departments, world.seed, 'department', order.id, order.version).id;
    world.act(order.id, 'forward', { departmentId, text: '遮过的内容' }, clerk, { departmentId });
  }

  #dispatch(order: OrderState, dispatcher: Actor): void {
    const world = this.#world;
    const asked = new Set(order.offers.map((offer) => offer.personId));
    const able = this.#helpersOf(order).filter(({ actor }) => {
      return !asked.has(actor.id) && mayServe(actor.volunteer, order, world.ground.skillRules);
    });
    const many = Math.max(ASKED, order.places + 2);
    const from = Math.floor(chance(world.seed, 'from', order.id, order.round) * Math.max(1, able.length - many));
    const chosen = able.slice(from, from + many);
    const people = new Map(chosen.map(({ actor }) => [actor.id, actor.volunteer]));
    const tired = order.round >= MOST_ROUNDS * (1 + order.reopened);
    if (
      !tired &&
      people.size > 0 &&
      world.act(order.id, 'dispatch', { personIds: [...people.keys()] }, dispatcher, { people })
    )
      return;
    world.act(order.id, 'answer', { words: '附近暂时没有能去的人' }, dispatcher);
  }

  #helpersOf(order: OrderState): readonly Helper[] {
    return this.#world.taiyuan.helpers.get(this.#world.taiyuan.centreOf(order.unitId)) ?? [];
  }

  #helpersHear(order: OrderState): void {
    const world = this.#world;
    const centreId = world.taiyuan.centreOf(order.unitId);
    if (troubleAt(world.troubles, 'phones silent', world.now, centreId)) return;
    for (const { personId, offeredAt } of openOffers(order)) {
      // Told once, when they were asked.
      if (personId === null || +offeredAt !== world.now) continue;
      const mood = chance(world.seed, 'takes', personId, order.id);
      const [takes, declines] = TAKES[characterOf(world.seed, personId)];
      if (mood >= takes + declines) continue;
      const minutes = 2 + chance(world.seed, 'looks', personId, order.id) * 90;
      const at =
        order.urgency === 'critical' ? world.now + minutes * 6_000 : +freeAfter(AWAKE, new Date(world.now), minutes);
      const deed = mood < takes ? 'accept' : 'decline';
      this.#later(order, at, () => {
        const helper = this.#helpersOf(order).find(({ actor }) => actor.id === personId);
        if (helper) world.act(order.id, deed, {}, helper.actor);
      });
    }
  }

  #servantsHear(order: OrderState): void {
    const { seed, now } = this.#world;
    for (const { personId, status, acceptedAt, startedAt } of activeAssignments(order)) {
      const works = status === 'in_service';
      if (+(works ? (startedAt ?? 0) : acceptedAt) !== now && order.twoPersonRule === false) continue;
      const mood = chance(seed, 'keeps', personId, order.id, order.round);
      if (mood < FORGETS) continue;
      const minutes = works
        ? 30 + 90 * chance(seed, 'works', personId, order.id)
        : 20 + 600 * chance(seed, 'goes', personId, order.id);
      this.#later(order, +freeAfter(AWAKE, new Date(now), minutes), () =>
        this.#serve(order.id, personId, works ? 'finish' : mood < FORGETS + RETURNS ? 'return' : 'start'),
      );
    }
  }

  #serve(orderId: string, personId: string, deed: 'start' | 'finish' | 'return'): void {
    const world = this.#world;
    const helper = this.#helpersOf(world.order(orderId)).find(({ actor }) => actor.id === personId);
    if (!helper) return;
    if (deed === 'return') world.act(orderId, 'return', { reason: '临时有事' }, helper.actor);
    else world.act(orderId, deed, {}, helper.actor);
  }

  #departmentHears(order: OrderState): void {
    const { seed, now } = this.#world;
    const hours = 2 + chance(seed, 'office', order.id, order.version) * 40;
    this.#later(order, +freeAfter(DESK_OPEN, new Date(now), hours * 60), () => this.#handle(order.id));
  }

  #handle(orderId: string): void {
    const world = this.#world;
    const order = world.order(orderId);
    const officer = world.taiyuan.desks.find(
      ({ unitId, role }) => unitId === order.departmentId && role === 'department_officer',
    )?.actor;
    if (!officer) return;
    const objects = chance(world.seed, 'objects', orderId, order.departmentId ?? '') < 0.12;
    if (order.status === 'forwarded' && objects && world.act(orderId, 'object', { reason: '不是我们的职责' }, officer))
      return;
    if (order.status === 'forwarded') world.act(orderId, 'sign_for', {}, officer);
    else if (order.status === 'signed_for') world.act(orderId, 'admit', { words: '我们受理了' }, officer);
    else world.act(orderId, 'reply', { words: '情况和办法都写在这里' }, officer);
  }

  #residentHears(order: OrderState): void {
    const { seed, now } = this.#world;
    const mood = chance(seed, 'review', order.id, order.reopened, order.reminders);
    if (mood > 0.8) return;
    const solved = mood < 0.62;
    const minutes = 10 + chance(seed, 'hears', order.id, order.version) * 900;
    this.#later(order, +freeAfter(AWAKE, new Date(now), minutes), () =>
      this.#world.act(order.id, 'review', { stars: solved ? 5 : 2, solved }, residentActor(order.requesterId)),
    );
  }
}
