/** A policy half changed. */
export interface Kept {
  /** The number of the version that it was made from. */
  from: number;
  body: unknown;
}

const keyOf = (name: string) => `linli.desk.policy.${name}`;

/** What was being written over a policy in this tab; it outlives a reload. */
export function keptDraft(name: string): Kept | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(name));
    return text ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(name: string, draft: Kept | undefined): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(name), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(name));
  } catch {
    // A full or closed storage loses the draft with the page, nothing else.
  }
}

/** Whoever signs in next at this desk finds no policy half changed. */
export function forgetPolicyDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(keyOf(''))) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
