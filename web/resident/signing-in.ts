import { useEffect, useState } from 'react';
import { api } from '../ui/api.ts';
import { known, put } from './remote.ts';

/*
 * A session may end while its owner writes: signed out on another device, another phone, thirty days. Then nobody is signed in
 * here, and what is shown stays until the same person is back or another one is.
 */

const LAST = 'linli.last';
let last: string | null | undefined;
let offer: ((open: boolean) => void) | undefined;

/** Who was signed in here last and has not signed out; null when nobody. */
export function lastHere(): string | null {
  if (last !== undefined) return last;
  try {
    last = localStorage.getItem(LAST);
  } catch {
    // A browser without storage knows it as long as the page.
    last = null;
  }
  return last;
}

/** Keeps who is signed in here; null: they have signed out. */
export function keepLastHere(personId: string | null): void {
  if (personId === lastHere()) return;
  last = personId;
  try {
    if (personId === null) localStorage.removeItem(LAST);
    else localStorage.setItem(LAST, personId);
  } catch {
    // As above.
  }
}

/** Whether the answer says that nobody is signed in any more. */
async function saysNobody(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const problem: { code?: string } = await response
    .clone()
    .json()
    .catch(() => ({}));
  return problem.code === 'platform.sign_in';
}

let whileWriting = false;

api.use({
  async onResponse({ request, response }) {
    if (!known('me').value || !(await saysNobody(response))) return;
    whileWriting = request.method !== 'GET';
    put('me', null);
  },
});

/** Whether it was a write that found the session ended: then signing in is offered at once. */
export function endedWhileWriting(): boolean {
  return whileWriting;
}

/** Offers to sign in over the page as it stands. */
export function offerSignIn(): void {
  offer?.(true);
}

/** Ends the offer: they are signed in, or do not want to now. */
export function endSignInOffer(): void {
  offer?.(false);
}

/** Whether signing in is offered now. Once on the door. */
export function useSignInOffer(): boolean {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    offer = setOpen;
    return () => {
      offer = undefined;
    };
  }, []);
  return open;
}
