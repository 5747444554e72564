import { useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox, InputNumber, Select } from 'antd';
import { useId, useState } from 'react';
import type { BatchView } from '../../../src/dispatch/schema.ts';
import { nameIn, t } from '../../ui/language.ts';
import { setBatches } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { useNeeds } from '../lookups.ts';

const USUAL_MINUTES = 10;

/** Whether the centre's orders are solved together by themselves, how often, and which kinds need nobody's word. */
export function BatchSetting({ view, again }: { view: BatchView; again: () => void }) {
  const id = useId();
  const { message } = App.useApp();
  const needs = useNeeds();
  const [minutes, setMinutes] = useState(view.everyMinutes);
  const [kinds, setKinds] = useState<string[]>(view.sendsKinds);
  const save = useMutation({
    mutationFn: () => setBatches(view.unitId, { everyMinutes: minutes, sendsKinds: kinds }),
    onSuccess: () => {
      message.success(minutes === null ? t('desk.batches.off') : t('desk.batches.on', { minutes: String(minutes) }));
      again();
    },
  });
  const choices = needs?.categories
    .flatMap((category) => category.kinds)
    .filter((kind) => kind.volunteerDispatchable)
    .map((kind) => ({ value: kind.id, label: nameIn(kind) }));
  return (
    <section>
      <h2>{t('desk.batches.setting')}</h2>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Checkbox
          checked={minutes !== null}
          onChange={(event) => setMinutes(event.target.checked ? USUAL_MINUTES : null)}
        >
          {t('desk.batches.by_itself')}
        </Checkbox>
        {minutes === null ? null : (
          <>
            <span className="field">
              <label htmlFor={`${id}-minutes`}>{t('desk.batches.minutes')}</label>
              <InputNumber
                id={`${id}-minutes`}
                min={1}
                max={120}
                precision={0}
                value={minutes}
                onChange={(value) => setMinutes(value ?? USUAL_MINUTES)}
              />
            </span>
            <span className="field">
              <label htmlFor={`${id}-kinds`}>{t('desk.batches.kinds')}</label>
              <Select
                id={`${id}-kinds`}
                mode="multiple"
                showSearch={{ optionFilterProp: 'label' }}
                value={kinds}
                placeholder={t('desk.batches.kinds_none')}
                onChange={setKinds}
                options={choices ?? []}
              />
            </span>
          </>
        )}
        {save.error ? (
          <p className="wrong" role="alert">
            {problemText(save.error)}
          </p>
        ) : null}
        <div className="deeds">
          <Button htmlType="submit" loading={save.isPending}>
            {t('desk.batches.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}
