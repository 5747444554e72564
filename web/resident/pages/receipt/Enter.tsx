import { type FormEvent, useState } from 'react';
import { RECEIPT_DIGITS, readReceipt, writeReceipt } from '../../../../src/orders/rules/receipts.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { t } from '../../../ui/language.ts';
import { Frame } from '../../Frame.tsx';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { showReceipt } from '../../receipt.ts';
import { go } from '../../router.ts';
import { Trouble } from '../../states.tsx';

/** By the code of a receipt to its petition. A slip of the pen is found here, before anybody counts it as a guess. */
export function Enter() {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const { busy, refusal, run, stayed } = useDoing();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const digits = typed.replace(/\D/g, '').length;
    const code = readReceipt(typed);
    if (code) {
      void run(async () => {
        const id = await showReceipt(code);
        if (stayed()) go(`/orders/${id}`);
      });
      return;
    }
    setError(
      digits === RECEIPT_DIGITS ? t('resident.receipt.mistyped') : t('resident.receipt.not_whole', { count: digits }),
    );
    document.getElementById('receipt')?.focus();
  };
  return (
    <Frame title={t('resident.receipt.have')} back="/">
      <form className={styles.wide} onSubmit={submit} noValidate>
        <h1 tabIndex={-1}>{t('resident.receipt.have')}</h1>
        <TextField
          id="receipt"
          inputMode="numeric"
          autoComplete="off"
          label={t('resident.receipt.code')}
          hint={t('resident.receipt.code_hint')}
          error={error}
          value={typed}
          onChange={(value) => {
            const digits = value.normalize('NFKC').replace(/\D/g, '').slice(0, RECEIPT_DIGITS);
            setTyped(writeReceipt(digits));
            setError(undefined);
          }}
          rows={2}
          maxLength={60}
        />
        {refusal ? <Trouble refusal={refusal} submits /> : null}
        <Button look="main" submits busy={busy}>
          {t('resident.receipt.look')}
        </Button>
        <p className={styles.soft}>{t('resident.receipt.lost')}</p>
      </form>
    </Frame>
  );
}
