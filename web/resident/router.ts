import { type ComponentType, useLayoutEffect, useState } from 'react';
import { allSentences } from '../ui/language.ts';
import { DOORSTEPS } from './doorsteps.ts';

/** What a page of the phone is given: the named parts of its address. */
export type PageProps = Record<string, string>;
export type PageComponent = ComponentType<{ at: PageProps }>;

/** One address and the page that stands there, loaded when it is first wanted. */
export interface Route {
  /** `/orders/:id` */
  pattern: string;
  load: () => Promise<PageComponent>;
}

interface Shown {
  path: string;
  page: PageComponent;
  at: PageProps;
}

const walkers = new Set<() => void>();
/** How often another page was asked for. */
let walks = 0;

/** Gives what tells whether the reader has stayed on the present page since: an answer that comes late leads nobody away. */
export function stayingHere(): () => boolean {
  const here = walks;
  return () => walks === here;
}

/** Goes to another address of this door. */
export function go(to: string): void {
  history.pushState({ inside: true }, '', to);
  for (const tell of walkers) tell();
}

/** Goes to another address that stands for the present one: going back does not come here again. */
export function goInstead(to: string): void {
  history.replaceState(history.state, '', to);
  for (const tell of walkers) tell();
}

/** Goes back where the reader came from, or to `otherwise` when they came from outside. */
export function goBack(otherwise: string): void {
  if ((history.state as { inside?: boolean } | null)?.inside) history.back();
  else goInstead(otherwise);
}

/** Who is to be asked before the page of this path is left. */
let leaving: { path: string; ask: (to: string) => void } | undefined;

/**
 * While `asks`, no link and no way back is followed at once, however often it is tried: `ask` is told where it leads.
 * What leaves this door is asked about by the browser. `ask` is the same function at each drawing.
 */
export function useAskOnLeaving(asks: boolean, ask: (to: string) => void): void {
  // Before the page is seen: whoever goes back at once is asked too.
  useLayoutEffect(() => {
    if (!asks) return;
    const hold = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      // Chromium before 119 asks by this alone.
      event.returnValue = true;
    };
    leaving = { path: location.pathname, ask };
    window.addEventListener('beforeunload', hold);
    return () => {
      leaving = undefined;
      window.removeEventListener('beforeunload', hold);
    };
  }, [asks, ask]);
}

/** Leaves a page that is done with for another, unless its reader is to be asked first. */
export function leaveFor(to: string): void {
  if (leaving) leaving.ask(to);
  else goInstead(to);
}

/** The named parts of a path that fits a pattern; null when it does not. */
export function partsOf(pattern: string, path: string): PageProps | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const at: PageProps = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) at[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return at;
}

/** Pages for addresses that lead nowhere, and for pages that could not be fetched. */
interface Elsewhere {
  missing: PageComponent;
  unreachable: PageComponent;
}

/** Begins to fetch the page of the present address, before anything is there to show it. */
export function fetchAhead(routes: readonly Route[]): void {
  const path = location.pathname;
  const route = routes.find(({ pattern }) => partsOf(pattern, path) !== null);
  // Whoever then shows it tries again, and says so when it fails.
  route?.load().catch(() => undefined);
}

/** The page of a route, and its words where they do not come with the program. */
export async function pageOf({ pattern, load }: Route): Promise<PageComponent> {
  const [page] = await Promise.all([load(), DOORSTEPS.has(pattern) ? undefined : allSentences()]);
  return page;
}

/** The page for the present address. While the next one loads, the last stays in sight. */
export function useRoute(routes: readonly Route[], { missing, unreachable }: Elsewhere): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  // Within the first drawing, which is of nothing: an effect would wait for its picture.
  useLayoutEffect(() => {
    const show = async () => {
      const turn = ++walks;
      const path = location.pathname;
      for (const route of routes) {
        const at = partsOf(route.pattern, path);
        if (!at) continue;
        // No network, or the page is from before an update: the next try fetches anew.
        const page = await pageOf(route).catch(() => unreachable);
        if (turn === walks) setShown({ path, page, at });
        return;
      }
      setShown({ path, page: missing, at: {} });
    };
    const walkBack = () => {
      if (!leaving) void show();
      else if (location.pathname !== leaving.path) {
        // Already there by the browser's own button: forward to the page, which asks.
        history.forward();
        leaving.ask('/');
      }
    };
    walkers.add(show);
    window.addEventListener('popstate', walkBack);
    document.addEventListener('click', follow);
    void show();
    return () => {
      walkers.delete(show);
      window.removeEventListener('popstate', walkBack);
      document.removeEventListener('click', follow);
    };
  }, [routes, missing, unreachable]);
  return shown;
}

/** Follows a link to an address of this door without loading the whole page again. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element | null)?.closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (/^\/(?:api|desk|screen|site)(?:\/|$)/.test(link.pathname)) return;
  if (link.pathname === location.pathname && link.hash) return;
  event.preventDefault();
  if (leaving) leaving.ask(link.pathname + link.search);
  else go(link.pathname + link.search);
}
