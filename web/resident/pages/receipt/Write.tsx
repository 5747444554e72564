import { type FormEvent, useEffect, useState } from 'react';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { TickField } from '../../../ui/Field.tsx';
import { t } from '../../../ui/language.ts';
import { forgetDraft, readDraft, useDraft } from '../../draft.ts';
import { Frame } from '../../Frame.tsx';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { keepFresh } from '../../receipt.ts';
import { goInstead } from '../../router.ts';
import { Trouble } from '../../states.tsx';
import { UnitName } from '../../UnitName.tsx';
import { Doors } from '../petition/Doors.tsx';

/** Before a complaint without an account is sent: who sees it, that nobody can tell its writer, that the code is all there is. */
export function Write() {
  const draft = useDraft();
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<string>();
  const { busy, refusal, run } = useDoing();
  useEffect(() => {
    const { text, placeUnitId } = readDraft();
    if (text.trim() === '') goInstead('/order');
    else if (placeUnitId === null) goInstead('/order/where?check');
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) {
      setError(t('resident.receipt.ready_missing'));
      document.getElementById('ready')?.focus();
      return;
    }
    void run(send);
  };
  return (
    <Frame title={t('resident.receipt.title')} back="/order/check">
      <form className={styles.wide} onSubmit={submit} noValidate>
        <h1 tabIndex={-1}>{t('resident.receipt.title')}</h1>
        <div className={styles.stack}>
          <p className={styles.words}>{draft.text}</p>
          <p className={styles.soft}>
            {draft.placeUnitId ? <UnitName id={draft.placeUnitId} whole /> : null} {draft.place}
          </p>
        </div>
        <Doors text={draft.text} />
        <div className={styles.stack}>
          <p>{t('resident.who_sees')}</p>
          <p>{t('resident.receipt.untold')}</p>
          <p className={styles.sentence}>{t('resident.receipt.keep')}</p>
          {draft.photos.length > 0 ? <p className={styles.note}>{t('resident.receipt.no_photos')}</p> : null}
        </div>
        <TickField
          id="ready"
          label={t('resident.receipt.ready')}
          error={error}
          ticked={ready}
          onChange={(ticked) => {
            setReady(ticked);
            setError(undefined);
          }}
        />
        {refusal ? <Trouble refusal={refusal} onRetry={() => void run(send)} /> : null}
        <Button look="main" submits busy={busy}>
          {t(busy ? 'resident.check.sending' : 'resident.check.send')}
        </Button>
      </form>
    </Frame>
  );
}

/** Sent again after a lost answer it is the same complaint: the key stays with the draft. */
async function send(): Promise<void> {
  const { text, placeUnitId, place, key } = readDraft();
  const receipt = await answerOf(
    api.POST('/api/v1/receipts', {
      body: { text: text.trim(), placeUnitId: placeUnitId ?? '', ...(place.trim() ? { place: place.trim() } : {}) },
      headers: { 'idempotency-key': `receipt-${key}` },
    }),
  );
  keepFresh(receipt);
  goInstead('/receipt/new');
  forgetDraft();
}
