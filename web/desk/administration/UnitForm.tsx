import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { useId } from 'react';
import type { UnitChange, UnitDetail } from '../../../src/organisation/schema.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { changeUnit, readUnit } from '../calls.ts';
import { Overtaken } from '../frame/Overtaken.tsx';
import { problemText } from '../frame/said.tsx';
import { useWritten } from '../frame/use-written.ts';
import { OpeningHours } from './OpeningHours.tsx';
import { unitFields } from './unit-fields.ts';

const TEXTS = ['nameZh', 'nameEn', 'shortNameZh', 'address', 'phone'] as const;

/** Changes a unit as it stands; what somebody else changed meanwhile is not overwritten. */
export function UnitForm({ unit, onDone, onCancel }: { unit: UnitDetail; onDone: () => void; onCancel: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const written = useWritten<UnitDetail, UnitChange>(unit, () =>
    client.fetchQuery({ queryKey: ['unit', unit.id], queryFn: () => readUnit(unit.id), staleTime: 0 }),
  );
  const { change, set } = written;
  const now = { ...unit, ...change };
  const save = useMutation({
    mutationFn: () => changeUnit(unit.id, change, written.seen),
    onSuccess() {
      client.invalidateQueries({ queryKey: ['tree'] });
      client.invalidateQueries({ queryKey: ['unit-history', unit.id] });
      onDone();
    },
    // Somebody was first: what they changed is shown beside what is written here, and the next press saves on top of it.
    onError: written.lookAgain,
  });
  const field = save.error ? asRefusal(save.error).field : undefined;
  return (
    <form
      className="form card"
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(change).length > 0) save.mutate();
        else onCancel();
      }}
      onKeyDown={(event) => {
        // What was written is not thrown away by one key; an open list closes first.
        const isOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
        if (event.key === 'Escape' && !isOpen && Object.keys(change).length === 0) onCancel();
      }}
    >
      {written.overtaken ? (
        <Overtaken
          written={written}
          fields={unitFields()}
          newest={unit}
          elsewhere={t('desk.unit.overtaken.elsewhere')}
        />
      ) : null}
      {TEXTS.map((name) => (
        <div className="field" key={name}>
          <label htmlFor={`${id}-${name}`}>{t(`desk.unit.field.${name}`)}</label>
          <Input
            id={`${id}-${name}`}
            autoFocus={name === TEXTS[0]}
            value={now[name] ?? ''}
            {...(field === `/${name}` ? { status: 'error' as const } : {})}
            onChange={(event) =>
              set({
                [name]:
                  event.target.value === '' && (name === 'address' || name === 'phone') ? null : event.target.value,
              })
            }
          />
        </div>
      ))}
      <div className="row2">
        <div className="field">
          <label htmlFor={`${id}-plaque`}>{t('desk.unit.plaque')}</label>
          <Select
            id={`${id}-plaque`}
            value={now.plaque}
            onChange={(plaque) => set({ plaque })}
            options={(['none', 'planned', 'open'] as const).map((each) => ({
              value: each,
              label: t(`desk.plaque.${each}`),
            }))}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-since`}>{t('desk.unit.plaque_since')}</label>
          <Input
            id={`${id}-since`}
            type="date"
            value={now.plaqueSince ?? ''}
            onChange={(event) => set({ plaqueSince: event.target.value === '' ? null : event.target.value })}
          />
        </div>
      </div>
      <OpeningHours
        hours={now.openingHours ?? []}
        fault={field}
        onChange={(hours) => set({ openingHours: hours.length > 0 ? hours : null })}
      />
      <div className="row2">
        {(['longitude', 'latitude'] as const).map((name) => (
          <div className="field" key={name}>
            <label htmlFor={`${id}-${name}`}>{t(`desk.unit.field.${name}`)}</label>
            <InputNumber
              id={`${id}-${name}`}
              style={{ width: '100%' }}
              value={now[name]}
              {...(name === 'longitude' ? { min: -180, max: 180 } : { min: -90, max: 90 })}
              precision={6}
              controls={false}
              {...(field === `/${name}` ? { status: 'error' as const } : {})}
              onChange={(value) => set({ [name]: value, placeApproximate: false })}
            />
          </div>
        ))}
      </div>
      <p className="hint">{t('desk.unit.place_hint')}</p>
      {save.error ? (
        <p className="wrong" role="alert">
          {problemText(save.error)}
        </p>
      ) : null}
      <div className="send">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('action.save')}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
