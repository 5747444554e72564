import { type FormEvent, useState } from 'react';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { type CodeSent, forgetCodeSent } from '../code-sent.ts';
import { Frame } from '../Frame.tsx';
import { useDoing } from '../order-acts.tsx';
import { PhoneMove } from '../PhoneMove.tsx';
import styles from '../page.module.css';
import { CodeIsSent, codeDigits, usePhoneCode } from '../phone-code.tsx';
import { useMe } from '../queries.ts';
import { put } from '../remote.ts';
import { goInstead } from '../router.ts';
import { Loaded, SignedIn, Trouble } from '../states.tsx';

/** Another number: asked for by a code to the new one, mine three days later, unless the old one says no. */
export function NewPhone() {
  const me = useMe();
  return (
    <Frame title={t('resident.new_phone.title')} back="/me">
      <h1 tabIndex={-1}>{t('resident.new_phone.title')}</h1>
      <SignedIn why={t('resident.new_phone.sign_in')}>
        <Loaded of={me}>
          {(person) =>
            person?.phoneMove ? <PhoneMove move={person.phoneMove} /> : <Asking now={person?.phoneMasked} />
          }
        </Loaded>
      </SignedIn>
    </Frame>
  );
}

function Asking({ now }: { now: string | null | undefined }) {
  const { phone, setPhone, sent, forget, error, busy, refusal, ask } = usePhoneCode('new-phone');
  if (sent) return <Proving sent={sent} onOther={forget} />;
  return (
    <form className={styles.wide} onSubmit={ask} noValidate>
      <div className={styles.stack}>
        {now ? <p>{t('resident.new_phone.now', { phone: now })}</p> : null}
        <p>{t('resident.new_phone.what')}</p>
      </div>
      <TextField
        id="new-phone"
        type="tel"
        inputMode="tel"
        autoComplete="off"
        label={t('resident.new_phone.label')}
        hint={t('resident.new_phone.hint')}
        error={error}
        value={phone}
        onChange={setPhone}
        maxLength={20}
      />
      {refusal ? <Trouble refusal={refusal} onRetry={() => void ask()} /> : null}
      <Button look="main" submits busy={busy}>
        {t('resident.login.ask_code')}
      </Button>
    </form>
  );
}

interface ProvingProps {
  sent: CodeSent;
  onOther: () => void;
}

function Proving({ sent: { phone, demoCode }, onOther }: ProvingProps) {
  const [code, setCode] = useState('');
  const { busy, refusal, run } = useDoing();
  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(() => answerOf(api.POST('/api/v1/me/phone', { body: { phone, code } }))))) return;
    forgetCodeSent('new-phone');
    put('me', await answerOf(api.GET('/api/v1/me')));
    goInstead('/me');
    toast(t('resident.new_phone.asked'));
  };
  return (
    <form className={styles.wide} onSubmit={change} noValidate>
      <CodeIsSent phone={phone} demoCode={demoCode} />
      <TextField
        id="new-phone-code"
        inputMode="numeric"
        autoComplete="one-time-code"
        label={t('resident.login.code')}
        error={refusal?.sentence}
        value={code}
        onChange={(value) => setCode(codeDigits(value))}
        maxLength={6}
      />
      <Button look="main" submits busy={busy} disabled={code.length !== 6}>
        {t('resident.new_phone.do')}
      </Button>
      <Button onPress={onOther}>{t('resident.login.other_phone')}</Button>
    </form>
  );
}
