import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useId } from 'react';
import { type Breach, type BreachInput, dataKinds } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { asLocalInput, fromLocalInput } from '../../ui/times.ts';
import { changeBreach, readBreaches, registerBreach } from '../calls.ts';
import { FormEnd } from '../frame/FormEnd.tsx';
import { Overtaken } from '../frame/Overtaken.tsx';
import { useWritten } from '../frame/use-written.ts';
import { type Noticed, noticeFields, noticeWords } from './notice-fields.ts';

interface BreachFormProps {
  /** Absent: a new one. */
  breach?: Breach;
  onSaved: (id: string | undefined) => void;
  onCancel: () => void;
}

const EMPTY: Noticed = {
  version: 0,
  happenedAt: null,
  foundAt: '',
  dataKinds: [],
  what: '',
  cause: '',
  consequences: '',
  measuresTaken: '',
  measuresForPeople: '',
  contact: '',
};

const read = (written: string) => fromLocalInput(written)?.toISOString() ?? null;

/** All that art. 57 asks for, in words that those concerned read themselves; of two who write at once neither hides the other. */
export function BreachForm({ breach, onSaved, onCancel }: BreachFormProps) {
  const id = useId();
  const client = useQueryClient();
  const newest: Noticed = breach ?? EMPTY;
  const written = useWritten<Noticed, BreachInput>(newest, async () => {
    const { items } = await client.fetchQuery({ queryKey: ['breaches'], queryFn: readBreaches, staleTime: 0 });
    return items.find((each) => each.id === breach?.id);
  });
  const now = { ...newest, ...written.change };
  const save = useMutation({
    mutationFn: async () => {
      if (!breach) return (await registerBreach(inputOf(now))).id;
      await changeBreach(breach.id, inputOf(now), written.seen);
      return breach.id;
    },
    onSuccess: onSaved,
    onError: written.lookAgain,
  });
  const ready =
    now.foundAt !== '' && now.dataKinds.length > 0 && noticeWords.every((name) => now[name].trim().length >= 2);
  const told = breach ? breach.concerned - breach.untold : 0;
  return (
    <section className="card" aria-label={t(breach ? 'desk.breach.change' : 'desk.breach.new')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.isPending) save.mutate();
        }}
      >
        {told > 0 ? <p>{t('desk.breach.told_before', { count: told })}</p> : null}
        {written.overtaken ? (
          <Overtaken
            written={written}
            fields={noticeFields()}
            newest={newest}
            elsewhere={t('desk.breach.overtaken.elsewhere')}
          />
        ) : null}
        <NoticeInputs id={id} now={now} onFill={written.set} />
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

/** What is sent: what the notice says, and nothing of the register. */
function inputOf(now: Noticed): BreachInput {
  const { happenedAt, foundAt, dataKinds, what, cause, consequences, measuresTaken, measuresForPeople, contact } = now;
  return { happenedAt, foundAt, dataKinds, what, cause, consequences, measuresTaken, measuresForPeople, contact };
}

interface NoticeInputsProps {
  id: string;
  now: Noticed;
  onFill: (next: Partial<BreachInput>) => void;
}

function NoticeInputs({ id, now, onFill }: NoticeInputsProps) {
  return (
    <>
      <p className="hint">{t('desk.breach.no_names')}</p>
      <div className="row2">
        <TimeField
          id={`${id}-found`}
          name="found"
          value={now.foundAt}
          onChange={(foundAt) => onFill({ foundAt: foundAt ?? '' })}
        />
        <TimeField
          id={`${id}-happened`}
          name="happened"
          value={now.happenedAt}
          onChange={(happenedAt) => onFill({ happenedAt })}
        />
      </div>
      <fieldset className="field">
        <legend>{t('desk.breach.data')}</legend>
        <Checkbox.Group
          value={now.dataKinds}
          onChange={(kinds) => onFill({ dataKinds: dataKinds.filter((kind) => kinds.includes(kind)) })}
          options={dataKinds.map((kind) => ({ value: kind, label: t(`breach.data.${kind}`) }))}
        />
      </fieldset>
      {noticeWords.map((name) => (
        <div className="field" key={name}>
          <label htmlFor={`${id}-${name}`}>{t(`desk.breach.${name}`)}</label>
          <Input.TextArea
            id={`${id}-${name}`}
            value={now[name]}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={(event) => onFill({ [name]: event.target.value })}
          />
        </div>
      ))}
    </>
  );
}

interface TimeFieldProps {
  id: string;
  name: 'found' | 'happened';
  /** An instant; null or empty: not known. */
  value: string | null;
  onChange: (value: string | null) => void;
}

function TimeField({ id, name, value, onChange }: TimeFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{t(`desk.breach.${name}`)}</label>
      <Input
        id={id}
        type="datetime-local"
        value={asLocalInput(value || null)}
        onChange={(event) => onChange(read(event.target.value))}
      />
      {name === 'happened' ? <p className="hint">{t('desk.breach.happened.hint')}</p> : null}
    </div>
  );
}
