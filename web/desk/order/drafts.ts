/** What was typed for a deed and not sent yet, by order and deed; kept while the page is open and nowhere else. */
const drafts = new Map<string, string>();

/** What somebody had begun to write here; empty if nothing. */
export function draftOf(orderId: string, deed: string): string {
  return drafts.get(`${orderId} ${deed}`) ?? '';
}

export function keepDraft(orderId: string, deed: string, words: string): void {
  if (words.trim() === '') drafts.delete(`${orderId} ${deed}`);
  else drafts.set(`${orderId} ${deed}`, words);
}

/** Whoever signs in next at this desk finds nothing of it. */
export function forgetDrafts(): void {
  drafts.clear();
}
