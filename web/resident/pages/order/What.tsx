import Camera from 'lucide-react/icons/camera';
import { type FormEvent, useState } from 'react';
import type { AskableKind } from '../../../../src/organisation/policies/schema/needs.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField, TickField } from '../../../ui/Field.tsx';
import { languageInUse, t } from '../../../ui/language.ts';
import { commonKinds } from '../../again.ts';
import { changeDraft, hasWords, useDraft } from '../../draft.ts';
import styles from '../../page.module.css';
import { kindOf, sayKind, useMe, useNeeds } from '../../queries.ts';
import { stayingHere } from '../../router.ts';
import { answeredSoon } from '../../soon.ts';
import { goOn, Question } from './steps.tsx';
import { ThrowAway } from './ThrowAway.tsx';

const FIELD = 'what';

/** What is wished, in one's own words; the kind helps but is not needed. */
export function What() {
  const draft = useDraft();
  const { value: needs, refusal: unread } = useNeeds();
  const signedIn = Boolean(useMe().value);
  const [error, setError] = useState<string>();
  const [danger, setDanger] = useState<string>();
  const [busy, setBusy] = useState(false);
  const choose = (kind: AskableKind) => {
    const before = kindOf(needs, draft.kind);
    const own = draft.text.trim() !== '' && draft.text !== (before ? sayKind(before) : '');
    const unchosen = draft.kind === kind.id;
    changeDraft({ kind: unchosen ? null : kind.id, ...(own ? {} : { text: unchosen ? '' : sayKind(kind) }) });
    setError(undefined);
  };
  const next = async (event: FormEvent) => {
    event.preventDefault();
    if (draft.text.trim().length < 2) {
      setError(t('resident.what.missing'));
      document.getElementById(FIELD)?.focus();
      return;
    }
    const isHere = stayingHere();
    setBusy(true);
    const number = kindOf(needs, draft.kind)?.callFirst ?? (signedIn ? await callFirstFor(draft.text) : null);
    setBusy(false);
    if (!isHere()) return;
    if (number) setDanger(number);
    else goOn('/order');
  };
  return (
    <Question step="/order" title={t('resident.what.title')}>
      <form className={styles.wide} onSubmit={next} noValidate>
        <TextField
          id={FIELD}
          label={t('resident.what.label')}
          hint={t('resident.what.hint')}
          error={error}
          value={draft.text}
          onChange={(text) => {
            changeDraft({ text });
            setError(undefined);
          }}
          rows={4}
          maxLength={4000}
        />
        <div>
          <Button icon={Camera} href="/order/photos">
            {draft.photos.length === 0
              ? t('resident.what.photos')
              : t('resident.what.count_photos', { count: draft.photos.length })}
          </Button>
        </div>
        {needs ? (
          <div className={styles.stack}>
            <p className={styles.soft}>{t('resident.what.often')}</p>
            <fieldset className={styles.chips} aria-label={t('resident.what.often')}>
              {shownKinds(commonKinds(needs), kindOf(needs, draft.kind)).map((kind) => (
                <Button key={kind.id} pressed={draft.kind === kind.id} onPress={() => choose(kind)}>
                  {sayKind(kind)}
                </Button>
              ))}
            </fieldset>
            <details>
              <summary className={styles.summary}>{t('resident.what.all')}</summary>
              {needs.categories.map((category) => (
                <div key={category.id} className={styles.group}>
                  <h2 className={styles.section}>{languageInUse() === 'zh-CN' ? category.askZh : category.askEn}</h2>
                  <div className={styles.chips}>
                    {category.kinds
                      .filter((kind) => kind.nature === 'public_service' || kind.nature === 'consultation')
                      .map((kind) => (
                        <Button key={kind.id} pressed={draft.kind === kind.id} onPress={() => choose(kind)}>
                          {sayKind(kind)}
                        </Button>
                      ))}
                  </div>
                </div>
              ))}
            </details>
          </div>
        ) : unread ? null : (
          <div className={styles.kindsToCome} />
        )}
        <TickField
          label={t('resident.what.complaint')}
          hint={t('resident.who_sees')}
          ticked={draft.confidential}
          onChange={(confidential) => changeDraft({ confidential })}
        />
        <Button look="main" submits busy={busy}>
          {t('action.next')}
        </Button>
        {hasWords(draft) ? (
          <div>
            <ThrowAway />
          </div>
        ) : null}
        <div>
          <p className={styles.soft}>{t('resident.what.danger')}</p>
          <div className={styles.chips}>
            {['110', '119', '120'].map((number) => (
              <a key={number} href={`tel:${number}`} className={styles.linkish}>
                {t(`resident.what.call_${number as '110'}`)}
              </a>
            ))}
          </div>
        </div>
      </form>
      {danger ? (
        <Dialog
          title={
            danger === LISTENING ? t('resident.danger.care_title') : t('resident.danger.title', { number: danger })
          }
          onClose={() => setDanger(undefined)}
        >
          <p>{danger === LISTENING ? t('resident.danger.care_text') : t('resident.danger.text')}</p>
          <Button look="main" href={`tel:${danger}`}>
            {t('resident.call_number', { number: danger })}
          </Button>
          <Button onPress={() => goOn('/order')}>{t('resident.danger.go_on')}</Button>
        </Dialog>
      ) : null}
    </Question>
  );
}

/** The psychological help line: whoever is shown it needs other words than call at once. */
const LISTENING = '12356';

function shownKinds(common: AskableKind[], chosen: AskableKind | undefined): AskableKind[] {
  return chosen && !common.some((kind) => kind.id === chosen.id) ? [chosen, ...common] : common;
}

/** So long somebody waits for it at most; the order itself is looked at when it arrives. */
const PATIENCE_MILLISECONDS = 2_000;

/** The number to call before anything else, if the words sound like danger. A network that fails or hangs holds nobody up. */
async function callFirstFor(text: string): Promise<string | null> {
  const suggest = () => answerOf(api.POST('/api/v1/triage/suggest', { body: { text } }));
  return (await answeredSoon(suggest, PATIENCE_MILLISECONDS))?.callFirst ?? null;
}
