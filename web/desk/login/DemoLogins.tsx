import { t } from '../../ui/language.ts';
import { demoLogins } from './demo-logins.ts';

interface DemoLoginsProps {
  onChoose: (login: { username: string; password: string }) => void;
}

/** The logins of a demo city, which everybody may know: nothing real is behind them. */
export function DemoLogins({ onChoose }: DemoLoginsProps) {
  return (
    <section className="demo-logins" aria-label={t('desk.login.demo')}>
      <p className="soft">{t('desk.login.demo')}</p>
      {demoLogins.map((login) => (
        <button key={login.username} type="button" onClick={() => onChoose(login)}>
          <span>{t(`desk.login.demo.${login.who}`)}</span>
          <span className="soft">{login.username}</span>
        </button>
      ))}
    </section>
  );
}
