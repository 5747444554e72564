import { useState } from 'react';
import type { Me } from '../../src/identity/schema.ts';
import { answerOf, api } from '../ui/api.ts';
import { elderIsChosen, enterElderMode } from '../ui/appearance.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { languageInUse, t } from '../ui/language.ts';
import { type CodeSent, forgetCodeSent } from './code-sent.ts';
import { useDoing } from './order-acts.tsx';
import styles from './page.module.css';
import { CodeIsSent, codeDigits, usePhoneCode } from './phone-code.tsx';
import { forgetAll, put, refresh } from './remote.ts';
import { lastHere } from './signing-in.ts';
import { Trouble } from './states.tsx';
import { forgetTyped } from './typed.ts';

interface Props {
  /** Words of the button that asks for the code. */
  ask: string;
  onSignedIn: (me: Me) => void;
}

/** By phone and a code that is good once. The six digits send themselves. */
export function SignIn({ ask, onSignedIn }: Props) {
  const { phone, setPhone, name, setName, sent, forget, error, busy, refusal, ask: askForCode } = usePhoneCode('phone');
  if (sent) {
    return (
      <CodeForm
        sent={sent}
        onAgain={() => askForCode()}
        onChangePhone={forget}
        onSignedIn={onSignedIn}
        again={{ busy, refusal }}
      />
    );
  }
  return (
    <form className={styles.wide} onSubmit={askForCode} noValidate>
      <TextField
        id="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        label={t('resident.login.phone')}
        hint={t('resident.login.phone_hint')}
        error={error}
        value={phone}
        onChange={setPhone}
        maxLength={20}
      />
      <TextField
        label={t('resident.login.name')}
        hint={t('resident.login.name_hint')}
        autoComplete="name"
        value={name}
        onChange={setName}
        maxLength={60}
      />
      <p className={styles.soft}>{t('resident.login.privacy')}</p>
      <p className={styles.soft}>
        <a href={languageInUse() === 'zh-CN' ? '/site/privacy' : '/site/en/privacy'} target="_blank" rel="noreferrer">
          {t('resident.login.privacy_whole')}
        </a>
      </p>
      {refusal ? <Trouble refusal={refusal} onRetry={() => askForCode()} /> : null}
      <Button look="main" submits busy={busy}>
        {ask}
      </Button>
    </form>
  );
}

/** Shows what is theirs: whoever is back finds the page as they left it, anybody else nothing of theirs. */
function arrive(me: Me): void {
  const before = lastHere();
  if (before === me.personId) {
    put('me', me);
    void refresh('');
    return;
  }
  if (before !== null) forgetTyped();
  forgetAll();
  put('me', me);
}

interface CodeProps {
  sent: CodeSent;
  again: Pick<ReturnType<typeof useDoing>, 'busy' | 'refusal'>;
  onAgain: () => void;
  onChangePhone: () => void;
  onSignedIn: (me: Me) => void;
}

function CodeForm({ sent: { phone, name, demoCode }, again, onAgain, onChangePhone, onSignedIn }: CodeProps) {
  const [code, setCode] = useState('');
  const { busy, refusal, run } = useDoing();
  const enter = (typed: string) =>
    run(async () => {
      await answerOf(
        api.POST('/api/v1/login/phone', {
          body: { phone, code: typed, privacyConsent: true, ...(name ? { name } : {}) },
        }),
      );
      forgetCodeSent('phone');
      const me = await answerOf(api.GET('/api/v1/me'));
      arrive(me);
      if (me.elderMode && !elderIsChosen()) enterElderMode();
      onSignedIn(me);
    });
  const type = (value: string) => {
    const digits = codeDigits(value);
    setCode(digits);
    if (digits.length === 6 && digits !== code && !busy) void enter(digits);
  };
  return (
    <form
      className={styles.wide}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void enter(code);
      }}
    >
      <CodeIsSent phone={phone} demoCode={demoCode} />
      <TextField
        id="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        label={t('resident.login.code')}
        hint={t('resident.login.code_hint')}
        error={refusal?.sentence}
        value={code}
        onChange={type}
        maxLength={6}
      />
      {again.refusal ? <Trouble refusal={again.refusal} onRetry={onAgain} /> : null}
      <Button look="main" submits busy={busy} disabled={code.length !== 6}>
        {t('resident.login.enter')}
      </Button>
      <div className={styles.acts}>
        <Button busy={again.busy} onPress={onAgain}>
          {t('resident.login.again')}
        </Button>
        <Button onPress={onChangePhone}>{t('resident.login.other_phone')}</Button>
      </div>
    </form>
  );
}
