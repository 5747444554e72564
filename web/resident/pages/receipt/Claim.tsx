import { useEffect } from 'react';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { Frame } from '../../Frame.tsx';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { useMe } from '../../queries.ts';
import { putReceiptAway, shownCode } from '../../receipt.ts';
import { refresh } from '../../remote.ts';
import { goInstead } from '../../router.ts';
import { SignIn } from '../../SignIn.tsx';
import { Loaded, Trouble } from '../../states.tsx';

/** Takes the petition of the shown receipt into one's account: messages come from then on, and the code ends. */
export function Claim() {
  const me = useMe();
  const { busy, refusal, run } = useDoing();
  useEffect(() => {
    if (shownCode() === undefined) goInstead('/receipt');
  }, []);
  const claim = () => run(takeOver);
  return (
    <Frame title={t('resident.receipt.claim')} back="/receipt">
      <div className={styles.wide}>
        <h1 tabIndex={-1}>{t('resident.receipt.claim')}</h1>
        <p>{t('resident.receipt.claim_what')}</p>
        <p>{t('resident.receipt.claim_seal')}</p>
        {refusal ? <Trouble refusal={refusal} onRetry={claim} /> : null}
        <Loaded of={me}>
          {(person) =>
            person ? (
              <Button look="main" busy={busy} onPress={claim}>
                {t('resident.receipt.claim_do')}
              </Button>
            ) : (
              <SignIn ask={t('resident.receipt.claim_code')} onSignedIn={claim} />
            )
          }
        </Loaded>
      </div>
    </Frame>
  );
}

async function takeOver(): Promise<void> {
  const { id } = await answerOf(api.POST('/api/v1/me/receipts', { body: { code: shownCode() ?? '' } }));
  putReceiptAway();
  await refresh('orders:');
  goInstead(`/orders/${id}`);
  toast(t('resident.receipt.claimed'));
}
