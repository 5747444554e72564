import { t } from '../../ui/language.ts';
import { Frame } from '../Frame.tsx';
import styles from '../page.module.css';
import { goInstead } from '../router.ts';
import { SignIn } from '../SignIn.tsx';

/** Where one came from; only an address of this door. */
function wanted(): string {
  const then = new URLSearchParams(location.search).get('then') ?? '/';
  return /^\/(?!\/)/.test(then) ? then : '/';
}

/** Signing in, and back to what one was about. */
export function Login() {
  return (
    <Frame title={t('resident.login.title')} back="/">
      <div className={styles.wide}>
        <h1 tabIndex={-1}>{t('resident.login.title')}</h1>
        <SignIn ask={t('resident.login.ask_code')} onSignedIn={() => goInstead(wanted())} />
        <p className={styles.soft}>
          <a href="/desk/">{t('resident.login.staff')}</a>
        </p>
      </div>
    </Frame>
  );
}
