/*
 * Looks. Whoever opens something of somebody else leaves a look in the event that says so, shown or refused: the audit
 * reads it there, and needs to know nothing else of the capability that wrote it.
 */

export const lookedAt = ['contact', 'record', 'list', 'content', 'identity', 'export'] as const;
/**
 * What was looked at: phone or address; a person's record; names in a list; words or photos of something confidential; who
 * stands behind a petition; data leaving Linli as a file.
 */
export type LookedAt = (typeof lookedAt)[number];

/** Whether it was shown, or refused to who asked. */
export type LookOutcome = 'shown' | 'refused';

/** A look, as its event holds it under `look` in its body. */
export interface Look {
  what: LookedAt;
  outcome: LookOutcome;
  /** The ground of it: a code, lower case with underscores. A written reason stands in a table of its own, never here. */
  why: string;
  /**
   * Ids of the people it was about, at most 100, told "who looked at me". Never a petitioner's: those learn it from the
   * petition's own history, which is found by its subject.
   */
  of: string[];
}

export const entryCategories = [...lookedAt, 'refused', 'rights'] as const;
/** What an auditor reads, and filters by: a look by what was looked at, a refusal, a change of rights. */
export type EntryCategory = (typeof entryCategories)[number];
