import { useMutation } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { type Breach, type BreachInput, dataKinds } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { asLocalInput, fromLocalInput } from '../../ui/times.ts';
import { changeBreach, registerBreach } from '../calls.ts';
import { FormEnd } from '../frame/FormEnd.tsx';

interface BreachFormProps {
  /** Absent: a new one. */
  breach?: Breach;
  onSaved: (id: string | undefined) => void;
  onCancel: () => void;
}

/** What is said of a breach in words, in the order of the notice. */
export const noticeWords = ['what', 'cause', 'consequences', 'measuresTaken', 'measuresForPeople', 'contact'] as const;
type Filled = Record<(typeof noticeWords)[number], string> & {
  /** As `datetime-local` has it, in the network's zone; empty: not known. */
  happened: string;
  found: string;
  kinds: BreachInput['dataKinds'];
};

const read = (written: string) => fromLocalInput(written)?.toISOString() ?? null;

/** All that art. 57 asks for, in words that those concerned read themselves. */
export function BreachForm({ breach, onSaved, onCancel }: BreachFormProps) {
  const id = useId();
  const [filled, setFilled] = useState<Filled>(() => ({
    happened: asLocalInput(breach?.happenedAt ?? null),
    found: asLocalInput(breach?.foundAt ?? null),
    kinds: breach?.dataKinds ?? [],
    what: breach?.what ?? '',
    cause: breach?.cause ?? '',
    consequences: breach?.consequences ?? '',
    measuresTaken: breach?.measuresTaken ?? '',
    measuresForPeople: breach?.measuresForPeople ?? '',
    contact: breach?.contact ?? '',
  }));
  const fill = (change: Partial<Filled>) => setFilled((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: async () => {
      const { happened, found, kinds, ...words } = filled;
      const input: BreachInput = { ...words, happenedAt: read(happened), foundAt: read(found) ?? '', dataKinds: kinds };
      if (!breach) return (await registerBreach(input)).id;
      await changeBreach(breach.id, input);
      return breach.id;
    },
    onSuccess: onSaved,
  });
  const ready =
    filled.found !== '' && filled.kinds.length > 0 && noticeWords.every((name) => filled[name].trim().length >= 2);
  return (
    <section className="card" aria-label={t(breach ? 'desk.breach.change' : 'desk.breach.new')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.isPending) save.mutate();
        }}
      >
        <p className="hint">{t('desk.breach.no_names')}</p>
        <div className="row2">
          <TimeField id={`${id}-found`} name="found" value={filled.found} onChange={(found) => fill({ found })} />
          <TimeField
            id={`${id}-happened`}
            name="happened"
            value={filled.happened}
            onChange={(happened) => fill({ happened })}
          />
        </div>
        <fieldset className="field">
          <legend>{t('desk.breach.data')}</legend>
          <Checkbox.Group
            value={filled.kinds}
            onChange={(kinds) => fill({ kinds: dataKinds.filter((kind) => kinds.includes(kind)) })}
            options={dataKinds.map((kind) => ({ value: kind, label: t(`breach.data.${kind}`) }))}
          />
        </fieldset>
        {noticeWords.map((name) => (
          <div className="field" key={name}>
            <label htmlFor={`${id}-${name}`}>{t(`desk.breach.${name}`)}</label>
            <Input.TextArea
              id={`${id}-${name}`}
              value={filled[name]}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={(event) => fill({ [name]: event.target.value })}
            />
          </div>
        ))}
        <FormEnd
          error={save.error}
          send={t('desk.breach.save')}
          ready={ready}
          busy={save.isPending}
          onCancel={onCancel}
        />
      </form>
    </section>
  );
}

interface TimeFieldProps {
  id: string;
  name: 'found' | 'happened';
  value: string;
  onChange: (value: string) => void;
}

function TimeField({ id, name, value, onChange }: TimeFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{t(`desk.breach.${name}`)}</label>
      <Input id={id} type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
      {name === 'happened' ? <p className="hint">{t('desk.breach.happened.hint')}</p> : null}
    </div>
  );
}
