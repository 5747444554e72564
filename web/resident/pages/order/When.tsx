import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { ChoiceField, TextField } from '../../../ui/Field.tsx';
import { t } from '../../../ui/language.ts';
import { dateOf, onDayOf } from '../../../ui/times.ts';
import {
  changeDraft,
  type DayPart,
  dayFault,
  dayParts,
  readDraft,
  useBegun,
  useDraft,
  whenChoices,
  wishOf,
} from '../../draft.ts';
import styles from '../../page.module.css';
import { focusOn, sayFault } from './day.ts';
import { goOn, Question } from './steps.tsx';

const LAST_HOUR_TODAY = 20;
const DAYS_AHEAD = 60;

/** When, as people say it: one tap for what is common, a day of one's own for the rest. */
export function When() {
  const draft = useDraft();
  useBegun();
  const now = new Date();
  const [picking, setPicking] = useState(draft.when === 'day');
  const choices = whenChoices.filter((choice) => choice !== 'today' || now < onDayOf(now, LAST_HOUR_TODAY * 60));
  return (
    <Question step="/order/when" title={t('resident.when.title')}>
      <fieldset className={styles.stack} aria-label={t('resident.when.title')}>
        {choices.map((choice) => (
          <Button
            key={choice}
            pressed={draft.when === choice && (choice === 'day' || draft.date === wishOf(choice, now).date)}
            onPress={() => {
              if (choice !== 'day' || draft.when !== 'day') changeDraft(wishOf(choice, new Date()));
              setPicking(choice === 'day');
              if (choice !== 'day') goOn('/order/when');
            }}
          >
            {t(`resident.when.${choice}`)}
          </Button>
        ))}
      </fieldset>
      {picking ? <DayForm now={now} /> : null}
    </Question>
  );
}

function DayForm({ now }: { now: Date }) {
  const draft = useDraft();
  const [fault, setFault] = useState<ReturnType<typeof dayFault>>(null);
  const next = (event: FormEvent) => {
    event.preventDefault();
    const found = dayFault(readDraft(), new Date());
    setFault(found);
    if (found) focusOn(found.field);
    else goOn('/order/when');
  };
  return (
    <form className={styles.wide} onSubmit={next} noValidate>
      <TextField
        id="day"
        type="date"
        label={t('resident.when.which_day')}
        error={sayFault(fault, 'day')}
        min={dateOf(now)}
        max={dateOf(new Date(now.getTime() + DAYS_AHEAD * 86_400_000))}
        value={draft.date}
        onChange={(date) => {
          changeDraft({ date });
          setFault(null);
        }}
      />
      <ChoiceField
        id="part"
        beside
        label={t('resident.when.which_part')}
        error={sayFault(fault, 'part')}
        options={dayParts.map((part) => ({ value: part, label: t(`resident.when.part_${part}`) }))}
        value={draft.part}
        onChange={(part: DayPart) => {
          changeDraft({ part });
          setFault(null);
        }}
      />
      <TextField
        label={t('resident.when.wish')}
        hint={t('resident.when.wish_hint')}
        value={draft.wish}
        onChange={(wish) => changeDraft({ wish })}
        maxLength={200}
      />
      <Button look="main" submits>
        {t('action.next')}
      </Button>
    </form>
  );
}
