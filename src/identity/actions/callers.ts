import type { Context } from '../../platform/context.ts';
import type { StoredEvent } from '../../platform/events.ts';
import type { Actor, Grant } from '../../shared/actor.ts';
import type { Strength } from '../schema.ts';
import type { RightsChange } from '../store/sessions.ts';

/** Who a token stands for, as it was last read from the database. */
export interface Caller {
  actor: Actor;
  /** Grants as far as this session reaches, with their ids. */
  grants: (Grant & { id: string })[];
  /** How the session was begun; null for keys. */
  strength: Strength | null;
  /** When its person last showed that they are there; null: not with this session, or a key. */
  provedAt: Date | null;
  /** Ends by itself then; for keys: never. */
  endsAt: Date | null;
}

interface Kept {
  caller: Promise<Caller | undefined>;
  readAt: number;
}

/** What ended or changed lately, by whom it concerns: read from the database. */
export type LookForChanges = () => Promise<RightsChange[]>;

/** A server believes nothing that it has not compared with the database so lately: within the 5 s promised. */
export const LOOK_MILLISECONDS = 4_000;
/** From here on it compares beside the answers, so that hardly anybody waits for it. */
const LOOK_AHEAD_MILLISECONDS = 2_000;
/** A caller is read anew after a minute, whatever happens. */
const KEPT_MILLISECONDS = 60_000;
/** About a kilobyte each. */
const MOST_KEPT = 20_000;

/** One network's looking for changes. */
interface Watch {
  /** When the last look that succeeded began. */
  lookedAt: number;
  looking: Promise<void> | undefined;
  /** Changes that earlier looks have acted upon. */
  known: Set<string>;
}

/**
 * Callers of one server, kept for a minute and forgotten as soon as their rights change. A change is heard of by live
 * events, a fifth of a second later; and, because those wait for the oldest transaction of the whole database, it is
 * looked for every few seconds besides: one small query for all sessions together. Keyed by the hash of the token: the
 * token itself is kept nowhere.
 */
export class Callers {
  readonly #kept = new Map<string, Kept>();
  readonly #ofActor = new Map<string, Set<string>>();
  readonly #reading = new Map<Kept, string>();
  readonly #watches = new Map<string, Watch>();

  /** The caller behind a key of a network: kept, when it is certain enough that nothing has changed, or read. */
  async get(
    networkId: string,
    key: string,
    read: () => Promise<Caller | undefined>,
    look: LookForChanges,
  ): Promise<Caller | undefined> {
    const kept = this.#kept.get(key);
    if (!kept || performance.now() - kept.readAt > KEPT_MILLISECONDS) {
      if (kept) this.#drop(key);
      return this.#read(key, read);
    }
    const watch = this.#watchOf(networkId);
    // What was read after the last look began is as good as a look.
    const age = performance.now() - Math.max(watch.lookedAt, kept.readAt);
    if (age > LOOK_AHEAD_MILLISECONDS) {
      watch.looking ??= this.#look(watch, look);
      if (age > LOOK_MILLISECONDS) {
        await watch.looking;
        return this.#kept.get(key)?.caller ?? this.#read(key, read);
      }
      watch.looking.catch(() => undefined);
    }
    return kept.caller;
  }

  #watchOf(networkId: string): Watch {
    const known = this.#watches.get(networkId);
    if (known) return known;
    const watch: Watch = { lookedAt: Number.NEGATIVE_INFINITY, looking: undefined, known: new Set() };
    this.#watches.set(networkId, watch);
    return watch;
  }

  async #look(watch: Watch, look: LookForChanges): Promise<void> {
    const beganAt = performance.now();
    try {
      const changes = await look();
      const known = new Set<string>();
      for (const { id, actorId } of changes) {
        known.add(id);
        if (!watch.known.has(id)) this.forget(actorId);
      }
      watch.known = known;
      watch.lookedAt = beganAt;
    } finally {
      watch.looking = undefined;
    }
  }

  /** Forgets every token of a person or key. */
  forget(actorId: string): void {
    for (const key of this.#ofActor.get(actorId) ?? []) this.#kept.delete(key);
    this.#ofActor.delete(actorId);
    // What is being read this very moment may be older than the change.
    for (const [kept, key] of this.#reading) if (this.#kept.get(key) === kept) this.#drop(key);
  }

  async #read(key: string, read: () => Promise<Caller | undefined>): Promise<Caller | undefined> {
    // Counted from before the reading: what changes while it runs must not be believed longer than anything else.
    const kept: Kept = { caller: read(), readAt: performance.now() };
    this.#kept.set(key, kept);
    this.#reading.set(kept, key);
    this.#makeRoom();
    try {
      const caller = await kept.caller;
      if (this.#kept.get(key) === kept) {
        if (caller) this.#ofActor.set(caller.actor.id, (this.#ofActor.get(caller.actor.id) ?? new Set()).add(key));
        else this.#drop(key);
      }
      return caller;
    } catch (error) {
      if (this.#kept.get(key) === kept) this.#drop(key);
      throw error;
    } finally {
      this.#reading.delete(kept);
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    // The index is mended lazily: a key that is gone from it only makes forgetting do nothing.
    void kept.caller.then(
      (caller) => {
        if (!caller || this.#kept.has(key)) return;
        const keys = this.#ofActor.get(caller.actor.id);
        keys?.delete(key);
        if (keys?.size === 0) this.#ofActor.delete(caller.actor.id);
      },
      () => undefined,
    );
  }

  /** The oldest make room: a map keeps the order of insertion. */
  #makeRoom(): void {
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) return;
      this.#drop(key);
    }
  }
}

const ofContext = new WeakMap<Context, Callers>();

/** The callers kept by this server. The first call begins to listen to live events. */
export function callersOf(context: Context): Callers {
  const known = ofContext.get(context);
  if (known) return known;
  const callers = new Callers();
  ofContext.set(context, callers);
  context.live.subscribeAll((event) => {
    for (const id of concerned(event)) callers.forget(id);
  });
  return callers;
}

/** Forgets what this server keeps of a person or key: to be called after the commit that changed their rights. */
export function forgetActor(context: Context, actorId: string): void {
  callersOf(context).forget(actorId);
}

/** People and keys whose rights an event may have changed. */
function concerned(event: StoredEvent): string[] {
  const isOurs = event.kind.startsWith('identity.') || event.kind.startsWith('volunteers.');
  if (!isOurs || event.kind === 'identity.logged_in') return [];
  const personId = event.body['personId'];
  return typeof personId === 'string' ? [event.subjectId, personId] : [event.subjectId];
}
