import { useEffect, useRef, useState } from 'react';

/** Something that just happened, as far as the reader may know. */
export interface LiveEvent {
  id: string;
  kind: string;
  orderId?: string;
  unitId?: string;
  status?: string;
  /** What happened, as the history names it. */
  happened?: string;
  at: string;
}

export const liveNames = ['order', 'inbox', 'tree', 'presence'] as const;
export type LiveName = (typeof liveNames)[number];

interface Listener {
  onEvent(name: LiveName, event: LiveEvent): void;
  /**
   * What happened before is not sent: what was read until now may be older than it. `again`: after a break, else for the
   * first time.
   */
  onOpen(again: boolean): void;
  onState(connected: boolean): void;
}

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** The server's heart beats every 15 s; a stream silent for longer than three beats is dead. */
const SILENCE = 50_000;

/** One stream for the whole page, however many listen. It reconnects by itself, slower each time it fails. */
const listeners = new Set<Listener>();
let source: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let watch: ReturnType<typeof setInterval> | undefined;
let pause = FIRST_PAUSE;
let connected = false;
/** The stream was open before, or could not be opened at first. */
let again = false;
let heardAt = 0;
/** Heartbeats that come as comments cannot be heard here; then only the browser finds a dead stream out. */
let beats = false;

function open(): void {
  clearTimeout(timer);
  source?.close();
  source = new EventSource('/api/v1/stream');
  source.onopen = () => {
    pause = FIRST_PAUSE;
    heardAt = Date.now();
    tellState(true);
    for (const each of listeners) each.onOpen(again);
    again = true;
  };
  source.onerror = reopen;
  source.addEventListener('heartbeat', () => {
    beats = true;
    heardAt = Date.now();
  });
  for (const name of liveNames) {
    source.addEventListener(name, (message) => {
      heardAt = Date.now();
      const event = JSON.parse((message as MessageEvent<string>).data) as LiveEvent;
      for (const each of listeners) each.onEvent(name, event);
    });
  }
}

function reopen(): void {
  source?.close();
  again = true;
  tellState(false);
  clearTimeout(timer);
  timer = setTimeout(open, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

function tellState(now: boolean): void {
  connected = now;
  for (const each of listeners) each.onState(now);
}

function comeBack(): void {
  if (!connected && listeners.size > 0) open();
}

function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    open();
    watch = setInterval(() => {
      if (connected && beats && Date.now() - heardAt > SILENCE) reopen();
    }, SILENCE);
    window.addEventListener('online', comeBack);
  } else listener.onState(connected);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    clearTimeout(timer);
    clearInterval(watch);
    window.removeEventListener('online', comeBack);
    connected = false;
    again = false;
  };
}

/** Whether the stream is open, and when it was last heard of. */
export interface Liveness {
  connected: boolean;
  /** When the state last changed or an event came. */
  since: Date;
}

/**
 * Listens while the component is shown. `enabled` false listens to nothing. `opened` is told when the stream opens for the
 * first time, `reconnected` when it does after a break: what happened before that is not sent.
 */
export function useLive(
  enabled: boolean,
  onEvent: (name: LiveName | 'opened' | 'reconnected', event?: LiveEvent) => void,
): Liveness {
  const [liveness, setLiveness] = useState<Liveness>({ connected: false, since: new Date() });
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => {
    if (!enabled || typeof EventSource === 'undefined') return;
    return listen({
      onEvent: (name, event) => {
        setLiveness({ connected: true, since: new Date() });
        latest.current(name, event);
      },
      onOpen: (again) => latest.current(again ? 'reconnected' : 'opened'),
      // Each try that fails says the same again: since when it is so does not move.
      onState: (now) =>
        setLiveness((before) => (before.connected === now ? before : { connected: now, since: new Date() })),
    });
  }, [enabled]);
  return liveness;
}
