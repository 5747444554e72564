import { type FormEvent, useState } from 'react';
import type { OnBehalfOf } from '../../../../src/orders/schema/inputs.ts';
import { Button } from '../../../ui/Button.tsx';
import { ChoiceField, TextField, TickField } from '../../../ui/Field.tsx';
import { t } from '../../../ui/language.ts';
import { changeDraft, readDraft, useDraft } from '../../draft.ts';
import styles from '../../page.module.css';
import { go } from '../../router.ts';
import { isChanging, Question } from './steps.tsx';

const relations = ['parent', 'child', 'spouse', 'neighbour', 'other'] as const;
type Relation = (typeof relations)[number];
type Faults = Partial<Record<'relation' | 'name' | 'phone' | 'agreed', string>>;

/** For whom: oneself, or somebody who has agreed to it. */
export function Whom() {
  const { behalf, forName } = useDraft();
  const [other, setOther] = useState(behalf !== null || forName !== null);
  return (
    <Question step="/order/whom" title={t('resident.whom.title')}>
      <fieldset className={styles.stack} aria-label={t('resident.whom.title')}>
        <Button
          pressed={!other}
          onPress={() => {
            // Where somebody else lives is not where we do.
            const elsewhere = behalf === null && forName === null ? {} : { placeUnitId: null, place: '' };
            changeDraft({ behalf: null, forName: null, ...elsewhere });
            go(nextAfterWhom(forName !== null));
          }}
        >
          {t('resident.whom.me')}
        </Button>
        <Button pressed={other} onPress={() => setOther(true)}>
          {t('resident.whom.other')}
        </Button>
      </fieldset>
      {other ? <OtherForm behalf={behalf} last={forName} /> : null}
    </Question>
  );
}

/** Whom it is for comes first or is changed last; what was asked for before is known already, all but the day. */
function nextAfterWhom(again: boolean): string {
  const { placeUnitId } = readDraft();
  if (isChanging()) return placeUnitId === null ? '/order/where?check' : '/order/check';
  if (!again) return '/order';
  return placeUnitId === null ? '/order/where' : '/order/when';
}

/** `last`: for whom the same was asked the last time; whether they agree is asked anew. */
function OtherForm({ behalf, last }: { behalf: OnBehalfOf | null; last: string | null }) {
  const [relation, setRelation] = useState<Relation | null>(
    relations.find((each) => each === behalf?.relation) ?? null,
  );
  const [name, setName] = useState(behalf?.name ?? last ?? '');
  const [phone, setPhone] = useState(behalf?.phone ?? '');
  const [agreed, setAgreed] = useState(behalf !== null);
  const [faults, setFaults] = useState<Faults>({});
  const save = (event: FormEvent) => {
    event.preventDefault();
    const found: Faults = {
      ...(relation === null ? { relation: t('resident.whom.relation_missing') } : {}),
      ...(name.trim() === '' ? { name: t('resident.whom.name_missing') } : {}),
      ...(phone.trim() !== '' && !/^[0-9+ -]{5,20}$/.test(phone.trim())
        ? { phone: t('resident.whom.phone_wrong') }
        : {}),
      ...(agreed ? {} : { agreed: t('resident.whom.agreed_missing') }),
    };
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first || relation === null) {
      const place = document.getElementById(`whom-${first}`);
      (place?.querySelector('input') ?? place)?.focus();
      return;
    }
    // Their community and door are not ours: they are asked anew.
    const known = behalf !== null || name.trim() === last;
    changeDraft({
      ...(known ? {} : { placeUnitId: null, place: '' }),
      forName: null,
      behalf: {
        name: name.trim(),
        relation,
        consent: relation === 'child' ? 'guardian' : 'spoken',
        ...(phone.trim() ? { phone: phone.trim() } : {}),
      },
    });
    go(nextAfterWhom(last !== null));
  };
  return (
    <form className={styles.wide} onSubmit={save} noValidate>
      <ChoiceField
        id="whom-relation"
        beside
        label={t('resident.whom.relation')}
        error={faults.relation}
        options={relations.map((value) => ({
          value,
          label: t(value === 'other' ? 'resident.whom.other_relation' : `resident.whom.${value}`),
        }))}
        value={relation}
        onChange={setRelation}
      />
      <TextField
        id="whom-name"
        label={t('resident.whom.name')}
        error={faults.name}
        value={name}
        onChange={setName}
        maxLength={60}
      />
      <TextField
        id="whom-phone"
        type="tel"
        inputMode="tel"
        label={t('resident.whom.phone')}
        hint={t('resident.whom.phone_hint')}
        error={faults.phone}
        value={phone}
        onChange={setPhone}
        maxLength={20}
      />
      <TickField
        id="whom-agreed"
        label={t(relation === 'child' ? 'resident.whom.agreed_child' : 'resident.whom.agreed')}
        hint={t('resident.whom.agreed_hint')}
        error={faults.agreed}
        ticked={agreed}
        onChange={setAgreed}
      />
      <Button look="main" submits>
        {t('action.next')}
      </Button>
    </form>
  );
}
