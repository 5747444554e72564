import { loadTree } from '../../organisation/actions.ts';
import { pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { StoredEvent } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { isInConflict } from '../rules/conflict.ts';
import { clerkPath } from '../rules/permissions.ts';
import { loadParties, type Parties } from '../store/parties.ts';
import { formerHolders, isMarked, pathsOf } from './conflict.ts';
import { loadGround } from './ground.ts';
import { callerOf } from './opening.ts';

/** An open page that listens. */
export interface Stream {
  actor: Actor;
  /** Sends what is already in the form of server-sent events. */
  send(text: string): void;
  end(): void;
}

/** A stream with the keyed digest by which its caller stands in their own petitions. */
interface Listening extends Stream {
  digest: string;
}

/** How long events are gathered, so that a burst costs one look at the database. */
const GATHER_MILLISECONDS = 25;
/** What could not be told is told again after this long, and given up after so many tries. */
const AGAIN_MILLISECONDS = 1_000;
const MOST_TRIES = 5;
const HEARTBEAT_MILLISECONDS = 15_000;
/** A stream ends after this long, and the page opens the next: what its caller may hear is then decided anew. */
const LONGEST_MILLISECONDS = 30 * 60_000;
/** Streams one person may have open. */
const MOST_EACH = 12;

/** Roles that hear of open orders in their subtree. */
const HEARING = new Set(['dispatcher', 'observer', 'administrator', 'department_officer']);

/** After these a page must show anew who it is: a session ended, a role came or went, a team was joined or left. */
const CHANGING_RIGHTS =
  /^(identity\.(logged_out|session\w*|granted|grant_ended|erased|password_changed|phone_changed|phone_corrected|passkey_added|passkey_removed|second_factor_\w+|key_revoked)|volunteers\..+)$/;

/**
 * All open pages of a server: one listener of the history for all of them. An event is looked up once, whoever hears it
 * is found by unit, team or person, and its text is built once.
 */
export class Streams {
  readonly #context: Context;
  readonly #networks = new Map<string, Listeners>();
  readonly #openedAt = new Map<Listening, number>();
  /** Events of each network that open pages were not told yet, and how often that failed. */
  readonly #waiting = new Map<string, StoredEvent[]>();
  readonly #failures = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #unsubscribe: (() => void)[] = [];

  constructor(context: Context) {
    this.#context = context;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MILLISECONDS).unref();
  }

  #listenersOf(networkId: string): Listeners {
    const known = this.#networks.get(networkId);
    if (known) return known;
    const listeners = new Listeners();
    this.#networks.set(networkId, listeners);
    const gather = (event: StoredEvent) => {
      if (listeners.all.size === 0) return;
      this.#wait(networkId, [...(this.#waiting.get(networkId) ?? []), event], GATHER_MILLISECONDS);
    };
    this.#unsubscribe.push(this.#context.live.subscribe(networkId, gather));
    return listeners;
  }

  /** Opens a stream; the answer closes it. The oldest of a person with too many is ended. */
  open(opened: Stream): () => void {
    const { networkId } = opened.actor;
    const { digest } = callerOf(this.#context, opened.actor);
    const stream: Listening = Object.assign(opened, { digest });
    const listeners = this.#listenersOf(networkId);
    const own = listeners.people.get(stream.actor.id);
    if (own && own.size >= MOST_EACH) for (const oldest of [...own].slice(0, 1)) this.#end(oldest);
    listeners.add(stream);
    this.#openedAt.set(stream, performance.now());
    return () => {
      this.#openedAt.delete(stream);
      listeners.remove(stream);
    };
  }

  /** Tells these people's open pages something that is no event of the history. */
  tellPeople(
    networkId: string,
    personIds: readonly string[],
    about: { kind: 'presence'; orderId: string; at: string },
  ) {
    const text = `event: ${about.kind}\ndata: ${JSON.stringify(about)}\n\n`;
    for (const id of personIds)
      for (const stream of this.#networks.get(networkId)?.people.get(id) ?? []) stream.send(text);
  }

  /** How many streams are open. */
  get size(): number {
    return this.#openedAt.size;
  }

  /** Ends every stream and stops listening. */
  close(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const stream of [...this.#openedAt.keys()]) this.#end(stream);
  }

  #end(stream: Listening): void {
    this.#openedAt.delete(stream);
    this.#networks.get(stream.actor.networkId)?.remove(stream);
    stream.end();
  }

  #beat(): void {
    const now = performance.now();
    for (const [stream, openedAt] of this.#openedAt) {
      if (now - openedAt > LONGEST_MILLISECONDS) this.#end(stream);
      else stream.send('event: heartbeat\ndata: {}\n\n');
    }
  }

  #wait(networkId: string, events: StoredEvent[], milliseconds: number): void {
    this.#waiting.set(networkId, events);
    this.#timer ??= setTimeout(() => void this.#flush(), milliseconds).unref();
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [networkId, events] of waiting)
      await this.#tell(networkId, events).then(
        () => this.#failures.delete(networkId),
        (error: unknown) => this.#tellAgain(networkId, events, error),
      );
  }

  /**
   * The relay hands each event over once. Pages are told later what could not be looked up now; where that goes on, they
   * are ended: each opens the next, and reads anew what it shows.
   */
  #tellAgain(networkId: string, events: StoredEvent[], error: unknown): void {
    this.#context.log.warn({ err: error, networkId }, 'open pages could not be told what happened');
    const open = this.#networks.get(networkId)?.all ?? new Set();
    const failures = (this.#failures.get(networkId) ?? 0) + 1;
    if (failures < MOST_TRIES && open.size > 0) {
      this.#failures.set(networkId, failures);
      this.#wait(networkId, [...events, ...(this.#waiting.get(networkId) ?? [])], AGAIN_MILLISECONDS);
      return;
    }
    this.#failures.delete(networkId);
    for (const stream of [...open]) this.#end(stream);
  }

  /** Without those whom a petition complains of, and theirs: no page of theirs stirs when something happens to it. */
  async #besideConflict(order: Parties, streams: Set<Listening>): Promise<Iterable<Listening>> {
    if (!isMarked(order)) return streams;
    const [first] = streams;
    if (!first) return streams;
    const { networkId } = first.actor;
    const ground = await loadGround(this.#context, networkId);
    const former = await this.#context.database.transaction(networkId, (connection) =>
      formerHolders(ground, connection, order, this.#context.clock.now()),
    );
    const own = new Set([order.requesterDigest, order.placerDigest]);
    return [...streams].filter(
      ({ actor, digest }) => own.has(digest) || !isInConflict(order, actor, pathsOf(ground.tree), former),
    );
  }

  async #tell(networkId: string, events: readonly StoredEvent[]): Promise<void> {
    const listeners = this.#networks.get(networkId);
    if (!listeners) return;
    const tree = await loadTree(this.#context, networkId);
    const orderIds = [...new Set(events.filter((each) => each.subjectKind === 'order').map((each) => each.subjectId))];
    const parties = await this.#context.database.transaction(networkId, (connection) =>
      loadParties(connection, orderIds),
    );
    const byOrder = new Map(parties.map((each) => [each.orderId, each]));
    for (const event of events) {
      const order = byOrder.get(event.subjectId);
      if (event.kind.startsWith('orders.') && order)
        send(await this.#besideConflict(order, listeners.hearing(tree, event, order)), event, 'order');
      else if (event.kind === 'notify.delivered') send(listeners.addressed(event, order), event, 'inbox');
      else if (event.kind.startsWith('organisation.')) send(listeners.all, event, 'tree');
      else if (CHANGING_RIGHTS.test(event.kind)) for (const stream of listeners.ofPerson(event)) this.#end(stream);
    }
  }
}

/** Who listens in one network, found by what they may hear of. */
class Listeners {
  readonly all = new Set<Listening>();
  readonly people = new Map<string, Set<Listening>>();
  readonly #teams = new Map<string, Set<Listening>>();
  readonly #open = new Map<string, Set<Listening>>();
  readonly #confidential = new Map<string, Set<Listening>>();
  readonly #departments = new Map<string, Set<Listening>>();

  add(stream: Listening): void {
    this.all.add(stream);
    for (const [map, key] of this.#keys(stream)) map.set(key, (map.get(key) ?? new Set()).add(stream));
  }

  remove(stream: Listening): void {
    this.all.delete(stream);
    for (const [map, key] of this.#keys(stream)) {
      map.get(key)?.delete(stream);
      if (map.get(key)?.size === 0) map.delete(key);
    }
  }

  #keys({ actor, digest }: Listening): [Map<string, Set<Listening>>, string][] {
    return [
      [this.people, actor.id],
      [this.people, digest],
      ...(actor.volunteer?.teams ?? []).map((each): [Map<string, Set<Listening>>, string] => [
        this.#teams,
        each.teamId,
      ]),
      ...actor.grants.flatMap((grant): [Map<string, Set<Listening>>, string][] => {
        if (grant.role === 'petition_clerk') return [[this.#confidential, grant.unitId]];
        if (grant.role === 'team_leader') return [[this.#teams, grant.unitId]];
        const own: [Map<string, Set<Listening>>, string][] =
          grant.role === 'department_officer' ? [[this.#departments, grant.unitId]] : [];
        return HEARING.has(grant.role) ? [[this.#open, grant.unitId], ...own] : own;
      }),
    ];
  }

  /** Streams that may hear of what happened to an order: staff above its owner, and those it concerns. */
  hearing(tree: Tree, event: StoredEvent, order: Parties): Set<Listening> {
    const found = new Set<Listening>();
    const put = (streams: Set<Listening> | undefined) => {
      for (const stream of streams ?? []) found.add(stream);
    };
    const before = event.body['from'];
    const path = order.confidential ? clerkPath(order, pathOf(tree, order.unitId)) : pathOf(tree, order.unitId);
    const paths = [...path, ...(typeof before === 'string' ? pathOf(tree, before) : [])];
    for (const unitId of new Set(paths)) put((order.confidential ? this.#confidential : this.#open).get(unitId));
    const people = [
      order.requesterId,
      order.placedBy,
      order.requesterDigest,
      order.placerDigest,
      ...order.offered,
      ...order.serving,
      ...order.followers,
      ...namedIn(event),
    ];
    for (const personId of people) if (personId !== null) put(this.people.get(personId));
    // Also the department that it was taken from: its page must forget it.
    const from = event.body['from'];
    for (const id of [order.departmentId, typeof from === 'string' ? from : null])
      if (order.confidential && id !== null) put(this.#departments.get(id));
    if (!order.confidential)
      for (const teamId of [order.teamId, ...order.offeredTeams]) if (teamId !== null) put(this.#teams.get(teamId));
    return found;
  }

  /** Those to whom a message was delivered: a person, or whom a petition stands for. */
  addressed(event: StoredEvent, order: Parties | undefined): Iterable<Listening> {
    const digests = order ? [order.requesterDigest, order.placerDigest] : [];
    return [event.subjectId, ...digests].flatMap((id) => [...(id === null ? [] : (this.people.get(id) ?? []))]);
  }

  /** The streams of the person an identity event is about: their rights may have changed. */
  ofPerson(event: StoredEvent): Listening[] {
    const named = event.body['personId'];
    return [event.subjectId, ...(typeof named === 'string' ? [named] : [])].flatMap((id) => [
      ...(this.people.get(id) ?? []),
    ]);
  }
}

/** Volunteers whose offer or part an event changed: also those for whom it ended with it. */
function namedIn(event: StoredEvent): string[] {
  const { offers, assignments } = event.body as {
    offers?: { personId: string | null }[];
    assignments?: { personId: string }[];
  };
  return [...(offers ?? []), ...(assignments ?? [])].flatMap((each) => (each.personId === null ? [] : [each.personId]));
}

/** What a page is told: that something happened to what. It asks for the rest, and then its rights are looked at. */
function send(streams: Iterable<Listening>, event: StoredEvent, kind: 'order' | 'inbox' | 'tree'): void {
  const { status } = event.body as { status?: string };
  const order = kind === 'order' ? { orderId: event.subjectId, unitId: event.unitId, status } : {};
  const body = JSON.stringify({ id: event.id, kind, happened: event.kind, at: event.at.toISOString(), ...order });
  const text = `id: ${event.id}\nevent: ${kind}\ndata: ${body}\n\n`;
  for (const stream of streams) stream.send(text);
}

const ofContext = new WeakMap<Context, Streams>();

/** The open pages of this server. */
export function streamsOf(context: Context): Streams {
  const known = ofContext.get(context);
  if (known) return known;
  const streams = new Streams(context);
  ofContext.set(context, streams);
  return streams;
}
