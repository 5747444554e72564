import Copy from 'lucide-react/icons/copy';
import Phone from 'lucide-react/icons/phone';
import Printer from 'lucide-react/icons/printer';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { Frame } from '../../Frame.tsx';
import { useDoing } from '../../order-acts.tsx';
import { PrintButton } from '../../PrintButton.tsx';
import styles from '../../page.module.css';
import { type FreshReceipt, freshReceipt, showReceipt } from '../../receipt.ts';
import { goInstead, useAskOnLeaving } from '../../router.ts';
import { Trouble } from '../../states.tsx';
import receiptStyles from './Code.module.css';

/** It was sent: the code, this once. */
export function Code() {
  const [receipt] = useState(freshReceipt);
  return (
    <Frame title={t('resident.receipt.new_title')} back="/" done>
      {receipt ? <Fresh receipt={receipt} /> : <Gone />}
    </Frame>
  );
}

function Gone() {
  return (
    <div className={styles.wide}>
      <h1 tabIndex={-1}>{t('resident.receipt.gone_title')}</h1>
      <p>{t('resident.receipt.gone')}</p>
      <Button look="main" href="/receipt">
        {t('resident.receipt.have')}
      </Button>
    </div>
  );
}

function Fresh({ receipt: { code, number, callFirst } }: { receipt: FreshReceipt }) {
  const { busy, refusal, run } = useDoing();
  const [safe, setSafe] = useState(code === null);
  const [leadsTo, setLeadsTo] = useState<string>();
  useAskOnLeaving(!safe, setLeadsTo);
  const look = () => run(async () => goInstead(`/orders/${await showReceipt(code ?? '')}`));
  return (
    <div className={styles.wide}>
      {callFirst ? (
        <Card tone="danger">
          <p className={styles.sentence}>{t('resident.sent.call_first', { number: callFirst })}</p>
          <Button look="main" icon={Phone} href={`tel:${callFirst}`}>
            {t('resident.call_number', { number: callFirst })}
          </Button>
        </Card>
      ) : null}
      <h1 tabIndex={-1} className={code ? receiptStyles.screen : undefined}>
        {t('resident.receipt.new_title')}
      </h1>
      {code ? (
        <>
          <p className={receiptStyles.screen}>{t('resident.receipt.write_down')}</p>
          <p className={`${styles.sentence} ${receiptStyles.paper}`}>{t('resident.receipt.slip_title')}</p>
          <Card tone="calm">
            <p className={receiptStyles.code}>
              {code.split(' ').map((group, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the six groups of one code never change places
                <span key={index}>{group}</span>
              ))}
            </p>
            <p className={styles.soft}>{t('resident.receipt.number', { number })}</p>
          </Card>
          <p className={`${styles.sentence} ${receiptStyles.screen}`}>{t('resident.receipt.once')}</p>
          <p className={receiptStyles.paper}>
            {t('resident.receipt.slip_how', { address: `${location.origin}/receipt` })}
          </p>
          <p className={receiptStyles.paper}>{t('resident.receipt.slip_keep')}</p>
          <div className={styles.acts}>
            {navigator.clipboard ? <CopyButton code={code} onCopied={() => setSafe(true)} /> : null}
            <PrintButton icon={Printer} onPrint={() => setSafe(true)} />
          </div>
          {refusal ? <Trouble refusal={refusal} onRetry={look} /> : null}
          <Button look="main" busy={busy} onPress={look}>
            {t('resident.receipt.kept')}
          </Button>
        </>
      ) : (
        <p className={styles.note}>{t('resident.receipt.shown_before', { number })}</p>
      )}
      {leadsTo === undefined ? null : (
        <Dialog title={t('resident.receipt.leave_title')} onClose={() => setLeadsTo(undefined)}>
          <p>{t('resident.receipt.once')}</p>
          <Button look="main" onPress={() => setLeadsTo(undefined)}>
            {t('resident.receipt.stay')}
          </Button>
          <Button onPress={() => goInstead(leadsTo)}>{t('resident.receipt.leave')}</Button>
        </Dialog>
      )}
    </div>
  );
}

function CopyButton({ code, onCopied }: { code: string; onCopied: () => void }) {
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => {
        onCopied();
        toast(t('resident.receipt.copied'));
      },
      () => toast(t('resident.receipt.not_copied')),
    );
  return (
    <Button icon={Copy} onPress={() => void copy()}>
      {t('resident.receipt.copy')}
    </Button>
  );
}
