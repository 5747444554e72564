import ChevronLeft from 'lucide-react/icons/chevron-left';
import HeartHandshake from 'lucide-react/icons/heart-handshake';
import House from 'lucide-react/icons/house';
import Phone from 'lucide-react/icons/phone';
import ReceiptText from 'lucide-react/icons/receipt-text';
import User from 'lucide-react/icons/user';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon, type IconPicture } from '../ui/Icon.tsx';
import { nameIn, t } from '../ui/language.ts';
import styles from './Frame.module.css';
import { useMe, useNetwork } from './queries.ts';
import { goBack } from './router.ts';

interface Props {
  /** Name of the page, for the window and those who hear it. */
  title: string;
  /** Where "back" leads for those who came from outside; without it there is no way back. */
  back?: string;
  /** What stands at the right of the head. */
  beside?: ReactNode;
  children: ReactNode;
}

/** What stands on every page: the way back, the page, and below it the ways on, the phone for help among them. */
export function Frame({ title, back, beside, children }: Props) {
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
          <button type="button" className={styles.back} onClick={() => goBack(back)}>
            <Icon of={ChevronLeft} />
            <span>{t('action.back')}</span>
          </button>
        )}
        {beside}
      </header>
      <Offline />
      <main className={styles.page}>{children}</main>
      <Ways phone={network?.helpPhone ?? null} />
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

function Ways({ phone }: { phone: string | null }) {
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
      ) : null}
      {me?.volunteer ? (
        <Way to="/tasks" icon={HeartHandshake}>
          {t('resident.way.volunteer')}
        </Way>
      ) : null}
      <Way to="/me" icon={User}>
        {t('resident.way.me')}
      </Way>
    </nav>
  );
}

function Way({ to, icon, children }: { to: string; icon: IconPicture; children: ReactNode }) {
  const here = to === '/' ? location.pathname === '/' : location.pathname.startsWith(to);
  return (
    <a href={to} className={styles.way} aria-current={here ? 'page' : undefined}>
      <Icon of={icon} />
      <span>{children}</span>
    </a>
  );
}
