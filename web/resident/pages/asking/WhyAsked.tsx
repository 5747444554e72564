import { useState } from 'react';
import type { WhyAsked as Why } from '../../../../src/dispatch/schema/waves.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { say, t } from '../../../ui/language.ts';
import { sayDistance } from '../../../ui/times.ts';
import styles from '../../page.module.css';
import { useRemote } from '../../remote.ts';
import { Loaded } from '../../states.tsx';
import { PersonalMatching } from './PersonalMatching.tsx';

/** Why I was asked: folded until somebody wants to know. */
export function WhyAsked({ orderId, kind }: { orderId: string; kind: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary} aria-label={t('resident.why.asked_which', { kind })}>
        {t('resident.why.asked')}
      </summary>
      {open ? <Reasons orderId={orderId} /> : null}
    </details>
  );
}

function Reasons({ orderId }: { orderId: string }) {
  const why = useRemote(`why:${orderId}`, () =>
    answerOf(api.GET('/api/v1/me/offers/{id}/why', { params: { path: { id: orderId } } })),
  );
  // Not in a wave: somebody at the centre chose.
  if (why.refusal?.status === 404) return <p>{t('resident.why.named')}</p>;
  return (
    <Loaded of={why} lines={3}>
      {(known) => (
        <div className={styles.stack}>
          <ul className={styles.stack}>
            {reasonsOf(known).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          <p className={styles.soft}>{t('resident.why.asked_many', { count: known.asked })}</p>
          <PersonalMatching />
        </div>
      )}
    </Loaded>
  );
}

/** The terms of the score in words, those that told for one first; a term that told nothing is left out. */
function reasonsOf({ terms, distanceMetres }: Why): string[] {
  const told = [...terms].sort((a, b) => b.points - a.points);
  const where = distanceMetres === null ? [] : [t('resident.why.distance', { distance: sayDistance(distanceMetres) })];
  return told.flatMap(({ name, points }) => {
    if (name === 'distance') return where;
    return points === 0 ? [] : (say(`resident.why.${name}${points > 0 ? '' : '.less'}`) ?? []);
  });
}
