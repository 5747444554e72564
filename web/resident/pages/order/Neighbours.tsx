import { isPublicPlace } from '../../../../src/orders/rules/public-places.ts';
import type { Neighbours as Said } from '../../../../src/orders/schema/alike.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { t } from '../../../ui/language.ts';
import { sayDate } from '../../../ui/times.ts';
import type { Draft } from '../../draft.ts';
import styles from '../../page.module.css';
import { answeredSoon } from '../../soon.ts';

/** So long somebody waits for the answer at most; then the order goes as it is. */
const PATIENCE_MILLISECONDS = 4_000;

/**
 * Whether neighbours said the same of a public place; null where nobody did, where it is nobody else's matter, and where
 * it could not be asked in a few seconds: then the order is sent as it is, and the centre can still put the two together.
 */
export async function neighboursOf({ text, kind, placeUnitId, confidential }: Draft): Promise<Said | null> {
  if (confidential || placeUnitId === null || (kind !== null && !isPublicPlace(kind))) return null;
  const body = { text: text.trim(), placeUnitId, ...(kind === null ? {} : { kind }) };
  const ask = () => answerOf(api.POST('/api/v1/orders/neighbours', { body }));
  const said = await answeredSoon(ask, PATIENCE_MILLISECONDS);
  return said?.said ? said : null;
}

interface NeighboursProps {
  said: Said;
  busy: boolean;
  onFollow: () => void;
  onSend: () => void;
  onClose: () => void;
}

/** Neighbours said the same: follow theirs, or send an own one all the same. Nothing of whose it is, or what they wrote. */
export function Neighbours({ said, busy, onFollow, onSend, onClose }: NeighboursProps) {
  return (
    <Dialog title={t('resident.neighbours.title')} onClose={onClose}>
      <div className={styles.stack}>
        <p className={styles.sentence}>
          {said.households === null || said.since === null
            ? t('resident.neighbours.some')
            : t('resident.neighbours.many', { count: said.households, since: sayDate(said.since, new Date()) })}
        </p>
        <p>{t('resident.neighbours.follow.means')}</p>
        <Button look="main" busy={busy} onPress={onFollow}>
          {t('resident.neighbours.follow')}
        </Button>
        <p>{t('resident.neighbours.send.means')}</p>
        <Button busy={busy} onPress={onSend}>
          {t('resident.neighbours.send')}
        </Button>
        <p className={styles.soft}>{t('resident.neighbours.private')}</p>
      </div>
    </Dialog>
  );
}
