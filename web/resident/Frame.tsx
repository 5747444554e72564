import ChevronLeft from 'lucide-react/icons/chevron-left';
import HeartHandshake from 'lucide-react/icons/heart-handshake';
import House from 'lucide-react/icons/house';
import Phone from 'lucide-react/icons/phone';
import ReceiptText from 'lucide-react/icons/receipt-text';
import User from 'lucide-react/icons/user';
import Users from 'lucide-react/icons/users';
import { type ReactNode, useEffect, useState } from 'react';
import { sayProblem } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Icon, type IconPicture } from '../ui/Icon.tsx';
import { languageInUse, nameIn, say, t, useAllSentences } from '../ui/language.ts';
import { type Deed, dismissDeed, useAllDeeds } from './deeds.ts';
import styles from './Frame.module.css';
import { takeNewVersion, useInstalled } from './installed.ts';
import pageStyles from './page.module.css';
import { kindOf, sayKind, useMe, useNeeds, useNetwork } from './queries.ts';
import { goBack, leaveFor } from './router.ts';
import { teamsLedBy } from './teams.ts';

interface Props {
  /** Name of the page, for the window and those who hear it. */
  title: string;
  /** Where "back" leads for those who came from outside; without it there is no way back. */
  back?: string;
  /** What lies behind is done with: "back" leads where it says for everybody. */
  done?: boolean;
  /** What stands at the right of the head. */
  beside?: ReactNode;
  children: ReactNode;
}

/** What stands on every page: the way back, the page, and below it the ways on, the phone for help among them. */
export function Frame({ title, back, done = false, beside, children }: Props) {
  const network = useNetwork().value;
  const place = network ? nameIn(network) : t('app.name');
  useEffect(() => {
    document.title = back === undefined ? place : `${title} · ${place}`;
  }, [title, place, back]);
  return (
    <>
      <header className={styles.head}>
        {back === undefined ? (
          <strong className={styles.city}>{place}</strong>
        ) : (
          <button type="button" className={styles.back} onClick={() => (done ? leaveFor(back) : goBack(back))}>
            <Icon of={ChevronLeft} />
            <span>{t('action.back')}</span>
          </button>
        )}
        {beside}
      </header>
      <Offline />
      <Unsent />
      <NewVersion />
      <main className={styles.page}>{children}</main>
      <Ways phone={network ? network.helpPhone : undefined} />
    </>
  );
}

function Offline() {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    // It may have gone between the first picture and now.
    look();
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return (
    <div role="status" className={online ? '' : styles.offline}>
      {online ? null : t('state.offline')}
    </div>
  );
}

/** What a volunteer did that the server does not have yet, and what it did not take: on every page, until it is settled. */
function Unsent() {
  const me = useMe().value;
  const all = useAllDeeds();
  if (me === null) return <UnsentByNobody count={all.filter((deed) => deed.refused === null).length} />;
  const deeds = all.filter((deed) => deed.personId === me?.personId);
  const waiting = deeds.filter((deed) => deed.refused === null);
  const refused = deeds.filter((deed) => deed.refused !== null);
  if (deeds.length === 0) return null;
  return (
    <div className={styles.unsent} role="status">
      {waiting.length > 0 ? (
        <p className={pageStyles.note}>{t('resident.deed.waiting', { count: waiting.length })}</p>
      ) : null}
      {refused.map((deed) => (
        <Refused key={deed.key} deed={deed} />
      ))}
    </div>
  );
}

/** Nobody is signed in who could send what waits: how much it is, nothing of what. */
function UnsentByNobody({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <div className={styles.unsent} role="status">
      <div className={pageStyles.note}>
        <p>{t('resident.deed.waiting_for_sign_in', { count })}</p>
        {location.pathname === '/login' ? null : (
          <Button href={`/login?then=${encodeURIComponent(location.pathname)}`}>{t('resident.login.do')}</Button>
        )}
      </div>
    </div>
  );
}

/** Pages on which nobody is in the middle of writing. */
const BETWEEN = new Set(['/', '/me']);

/** A newer version is told of, never forced, and only where opening the page anew loses nothing. */
function NewVersion() {
  const newVersion = useInstalled().newVersion && BETWEEN.has(location.pathname);
  return (
    <div className={newVersion ? styles.unsent : ''} role="status">
      {newVersion ? (
        <div className={pageStyles.note}>
          <p>{t('resident.update.ready')}</p>
          <Button onPress={takeNewVersion}>{t('resident.update.take')}</Button>
        </div>
      ) : null}
    </div>
  );
}

function Refused({ deed }: { deed: Deed }) {
  const kind = kindOf(useNeeds().value, deed.kind);
  // It was refused before this page was opened: nobody waited for what its refusal says.
  useAllSentences();
  return (
    <div className={pageStyles.problem}>
      <p>
        {t(deed.name === 'start' ? 'resident.deed.start_refused' : 'resident.deed.finish_refused', {
          task: kind ? sayKind(kind) : t('notify.help'),
        })}
        {languageInUse() === 'zh-CN' ? '' : ' '}
        {say(`resident.deed.reason.${deed.refused}`) ?? sayProblem(deed.refused ?? '') ?? t('problem.unknown')}
      </p>
      {deed.note ? <p>{t('resident.deed.note', { note: deed.note })}</p> : null}
      <Button onPress={() => dismissDeed(deed)}>{t('resident.deed.read')}</Button>
    </div>
  );
}

/** `phone`: undefined while it is not known; its place is kept, so that no other way moves. */
function Ways({ phone }: { phone: string | null | undefined }) {
  const me = useMe().value;
  return (
    <nav className={styles.ways} aria-label={t('resident.ways')}>
      <Way to="/" icon={House}>
        {t('resident.way.home')}
      </Way>
      <Way to="/orders" icon={ReceiptText}>
        {t('resident.way.orders')}
      </Way>
      {phone ? (
        <a href={`tel:${phone}`} className={styles.way}>
          <Icon of={Phone} />
          <span>{t('resident.way.call')}</span>
        </a>
      ) : phone === undefined ? (
        <span className={styles.way} />
      ) : null}
      {me && teamsLedBy(me).length > 0 ? (
        <Way to="/team" near={SERVING} icon={Users}>
          {t('resident.way.team')}
        </Way>
      ) : me?.volunteer ? (
        <Way to="/tasks" near={SERVING} icon={HeartHandshake}>
          {t('resident.way.volunteer')}
        </Way>
      ) : null}
      <Way to="/me" icon={User}>
        {t('resident.way.me')}
      </Way>
    </nav>
  );
}

/** Pages of the same hand: the sheets of those who serve. */
const SERVING = ['/team', '/tasks', '/week', '/offers', '/volunteer'] as const;

interface WayProps {
  to: string;
  icon: IconPicture;
  /** Other pages on which it is the present way. */
  near?: readonly string[];
  children: ReactNode;
}

function Way({ to, icon, near = [], children }: WayProps) {
  const path = location.pathname;
  const here = to === '/' ? path === '/' : [to, ...near].some((each) => path.startsWith(each));
  return (
    <a href={to} className={styles.way} aria-current={here ? 'page' : undefined}>
      <Icon of={icon} />
      <span>{children}</span>
    </a>
  );
}
