/** A code that is on its way to a phone, and what was typed to ask for it. */
export interface CodeSent {
  phone: string;
  name: string;
  /** The demo sends no message and shows the code. */
  demoCode?: string | undefined;
}

/** As long as the code itself is good. */
const KEPT_MILLISECONDS = 5 * 60_000;

const keyOf = (field: string) => `linli.code.${field}`;

/** Keeps it for whoever goes to look at the message: a phone short of memory opens the page anew on the way back. */
export function keepCodeSent(field: string, sent: CodeSent): void {
  try {
    sessionStorage.setItem(keyOf(field), JSON.stringify({ ...sent, at: Date.now() }));
  } catch {
    // A browser without storage knows it as long as the page.
  }
}

/** The code that was asked for at a field within the last five minutes and not used yet. */
export function recallCodeSent(field: string): CodeSent | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(field)) ?? 'null') as (CodeSent & { at: number }) | null;
    if (!kept || Date.now() - kept.at > KEPT_MILLISECONDS) return undefined;
    return { phone: kept.phone, name: kept.name, demoCode: kept.demoCode };
  } catch {
    return undefined;
  }
}

/** Forgets it: the code was used, or another phone is meant. */
export function forgetCodeSent(field: string): void {
  try {
    sessionStorage.removeItem(keyOf(field));
  } catch {
    // As above.
  }
}
