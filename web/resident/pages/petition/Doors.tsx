import { doorsIn } from '../../../../src/orders/rules/doors.ts';
import { t } from '../../../ui/language.ts';
import styles from '../../page.module.css';
import { usePetitionPolicy } from '../../queries.ts';
import { Door } from './Path.tsx';

/** Before it is sent: what reads like another house's matter is shown that house. Whoever writes decides. */
export function Doors({ text }: { text: string }) {
  const doors = doorsIn(text, usePetitionPolicy().value?.doors ?? []);
  if (doors.length === 0) return null;
  return (
    <section className={styles.stack}>
      <p>{t('resident.petition.other_door')}</p>
      {doors.map((door) => (
        <Door key={door.id} id={door.id} />
      ))}
    </section>
  );
}
