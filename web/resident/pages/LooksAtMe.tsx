import type { MyLook } from '../../../src/audit/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { say, t } from '../../ui/language.ts';
import { whyText } from '../../ui/looks.ts';
import { sayTime } from '../../ui/times.ts';
import styles from '../page.module.css';
import { useRemote } from '../remote.ts';
import { Loaded } from '../states.tsx';

/** Who looked at me: who opened my phone number, found me in a list or was refused, newest first. */
export function LooksAtMe() {
  const looks = useRemote('me:looks', async () => {
    const page = await answerOf(api.GET('/api/v1/me/looks', { params: { query: { limit: 50 } } }));
    return page.items as MyLook[];
  });
  const now = new Date();
  return (
    <section className={styles.stack} aria-labelledby="looks">
      <h2 id="looks">{t('resident.looks.title')}</h2>
      <p className={styles.soft}>{t('resident.looks.what')}</p>
      <Loaded of={looks}>
        {(found) =>
          found.length === 0 ? (
            <p>{t('resident.looks.none')}</p>
          ) : (
            <ul className={styles.rows}>
              {found.map((look) => (
                <li key={look.leaf} className={`${styles.row} ${styles.still}`}>
                  <span className={styles.grow}>
                    {sentenceOf(look)}
                    <br />
                    <span className={styles.small}>
                      {sayTime(look.at, now)} · {whyText(look.why)}
                    </span>
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

function sentenceOf({ by, what, outcome }: MyLook): string {
  const who = by ?? t('resident.looks.somebody');
  if (outcome === 'refused') return t('resident.looks.refused', { who });
  return say(`resident.looks.${what}`, { who }) ?? t('resident.looks.record', { who });
}
