import { type FormEvent, useState } from 'react';
import { answerOf, api } from '../ui/api.ts';
import { t } from '../ui/language.ts';
import { type CodeSent, forgetCodeSent, keepCodeSent, recallCodeSent } from './code-sent.ts';
import { useDoing } from './order-acts.tsx';
import styles from './page.module.css';

/**
 * A phone number that is typed, and asking for a code to it; a code that is on its way stands through a reload. `field`: the id
 * of its field, gone to where it is no number.
 */
export function usePhoneCode(field: string) {
  const [sent, setSent] = useState<CodeSent | undefined>(() => recallCodeSent(field));
  const [phone, setPhone] = useState(sent?.phone ?? '');
  const [name, setName] = useState(sent?.name ?? '');
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
    await run(async () => {
      const asked = { phone: phone.trim(), name: name.trim() };
      const { demoCode } = await answerOf(api.POST('/api/v1/login/code', { body: { phone: asked.phone } }));
      keepCodeSent(field, { ...asked, demoCode });
      setSent({ ...asked, demoCode });
    });
  };
  const forget = () => {
    forgetCodeSent(field);
    setSent(undefined);
  };
  return { phone, setPhone, name, setName, sent, forget, error, busy, refusal, ask };
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
