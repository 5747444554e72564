import { type FormEvent, useState } from 'react';
import type { Me, MeChange } from '../../../src/identity/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { chooseTheme, enterElderMode, leaveElderMode, type Theme, useAppearance } from '../../ui/appearance.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChoiceField, TextField } from '../../ui/Field.tsx';
import { chooseLanguage, type Language, languageInUse, languages, t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { CommunityPicker } from '../CommunityPicker.tsx';
import { useDeeds } from '../deeds.ts';
import { forgetDraft, hasWords, readDraft } from '../draft.ts';
import { Frame } from '../Frame.tsx';
import { inWeChat, isInstalled, useInstalled } from '../installed.ts';
import { useDoing } from '../order-acts.tsx';
import { PhoneMove } from '../PhoneMove.tsx';
import styles from '../page.module.css';
import { useMe } from '../queries.ts';
import { putReceiptAway } from '../receipt.ts';
import { forgetAll, put } from '../remote.ts';
import { goInstead } from '../router.ts';
import { keepLastHere } from '../signing-in.ts';
import { Loaded, Trouble } from '../states.tsx';
import { forgetTyped, hasTyped } from '../typed.ts';
import { UnitName } from '../UnitName.tsx';

/** Me: what I am called, how I read, what is kept of me. */
export function Mine() {
  const me = useMe();
  return (
    <Frame title={t('resident.way.me')} back="/">
      <h1 tabIndex={-1}>{t('resident.way.me')}</h1>
      <Loaded of={me}>
        {(person) =>
          person ? (
            <Known me={person} />
          ) : (
            <section className={styles.stack}>
              <p>{t('resident.home.sign_in')}</p>
              <div>
                <Button look="main" href="/login?then=/me">
                  {t('resident.login.do')}
                </Button>
              </div>
            </section>
          )
        }
      </Loaded>
      <Reading />
      <Install />
      <p>
        <a className={styles.linkish} href={languageInUse() === 'zh-CN' ? '/site/' : '/site/en/'}>
          {t('resident.way.site')}
        </a>
      </p>
      {me.value ? <SignOut personId={me.value.personId} /> : null}
    </Frame>
  );
}

/** Keeps a change of my own record. */
export async function changeMe(change: MeChange): Promise<void> {
  put('me', await answerOf(api.PATCH('/api/v1/me', { body: change })));
}

function Known({ me }: { me: Me }) {
  return (
    <>
      <div>
        <p className={styles.sentence}>{me.name ?? t('resident.me.no_name')}</p>
        <p className={styles.soft}>{me.phoneMasked}</p>
      </div>
      {me.phoneMove ? <PhoneMove move={me.phoneMove} /> : null}
      <ul className={styles.rows}>
        <Row
          href="/inbox"
          words={t('resident.inbox.title')}
          beside={me.unread > 0 ? t('resident.me.unread', { count: me.unread }) : null}
        />
        <Row
          href={me.volunteer ? '/tasks' : '/volunteer'}
          words={t(me.volunteer ? 'resident.me.serving' : 'resident.me.become')}
          beside={null}
        />
        {me.phoneMove ? null : <Row href="/me/phone" words={t('resident.new_phone.title')} beside={null} />}
        <Row href="/me/data" words={t('resident.data.title')} beside={null} />
        <Row href="/me/sessions" words={t('resident.sessions.title')} beside={null} />
      </ul>
      <NameForm me={me} />
      <HomeForm me={me} />
    </>
  );
}

/** On the phone's own screen: by one tap where the browser lets us ask, else how it is done. WeChat cannot. */
function Install() {
  const { install } = useInstalled();
  if (isInstalled() || inWeChat()) return null;
  return (
    <section className={styles.stack}>
      <h2 className={styles.section}>{t('resident.install.title')}</h2>
      <p className={styles.soft}>{t(install ? 'resident.install.what' : 'resident.install.how')}</p>
      {install ? <Button onPress={install}>{t('resident.install.do')}</Button> : null}
    </section>
  );
}

/** Whether anything is begun here that signing out clears. */
function hasBegun(): boolean {
  return hasWords(readDraft()) || hasTyped();
}

/** Leaving this device: nothing of what was read or begun stays on it. What was begun and not sent is asked about first. */
function SignOut({ personId }: { personId: string }) {
  const waiting = useDeeds(personId).filter((deed) => deed.refused === null).length;
  const [asking, setAsking] = useState(false);
  const { busy, refusal, run } = useDoing();
  const signOut = async () => {
    if (!(await run(() => answerOf(api.POST('/api/v1/logout'))))) return;
    forgetDraft();
    forgetTyped();
    keepLastHere(null);
    putReceiptAway();
    forgetAll();
    goInstead('/');
  };
  return (
    <>
      {refusal && !asking ? <Trouble refusal={refusal} onRetry={signOut} /> : null}
      <Button busy={busy} onPress={() => (hasBegun() || waiting > 0 ? setAsking(true) : signOut())}>
        {t('resident.me.sign_out')}
      </Button>
      {asking ? (
        <Dialog title={t('resident.me.sign_out_title')} onClose={() => setAsking(false)}>
          {hasBegun() ? <p>{t('resident.me.sign_out_draft')}</p> : null}
          {waiting > 0 ? <p>{t('resident.me.sign_out_deeds', { count: waiting })}</p> : null}
          {refusal ? <Trouble refusal={refusal} onRetry={signOut} /> : null}
          <Button look="danger" busy={busy} onPress={signOut}>
            {t('resident.me.sign_out_sure')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('action.cancel')}</Button>
        </Dialog>
      ) : null}
    </>
  );
}

function Row({ href, words, beside }: { href: string; words: string; beside: string | null }) {
  return (
    <li>
      <a className={styles.row} href={href}>
        <span className={styles.grow}>{words}</span>
        {beside ? <span className={styles.tag}>{beside}</span> : null}
      </a>
    </li>
  );
}

function NameForm({ me }: { me: Me }) {
  const [name, setName] = useState(me.name ?? '');
  const [error, setError] = useState<string>();
  const { busy, refusal, run } = useDoing();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setError(t('state.required'));
      document.getElementById('name')?.focus();
      return;
    }
    setError(undefined);
    if (await run(() => changeMe({ name: name.trim() }))) toast(t('resident.me.saved'));
  };
  return (
    <form className={styles.stack} onSubmit={save} noValidate>
      <TextField
        id="name"
        label={t('resident.me.name')}
        hint={t('resident.me.name_hint')}
        error={error ?? refusal?.sentence}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="name"
      />
      {name.trim() !== (me.name ?? '') ? (
        <Button submits busy={busy}>
          {t('action.save')}
        </Button>
      ) : null}
    </form>
  );
}

/** The community I live by. */
function HomeForm({ me }: { me: Me }) {
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState('');
  const { refusal, run } = useDoing();
  const choose = async (homeUnitId: string) => {
    setChosen(homeUnitId);
    if (!(await run(() => changeMe({ homeUnitId })))) return;
    setChoosing(false);
    toast(t('resident.me.saved'));
  };
  return (
    <section className={styles.stack}>
      <h2 className={styles.section}>{t('resident.me.home')}</h2>
      {choosing ? (
        <CommunityPicker onChoose={choose} />
      ) : (
        <>
          <p>{me.homeUnitId ? <UnitName id={me.homeUnitId} whole /> : t('resident.me.no_home')}</p>
          <div>
            <Button onPress={() => setChoosing(true)}>
              {t(me.homeUnitId ? 'resident.where.other' : 'resident.me.choose_home')}
            </Button>
          </div>
        </>
      )}
      {refusal ? <Trouble refusal={refusal} onRetry={() => choose(chosen)} /> : null}
    </section>
  );
}

/** How everything is shown: size, language, colours. Also for those who are not signed in. */
function Reading() {
  const { elder, theme } = useAppearance();
  const me = useMe().value;
  const keep = (change: MeChange) => {
    if (me) void changeMe(change).catch(() => undefined);
  };
  return (
    <>
      <ChoiceField
        beside
        label={t('resident.me.size')}
        options={[
          { value: 'usual', label: t('resident.me.size_usual') },
          { value: 'large', label: t('resident.me.size_large') },
        ]}
        value={elder ? 'large' : 'usual'}
        onChange={(size) => {
          if (size === 'large') enterElderMode();
          else leaveElderMode();
          keep({ elderMode: size === 'large' });
        }}
      />
      <ChoiceField
        beside
        label={t('resident.me.language')}
        options={languages.map((language) => ({
          value: language,
          label: <span lang={language}>{language === 'en' ? 'English' : '中文'}</span>,
        }))}
        value={languageInUse()}
        onChange={(language: Language) => {
          void chooseLanguage(language);
          keep({ language });
        }}
      />
      <ChoiceField
        beside
        label={t('resident.me.colours')}
        options={(['device', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`resident.me.colours_${value}`),
        }))}
        value={theme}
        onChange={(value: Theme) => chooseTheme(value)}
      />
    </>
  );
}
