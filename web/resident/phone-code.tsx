import { type FormEvent, useState } from 'react';
import { answerOf, api } from '../ui/api.ts';
import { t } from '../ui/language.ts';
import { useDoing } from './order-acts.tsx';
import styles from './page.module.css';

/** A phone number that is typed, and asking for a code to it. `field`: the id of its field, gone to where it is no number. */
export function usePhoneCode(field: string) {
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState<{ demoCode?: string | undefined }>();
  const [error, setError] = useState<string>();
  const { busy, refusal, run } = useDoing();
  const ask = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!/^\+?[0-9 -]{11,20}$/.test(phone.trim())) {
      setError(t('resident.login.phone_wrong'));
      document.getElementById(field)?.focus();
      return;
    }
    setError(undefined);
    await run(async () => setSent(await answerOf(api.POST('/api/v1/login/code', { body: { phone: phone.trim() } }))));
  };
  return { phone, setPhone, sent, forget: () => setSent(undefined), error, busy, refusal, ask };
}

/** That a code is on its way; in the demo, which sends none, the code itself. */
export function CodeIsSent({ phone, demoCode }: { phone: string; demoCode: string | undefined }) {
  if (!demoCode) return <p role="status">{t('resident.login.sent', { phone })}</p>;
  return (
    <p className={styles.note} role="status">
      {t('resident.login.demo')} <strong className={styles.code}>{demoCode}</strong>
    </p>
  );
}

/** The digits of a code in what was typed. */
export function codeDigits(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, 6);
}
