import { type ComponentType, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { allSentences, useLanguage } from '../ui/language.ts';
import { useLive } from '../ui/live.ts';
import { Toasts } from '../ui/Toast.tsx';
import { useDeedSending } from './deeds.ts';
import { arriveAtHeading } from './heading.ts';
import { Home } from './pages/Home.tsx';
import { Missing, Unreachable } from './pages/Missing.tsx';
import { useMe } from './queries.ts';
import { refresh } from './remote.ts';
import { type Route, useRoute } from './router.ts';
import { endSignInOffer, keepLastHere, useSignInOffer } from './signing-in.ts';

/** Every address of the phone, the first that fits. */
export const routes: readonly Route[] = [
  { pattern: '/', load: async () => Home },
  { pattern: '/order', load: async () => (await import('./pages/order/What.tsx')).What },
  { pattern: '/order/where', load: async () => (await import('./pages/order/Where.tsx')).Where },
  { pattern: '/order/when', load: async () => (await import('./pages/order/When.tsx')).When },
  { pattern: '/order/photos', load: async () => (await import('./pages/order/Photos.tsx')).Photos },
  { pattern: '/order/whom', load: async () => (await import('./pages/order/Whom.tsx')).Whom },
  { pattern: '/order/receipt', load: async () => (await import('./pages/receipt/Write.tsx')).Write },
  { pattern: '/receipt', load: async () => (await import('./pages/receipt/Enter.tsx')).Enter },
  { pattern: '/receipt/new', load: async () => (await import('./pages/receipt/Code.tsx')).Code },
  { pattern: '/receipt/claim', load: async () => (await import('./pages/receipt/Claim.tsx')).Claim },
  { pattern: '/order/check', load: async () => (await import('./pages/order/Check.tsx')).Check },
  { pattern: '/orders', load: async () => (await import('./pages/Orders.tsx')).Orders },
  { pattern: '/orders/:id', load: async () => (await import('./pages/Order.tsx')).Order },
  { pattern: '/orders/:id/sent', load: async () => (await import('./pages/order/Sent.tsx')).Sent },
  { pattern: '/orders/:id/change', load: async () => (await import('./pages/Change.tsx')).Change },
  { pattern: '/orders/:id/review', load: async () => (await import('./pages/Review.tsx')).Review },
  { pattern: '/orders/:id/answer', load: async () => (await import('./pages/petition/Say.tsx')).Answer },
  { pattern: '/orders/:id/reconsider', load: async () => (await import('./pages/petition/Say.tsx')).Reconsider },
  { pattern: '/offers', load: async () => (await import('./pages/Offers.tsx')).Offers },
  { pattern: '/offers/taken', load: async () => (await import('./pages/asking/Taken.tsx')).Taken },
  { pattern: '/tasks', load: async () => (await import('./pages/Tasks.tsx')).Tasks },
  { pattern: '/week', load: async () => (await import('./pages/Week.tsx')).Week },
  { pattern: '/tasks/:id', load: async () => (await import('./pages/Task.tsx')).Task },
  { pattern: '/team', load: async () => (await import('./pages/Team.tsx')).Team },
  { pattern: '/team/members', load: async () => (await import('./pages/Members.tsx')).Members },
  { pattern: '/team/week', load: async () => (await import('./pages/TeamWeek.tsx')).TeamWeek },
  { pattern: '/team/:id', load: async () => (await import('./pages/TeamOrder.tsx')).TeamOrder },
  { pattern: '/inbox', load: async () => (await import('./pages/Inbox.tsx')).Inbox },
  { pattern: '/me', load: async () => (await import('./pages/Mine.tsx')).Mine },
  { pattern: '/me/phone', load: async () => (await import('./pages/NewPhone.tsx')).NewPhone },
  { pattern: '/me/data', load: async () => (await import('./pages/MyRecord.tsx')).MyRecord },
  { pattern: '/me/sessions', load: async () => (await import('./pages/Sessions.tsx')).Sessions },
  { pattern: '/me/notices', load: async () => (await import('./pages/Notices.tsx')).Notices },
  { pattern: '/volunteer', load: async () => (await import('./pages/Volunteer.tsx')).Volunteer },
  { pattern: '/login', load: async () => (await import('./pages/Login.tsx')).Login },
];

/** The phone: the page of the present address, kept true by the live stream. */
export function App() {
  const language = useLanguage();
  const shown = useRoute(routes, { missing: Missing, unreachable: Unreachable });
  const me = useMe().value;
  useLive(Boolean(me), (name) => {
    if (name === 'order' || name === 'opened') void refresh('orders:', 'offers', 'open', 'tasks', 'team:');
    else if (name === 'inbox') void refresh('inbox', 'me');
    else if (name === 'reconnected') void refresh('orders:', 'offers', 'open', 'tasks', 'team:', 'inbox', 'me');
  });
  useDeedSending(me?.personId);
  useAtHand(allSentences, true);
  useAtHand(fetchServing, Boolean(me?.volunteer));
  useArrival(shown?.path);
  const drawn = shown !== null;
  useLayoutEffect(() => {
    // The page stands for itself now, what was drawn ahead of it goes in the same moment.
    if (drawn) document.getElementById('first')?.remove();
  }, [drawn]);
  const personId = me?.personId;
  useEffect(() => {
    if (personId !== undefined) keepLastHere(personId);
  }, [personId]);
  if (!shown) return null;
  const Page = shown.page;
  return (
    <>
      <Page key={`${shown.path} ${language}`} at={shown.at} />
      <SigningInAgain />
      <Toasts />
    </>
  );
}

/** Signing in over the page, fetched when it is first wanted. */
function SigningInAgain() {
  const open = useSignInOffer();
  const [Again, setAgain] = useState<ComponentType<{ onClose: () => void }>>();
  useEffect(() => {
    if (!open) return;
    // Without a network nobody can sign in either: it is offered again at the next press.
    Promise.all([import('./SignInAgain.tsx'), allSentences()]).then(
      ([{ SignInAgain }]) => setAgain(() => SignInAgain),
      endSignInOffer,
    );
  }, [open]);
  return open && Again ? <Again onClose={endSignInOffer} /> : null;
}

/** Where somebody serves there may be no network: these pages are fetched before they are wanted. */
const fetchServing = () => Promise.all([import('./pages/Tasks.tsx'), import('./pages/Task.tsx')]);

/** Fetches what the first page does without, once that page stands. */
function useAtHand(fetchAhead: () => Promise<unknown>, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    // Whoever wants it then asks again, and says so when it fails.
    const timer = setTimeout(() => void fetchAhead().catch(() => undefined), 1000);
    return () => clearTimeout(timer);
  }, [fetchAhead, wanted]);
}

/** On a new page the reader starts at its top, and a screen reader at its heading. */
function useArrival(path: string | undefined): void {
  const first = useRef(true);
  useEffect(() => {
    if (path === undefined) return;
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    arriveAtHeading();
  }, [path]);
}
