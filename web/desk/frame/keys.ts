import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react';

const OFF = 'linli.desk.keys-off';

/** Whether single-key shortcuts work on this device (WCAG 2.1.4: they can be turned off). */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

export function turnKeysOn(): void {
  localStorage.removeItem(OFF);
}

export function turnKeysOff(): void {
  localStorage.setItem(OFF, 'yes');
}

/** What each key does, by its name in lower case; the event is already kept from doing anything else. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** A key belongs to the page unless somebody is typing, a dialog or a list is open, or a modifier is held. */
export function keyIsForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const target = event.target instanceof Element ? event.target : document.body;
  if (
    target.closest(
      'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], [role=combobox], [role=dialog], dialog, [role=menu]',
    )
  )
    return false;
  return !dialogIsOpen();
}

function dialogIsOpen(): boolean {
  return (
    document.querySelector(
      'dialog[open], .ant-modal-wrap:not([style*="display: none"]) [role=dialog], .ant-popover:not(.ant-popover-hidden)',
    ) !== null
  );
}

/** Enter and Space press what has the focus, arrows move within a group of choices; they are never taken from it. */
function isForFocused(event: KeyboardEvent): boolean {
  if (event.key.startsWith('Arrow'))
    return event.target instanceof Element && event.target.matches('input[type=radio], [role=option], [role=tab]');
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  return event.target instanceof Element && event.target.closest('button, a[href], summary') !== null;
}

/** Ctrl+K, or Cmd+K: a chord, which works while somebody types and when single keys are turned off. */
export function useChord(letter: string, action: () => void): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== letter || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      if (!dialogIsOpen()) latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [letter]);
}

/**
 * Who listens to single keys, in the order in which they began. The last is asked first: a choice that was just opened
 * hears Esc before the page that it lies on.
 */
interface Hearer {
  hear: (event: KeyboardEvent) => boolean;
  above: boolean;
}
const hearers: Hearer[] = [];

/** A key that is held down goes on walking; it does nothing else again and again. */
const WALKS = new Set(['j', 'k', 'arrowdown', 'arrowup']);

function tell(event: KeyboardEvent): void {
  if (!keyIsForPage(event) || isForFocused(event)) return;
  if (event.repeat && !WALKS.has(event.key.toLowerCase())) return;
  if (event.key !== 'Escape' && !keysAreOn()) return;
  const asked = [...hearers].reverse();
  if ([...asked.filter(({ above }) => above), ...asked.filter(({ above }) => !above)].some(({ hear }) => hear(event)))
    event.preventDefault();
}

function listen(hear: Hearer['hear'], above: boolean): () => void {
  const hearer = { hear, above };
  if (hearers.length === 0) window.addEventListener('keydown', tell);
  hearers.push(hearer);
  return () => {
    hearers.splice(hearers.indexOf(hearer), 1);
    if (hearers.length === 0) window.removeEventListener('keydown', tell);
  };
}

/** Whether what lies within belongs to something that is no longer looked at: none of its keys and commands is heard then. */
export const LeftBehind = createContext<{ readonly current: boolean }>({ current: false });

/**
 * Listens to single keys for as long as the component is shown; anew whenever it listens to others. `above`: asked before
 * all who are not, however late they begin.
 */
export function useKeys(keys: Keys, { above = false }: { above?: boolean } = {}): void {
  const latest = useRef(keys);
  const leftBehind = useContext(LeftBehind);
  // Within the change of the page itself: no key falls between what is shown and what is heard.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  const names = Object.keys(keys).join('\n');
  useLayoutEffect(() => {
    const wanted = new Set(names.split('\n'));
    return listen((event) => {
      if (leftBehind.current) return false;
      const name = event.key.toLowerCase();
      const action = wanted.has(name) ? latest.current[name] : undefined;
      action?.();
      return action !== undefined;
    }, above);
  }, [names, above, leftBehind]);
}
