/**
 * The phone's service worker: the pages open without a network. It keeps the shell (every page's code, no data), asks
 * the network first for a page, and leaves the API, the desk, the wall and the public site alone. A new version waits
 * until the reader says so or has closed the old one.
 */

interface Entry {
  url: string;
  revision: string | null;
}

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Scope {
  /** Filled in by the build: every file of the phone, with what changes when it does. */
  readonly __WB_MANIFEST: readonly Entry[];
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(name: 'message', listener: (event: MessageEvent) => void): void;
}

declare const self: Scope;

const SHELL_PAGE = '/index.html';
const PATIENCE_MILLISECONDS = 3000;
const NOT_OURS = /^\/(?:api|desk|screen|site|healthz|readyz|metrics)(?:\/|$)/;
const entries = self.__WB_MANIFEST;
const kept = new Set(entries.map(({ url }) => new URL(url, self.location.origin).pathname));
const PREFIX = 'linli-shell-';
const cacheName = PREFIX + digestOf(JSON.stringify(entries));

/** A short name for a list of files (FNV-1a, 32 bits): another list, another cache. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Keeps all or nothing. What an older version holds under the same hashed name is not fetched again. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const { url, revision } of entries) {
    const known = revision === null ? await caches.match(url) : undefined;
    const file = known ?? (await fetch(new Request(url, { cache: 'reload' })));
    if (!file.ok) throw new Error(`${url} was answered ${file.status}`);
    await cache.put(url, file);
  }
}

async function forgetOlder(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== cacheName) await caches.delete(name);
}

/** The page from the network, or the kept one when that is gone or takes too long. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const shell = await cache.match(SHELL_PAGE);
  if (!shell) return fetch(request);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(shell.clone()), PATIENCE_MILLISECONDS));
  const fresh = fetch(request).then((answer) => (answer.status >= 500 ? shell.clone() : answer));
  return Promise.race([fresh.catch(() => shell.clone()), late]);
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepShell()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || NOT_OURS.test(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (kept.has(url.pathname)) event.respondWith(file(request));
});

/** A module, so that its words are its own. */
export {};
