import { Link } from '@tanstack/react-router';
import { t } from '../../ui/language.ts';
import { Nothing } from './said.tsx';

/** An address that leads nowhere. */
export function Missing() {
  return (
    <main className="body">
      <Nothing action={<Link to="/">{t('desk.missing.home')}</Link>}>{t('problem.platform.not_found')}</Nothing>
    </main>
  );
}
