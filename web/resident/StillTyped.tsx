import { t } from '../ui/language.ts';
import styles from './page.module.css';
import { type Place, typedAt } from './typed.ts';

/** What was written here and cannot be sent any more: whoever wrote it can still copy it down. */
export function StillTyped({ place }: { place: Place }) {
  const typed = typedAt(place) as { words?: string; text?: string } | undefined;
  const words = (typed?.words ?? typed?.text ?? '').trim();
  if (words === '') return null;
  return (
    <section className={styles.stack}>
      <p className={styles.soft}>{t('resident.typed.still')}</p>
      <p className={styles.words}>{words}</p>
    </section>
  );
}
