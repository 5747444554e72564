import { useEffect, useRef } from 'react';

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
      'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], [role=combobox], [role=dialog], [role=menu]',
    )
  )
    return false;
  return !dialogIsOpen();
}

function dialogIsOpen(): boolean {
  return (
    document.querySelector(
      '.ant-modal-wrap:not([style*="display: none"]) [role=dialog], .ant-popover:not(.ant-popover-hidden)',
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

/** Listens to single keys for as long as the component is shown. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const name = event.key.toLowerCase();
      const action = latest.current[name];
      if (!action || !keyIsForPage(event) || isForFocused(event)) return;
      if (name !== 'escape' && !keysAreOn()) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
