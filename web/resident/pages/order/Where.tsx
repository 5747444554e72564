import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { t } from '../../../ui/language.ts';
import { CommunityPicker } from '../../CommunityPicker.tsx';
import { changeDraft, useBegun, useDraft } from '../../draft.ts';
import { homeOfDevice } from '../../home.ts';
import styles from '../../page.module.css';
import { useMe } from '../../queries.ts';
import { UnitName } from '../../UnitName.tsx';
import { goOn, Question } from './steps.tsx';

/** Where help is wanted: the community, and the door if one likes. */
export function Where() {
  const draft = useDraft();
  useBegun();
  const home = useMe().value?.homeUnitId ?? homeOfDevice();
  const [choosing, setChoosing] = useState(false);
  const [error, setError] = useState<string>();
  const forOther = draft.behalf !== null;
  useEffect(() => {
    // Somebody else may live elsewhere: their community is always asked.
    if (draft.placeUnitId === null && home && !forOther && !choosing) changeDraft({ placeUnitId: home });
  }, [draft.placeUnitId, home, forOther, choosing]);
  const next = (event: FormEvent) => {
    event.preventDefault();
    if (draft.placeUnitId === null) {
      setError(t('resident.where.missing'));
      document.getElementById('community')?.focus();
      return;
    }
    goOn('/order/where');
  };
  const picking = choosing || draft.placeUnitId === null;
  return (
    <Question step="/order/where" title={t(forOther ? 'resident.where.title_other' : 'resident.where.title')}>
      <form className={styles.wide} onSubmit={next} noValidate>
        {picking ? (
          <CommunityPicker
            error={error}
            onChoose={(placeUnitId) => {
              changeDraft({ placeUnitId });
              setChoosing(false);
              setError(undefined);
            }}
          />
        ) : (
          <div className={styles.stack}>
            <p className={styles.sentence}>
              <UnitName id={draft.placeUnitId} whole />
            </p>
            <div>
              <Button onPress={() => setChoosing(true)}>{t('resident.where.other')}</Button>
            </div>
          </div>
        )}
        <TextField
          label={t('resident.where.door')}
          hint={t('resident.where.door_hint')}
          value={draft.place}
          onChange={(place) => changeDraft({ place })}
          maxLength={200}
          autoComplete="street-address"
        />
        <Button look="main" submits>
          {t('action.next')}
        </Button>
      </form>
    </Question>
  );
}
