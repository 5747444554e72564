import type { PetitionLook } from '../../../../src/vault/schema.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { t } from '../../../ui/language.ts';
import { sayTime } from '../../../ui/times.ts';
import styles from '../../page.module.css';
import { useRemote } from '../../remote.ts';
import { Loaded } from '../../states.tsx';

/** Who looked at one's petition: its words, by whom; who one is, by which two custodians together and why. Newest first. */
export function PetitionLooks({ orderId }: { orderId: string }) {
  const looks = useRemote(`order:${orderId}:looks`, async () => {
    const page = await answerOf(api.GET('/api/v1/orders/{id}/looks', { params: { path: { id: orderId } } }));
    return page.items as PetitionLook[];
  });
  const now = new Date();
  return (
    <section>
      <h2 className={styles.section}>{t('resident.petition.looks')}</h2>
      <Loaded of={looks}>
        {(found) =>
          found.length === 0 ? (
            <p className={styles.soft}>{t('resident.looks.none')}</p>
          ) : (
            <ul className={styles.rows}>
              {[...found].reverse().map((look) => (
                <li key={look.at + look.what} className={`${styles.row} ${styles.still}`}>
                  <span className={styles.grow}>
                    {sentenceOf(look)}
                    {look.reason ? <span className={styles.words}>{look.reason}</span> : null}
                    <br />
                    <span className={styles.small}>{sayTime(look.at, now)}</span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function sentenceOf({ what, names }: PetitionLook): string {
  const [who = t('resident.looks.somebody'), other = t('resident.looks.somebody')] = names.filter(
    (name) => name !== '',
  );
  return what === 'identity'
    ? t('resident.petition.looked_at_identity', { who, other })
    : t('resident.petition.looked_at_content', { who });
}
