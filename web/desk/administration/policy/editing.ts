import { createContext, useContext } from 'react';
import type { Step } from './shape.ts';

/** What every input of a policy's form needs of the form. */
export interface Editing {
  /** Set a value at a place; `undefined` takes it out. */
  set(path: readonly Step[], next: unknown): void;
  /** What is wrong at exactly this place, in words. */
  faultAt(path: readonly Step[]): string | undefined;
  /** Choices for a field that names something of another list: skills, departments. */
  choicesFor(field: string): readonly { value: string; label: string }[] | undefined;
  /** How often a row is used, in words; undefined while it is not known or where nothing is counted. */
  countOf(id: string): string | undefined;
  /** Why a row cannot be taken out, if it cannot. */
  keptBecause(id: string): string | undefined;
  /** The row stood in the version that this one was made from: its id stays. */
  isOld(id: string): boolean;
}

export const EditingContext = createContext<Editing | undefined>(undefined);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('An input of a policy stands outside its form.');
  return editing;
}
