import { useContext, useLayoutEffect, useRef } from 'react';
import { LeftBehind } from './keys.ts';

/** Something that can be done from here, found by its name. */
export interface Command {
  key: string;
  name: string;
  /** What it belongs to, beside the name. */
  hint?: string;
  run: () => void;
}

const offered = new Set<() => readonly Command[]>();

/** Offers commands for as long as the component is shown. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  const leftBehind = useContext(LeftBehind);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  useLayoutEffect(() => {
    const offer = () => (leftBehind.current ? [] : latest.current);
    offered.add(offer);
    return () => void offered.delete(offer);
  }, [leftBehind]);
}

/** What can be done on the page as it is now: what was offered last, which is nearest to the work, comes first. */
export function commandsNow(): Command[] {
  return [...offered].reverse().flatMap((offer) => offer());
}

/** Those whose name or hint holds all that was typed. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const words = typed.trim().toLowerCase().split(/\s+/);
  return commands.filter(({ name, hint }) =>
    words.every((word) => `${name} ${hint ?? ''}`.toLowerCase().includes(word)),
  );
}
