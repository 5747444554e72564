import { t } from '../../ui/language.ts';
import { AuthenticatorApp } from './AuthenticatorApp.tsx';
import { Passkeys } from './Passkeys.tsx';
import { Sessions } from './Sessions.tsx';

/** How the person at this desk signs in, and where they are signed in. */
export function AccountPage() {
  return (
    <>
      <header className="bar">
        <h1>{t('desk.own')}</h1>
      </header>
      <main className="body">
        <div className="page">
          <Passkeys />
          <AuthenticatorApp />
          <Sessions />
        </div>
      </main>
    </>
  );
}
