import type { TakenOrder } from '../../../../src/dispatch/schema/waves.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { say, t } from '../../../ui/language.ts';
import { sayDate, sayDistance } from '../../../ui/times.ts';
import { Frame } from '../../Frame.tsx';
import styles from '../../page.module.css';
import { kindOf, sayKind, useMe, useNeeds } from '../../queries.ts';
import { useRemote } from '../../remote.ts';
import { Loaded, SignedIn } from '../../states.tsx';
import { UnitName } from '../../UnitName.tsx';

/** Why not me: what others took that I could have served, each with the honest reason. */
export function Taken() {
  return (
    <Frame title={t('resident.taken.title')} back="/offers">
      <h1 tabIndex={-1}>{t('resident.taken.title')}</h1>
      <SignedIn why={t('resident.offers.sign_in')}>
        <ByOthers />
      </SignedIn>
    </Frame>
  );
}

function ByOthers() {
  const taken = useRemote(useMe().value ? 'taken' : null, () => answerOf(api.GET('/api/v1/me/taken-orders')));
  return (
    <Loaded of={taken}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState action={<Button href="/volunteer">{t('resident.offers.when_free')}</Button>}>
            {t('resident.taken.none')}
          </EmptyState>
        ) : (
          <>
            <p className={styles.soft}>{t('resident.taken.what')}</p>
            <ul className={styles.rows}>
              {items.map((each) => (
                <One key={each.orderId} taken={each as TakenOrder} />
              ))}
            </ul>
            <div>
              <Button href="/volunteer">{t('resident.offers.when_free')}</Button>
            </div>
          </>
        )
      }
    </Loaded>
  );
}

function One({ taken }: { taken: TakenOrder }) {
  const kind = kindOf(useNeeds().value, taken.kind);
  return (
    <li className={`${styles.row} ${styles.still}`}>
      <div className={styles.grow}>
        <p>
          <strong>{kind ? sayKind(kind) : t('notify.help')}</strong>
        </p>
        <p className={styles.soft}>
          {sayDate(taken.takenAt, new Date())} · <UnitName id={taken.placeUnitId} />
          {taken.distanceMetres === null ? '' : ` · ${sayDistance(taken.distanceMetres)}`}
        </p>
        <p>{reasonOf(taken)}</p>
      </div>
    </li>
  );
}

function reasonOf({ reason, term, asked }: TakenOrder): string {
  const told = (term && say(`resident.taken.further.${term}`)) || t(`resident.taken.${reason}`);
  return reason === 'further' && asked !== null ? `${t('resident.taken.asked', { count: asked })}${told}` : told;
}
