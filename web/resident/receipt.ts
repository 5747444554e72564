import { answerOf, api } from '../ui/api.ts';

/*
 * A receipt that was shown here stands in the memory of this page and nowhere else: a phone that others use keeps no trace, and
 * whoever loads the page anew is asked for the code again.
 */

/** What was just sent without an account. */
export interface FreshReceipt {
  id: string;
  number: string;
  /** As it is written down; null when an answer was lost after its code had been used. */
  code: string | null;
  callFirst: string | null;
}

let fresh: FreshReceipt | undefined;
let shown: { code: string; ids: Set<string> } | undefined;

api.use({
  onRequest({ request }) {
    const id = /\/api\/v1\/orders\/([^/]+)/.exec(new URL(request.url).pathname)?.[1];
    if (shown && id !== undefined && shown.ids.has(id)) request.headers.set('authorization', `Receipt ${shown.code}`);
    return request;
  },
});

/** Keeps the receipt of what was sent until its page was read. */
export function keepFresh(receipt: FreshReceipt): void {
  fresh = receipt;
}

/** The receipt of what was just sent. */
export function freshReceipt(): FreshReceipt | undefined {
  return fresh;
}

/** Shows a code to the server: from here on this page may see its petition. Gives the petition's id. */
export async function showReceipt(code: string): Promise<string> {
  const { id } = await answerOf(api.GET('/api/v1/receipt', { headers: { authorization: `Receipt ${code}` } }));
  shown = { code, ids: new Set([id]) };
  fresh = undefined;
  return id;
}

/** Whether this page has shown the receipt of an order. */
export function holdsReceipt(orderId: string): boolean {
  return shown?.ids.has(orderId) === true;
}

/** The code that was shown for an order. */
export function shownCode(): string | undefined {
  return shown?.code;
}

/** What a petition was merged into is followed by the same code. */
export function followByReceipt(orderId: string, into: string): void {
  if (holdsReceipt(orderId)) shown?.ids.add(into);
}

/** Puts the receipt away: whoever takes up this phone next sees nothing. */
export function putReceiptAway(): void {
  shown = undefined;
  fresh = undefined;
}
