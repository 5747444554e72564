import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Spin } from 'antd';
import { memo, useEffect, useMemo, useRef } from 'react';
import type { Me } from '../../../src/identity/schema.ts';
import { say, t } from '../../ui/language.ts';
import { useLive } from '../../ui/live.ts';
import { sayClock } from '../../ui/times.ts';
import { ProofDialog } from '../account/ProofDialog.tsx';
import { readInbox } from '../calls.ts';
import { LoginPage } from '../login/LoginPage.tsx';
import { type TreeView, useTree, useTreeAgain } from '../lookups.ts';
import { BulkElsewhere } from '../queue/BulkBar.tsx';
import {
  holds,
  keepsBreaches,
  mayReadFigures,
  reachesCentre,
  SessionProvider,
  teamsLedBy,
  useMe,
  useWhoIsHere,
} from '../session.tsx';
import { Alarm } from './Alarm.tsx';
import { useCommands } from './commands.ts';
import { sawAtDesk } from './entering.ts';
import { useNow } from './now.ts';
import { Overlays, openAccount, openHelp } from './Overlays.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { Nothing, Trouble } from './said.tsx';
import { titlePage } from './title.ts';

/** What stands around every page of the desk: who is here, where one can go, whether the connection holds. */
export function Frame() {
  const { data: me, error, isPending, refetch } = useWhoIsHere();
  if (isPending)
    return (
      <output aria-label={t('state.loading')}>
        <Spin className="skeleton" fullscreen />
      </output>
    );
  // What cannot be read anew for a moment is as it was: nothing that somebody is writing is taken from them.
  if (error && me === undefined) return <Trouble error={error} again={() => refetch()} />;
  // The address stays: whoever signs in is where they wanted to be.
  if (!me) return <LoginPage />;
  return (
    <SessionProvider me={me}>
      {me.secondFactor === 'needed' ? <SecondFactor /> : <Around />}
      <ProofDialog />
    </SessionProvider>
  );
}

/** Pages with a list of orders, which says itself what is done to many. */
const LISTS = new Set(['queue', 'petitions']);

function Around() {
  const me = useMe();
  useEffect(() => sawAtDesk(me), [me]);
  const page = usePage();
  useEffect(() => titlePage(page === 'account' ? t('desk.own') : (say(`desk.rail.${page}`) ?? '')), [page]);
  const pages: readonly string[] = usePages();
  const closed = GUARDED.has(page) && !pages.includes(page);
  usePageCommands();
  return (
    <div className="desk">
      <button type="button" className="skip" onClick={toMain}>
        {t('desk.skip')}
      </button>
      <Rail />
      <Connection />
      {closed ? <Closed /> : <Outlet />}
      {LISTS.has(page) ? null : <BulkElsewhere />}
      <Overlays />
    </div>
  );
}

/** Past everything that stands on every page. */
function toMain(): void {
  const main = document.querySelector('main');
  // One that scrolls is a stop of its own already.
  if (!main?.hasAttribute('tabindex')) main?.setAttribute('tabindex', '-1');
  main?.focus();
}

/** The first part of the address. */
function usePage(): string {
  return useRouterState({ select: ({ location }) => location.pathname.split('/')[1] ?? '' });
}

/** Pages that nothing of the tree decides about; the others say themselves whether they are for the one who reads. */
const GUARDED: ReadonlySet<string> = new Set([
  'queue',
  'petitions',
  'register',
  'reports',
  'intake',
  'units',
  'people',
  'policies',
  'models',
]);

/** The page of an address that is not for this person. */
function Closed() {
  return (
    <main className="body">
      <Nothing action={<Link to="/">{t('desk.missing.home')}</Link>}>{t('problem.platform.forbidden')}</Nothing>
    </main>
  );
}

/** The pages this person's roles open, each once, in the order of the rail. */
function usePages() {
  const me = useMe();
  const tree = useTree();
  return useMemo(() => pagesOf(me, tree), [me, tree]);
}

function pagesOf(me: Me, tree: TreeView) {
  const opens = {
    queue: holds(me, 'dispatcher', 'department_officer'),
    batches: reachesCentre(me, tree, ['dispatcher', 'administrator']),
    gaps: reachesCentre(me, tree, ['dispatcher', 'observer']),
    week: holds(me, 'dispatcher', 'observer'),
    petitions: holds(me, 'petition_clerk'),
    register: holds(me, 'petition_clerk', 'department_officer'),
    reports: holds(me, 'petition_clerk', 'observer'),
    topics: holds(me, 'dispatcher', 'petition_clerk', 'administrator'),
    intake: holds(me, 'dispatcher', 'petition_clerk'),
    team: teamsLedBy(me).length > 0,
    units: holds(me, 'administrator'),
    people: holds(me, 'administrator'),
    policies: holds(me, 'administrator'),
    models: holds(me, 'administrator'),
    audit: holds(me, 'auditor'),
    breaches: keepsBreaches(me, tree),
    custody: holds(me, 'custodian'),
  };
  return (Object.keys(opens) as (keyof typeof opens)[]).filter((page) => opens[page]);
}

/** Every page of the rail by name, the keys, and what belongs to the one who is here. */
function usePageCommands(): void {
  const pages = usePages();
  const navigate = useNavigate();
  const hint = t('desk.palette.go');
  useCommands([
    { key: 'account', name: t('desk.own'), hint, run: () => void navigate({ to: '/account' }) },
    ...[...pages, 'inbox' as const].map((page) => ({
      key: page,
      name: t(`desk.rail.${page}`),
      hint,
      run: () => void navigate({ to: `/${page}` }),
    })),
    { key: 'keys', name: t('desk.rail.keys'), hint, run: openHelp },
    { key: 'account-menu', name: t('desk.account.menu'), hint, run: openAccount },
  ]);
}

const Rail = memo(function Rail() {
  const me = useMe();
  const pages = usePages();
  const client = useQueryClient();
  const { data: inbox } = useQuery({
    queryKey: ['inbox', 'unread'],
    queryFn: () => readInbox({ limit: 1 }),
    staleTime: 60_000,
  });
  useLive(true, (name) => {
    if (name === 'inbox' || name === 'opened' || name === 'reconnected')
      client.invalidateQueries({ queryKey: ['inbox'] });
    if (name === 'tree' || name === 'reconnected') client.invalidateQueries({ queryKey: ['tree'] });
    // What could not be read while the line was gone.
    if (name === 'reconnected') client.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
  });
  const unread = inbox?.unread ?? me.unread;
  return (
    <nav className="rail" aria-label={t('desk.rail')}>
      {pages.map((page) => (
        <Link key={page} to={`/${page}`}>
          {t(`desk.rail.${page}`)}
        </Link>
      ))}
      {mayReadFigures(me) ? <a href="/screen/">{t('desk.rail.screen')}</a> : null}
      {holds(me, 'dispatcher') ? <Alarm /> : null}
      <Link to="/inbox" className="below">
        {t('desk.rail.inbox')}
        {unread > 0 ? <span className="unread figure">{unread}</span> : null}
      </Link>
      <button type="button" onClick={openHelp}>
        {t('desk.rail.keys')}
      </button>
      <button type="button" aria-haspopup="dialog" title={me.name ?? ''} onClick={openAccount}>
        {(me.name ?? t('desk.account')).split('（')[0]?.slice(0, 4)}
      </button>
    </nav>
  );
});

/** Says when the stream is gone, since when, and that what is shown may have changed; or that units have no names. */
function Connection() {
  const { connected, since } = useLive(true, () => {});
  const client = useQueryClient();
  const held = useRef(false);
  // The server ends the line of somebody whose session has ended or whose roles have changed.
  useEffect(() => {
    if (held.current) client.invalidateQueries({ queryKey: ['me'] });
    if (connected) held.current = true;
  }, [connected, client]);
  const now = useNow(1);
  const gone = !connected && now - since.getTime() > 2000;
  const again = useTreeAgain();
  return (
    <div className="notice" role="status" style={{ gridRow: 2 }}>
      {gone ? t('desk.connection.lost', { time: sayClock(since) }) : again ? <NoNames again={again} /> : null}
    </div>
  );
}

/** Without the tree no page can say where anything lies, or offer a unit to choose. */
function NoNames({ again }: { again: () => void }) {
  return (
    <>
      {t('desk.tree.unread')}
      <button type="button" className="linked" onClick={again}>
        {t('desk.again')}
      </button>
    </>
  );
}
