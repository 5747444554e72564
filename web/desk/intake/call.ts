/** What somebody says on the phone or at the counter, as far as it was typed. */
export interface Call {
  relation: 'caller' | 'walk_in';
  phone: string;
  name: string;
  text: string;
  placeUnitId: string | undefined;
  place: string;
  wish: string;
}

export const EMPTY: Call = {
  relation: 'caller',
  phone: '',
  name: '',
  text: '',
  placeUnitId: undefined,
  place: '',
  wish: '',
};

let kept = EMPTY;

/** The call that was begun and not sent; kept while the page is open and nowhere else. */
export function keptCall(): Call {
  return kept;
}

export function keepCall(call: Call): void {
  kept = call;
}

/** Whoever signs in next at this desk finds nothing of it. */
export function forgetCall(): void {
  kept = EMPTY;
}
