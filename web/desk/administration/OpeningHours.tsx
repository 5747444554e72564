import { Button, Checkbox, Input } from 'antd';
import { useId } from 'react';
import type { UnitDetail } from '../../../src/organisation/schema.ts';
import { t } from '../../ui/language.ts';
import { sayShortWeekday } from '../../ui/times.ts';

type Hours = NonNullable<UnitDetail['openingHours']>;

interface OpeningHoursProps {
  hours: Hours;
  onChange: (hours: Hours) => void;
  /** JSON pointer of what was refused, if it lies in here. */
  fault: string | undefined;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const USUAL = { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00' };

/** When a unit is open: spans of the same hours on several days, as many as it has. None: nothing is said of its hours. */
export function OpeningHours({ hours, onChange, fault }: OpeningHoursProps) {
  const set = (at: number, change: Partial<Hours[number]>) =>
    onChange(hours.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <fieldset className="flags">
      <legend>{t('desk.unit.hours')}</legend>
      {hours.map((span, index) => (
        <Span
          // A span has no name of its own; they are only changed, added and dropped in place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          span={span}
          wrong={fault?.startsWith(`/openingHours/${index}/`) ?? false}
          onChange={(change) => set(index, change)}
          onDrop={() => onChange(hours.filter((_, other) => other !== index))}
        />
      ))}
      <Button size="small" onClick={() => onChange([...hours, USUAL])}>
        {t('desk.hours.add')}
      </Button>
    </fieldset>
  );
}

interface SpanProps {
  span: Hours[number];
  wrong: boolean;
  onChange: (change: Partial<Hours[number]>) => void;
  onDrop: () => void;
}

function Span({ span, wrong, onChange, onDrop }: SpanProps) {
  const id = useId();
  return (
    <div className="span">
      <Checkbox.Group
        value={span.days}
        onChange={(days) => onChange({ days: DAYS.filter((day) => days.includes(day)) })}
        options={DAYS.map((day) => ({ value: day, label: sayShortWeekday(day) }))}
      />
      <label htmlFor={`${id}-opens`}>{t('desk.hours.from')}</label>
      <Input
        id={`${id}-opens`}
        type="time"
        value={span.opens}
        onChange={(event) => onChange({ opens: event.target.value })}
      />
      <label htmlFor={`${id}-closes`}>{t('desk.hours.to')}</label>
      <Input
        id={`${id}-closes`}
        type="time"
        value={span.closes}
        {...(wrong ? { status: 'error' as const } : {})}
        onChange={(event) => onChange({ closes: event.target.value })}
      />
      <Button size="small" onClick={onDrop}>
        {t('desk.hours.drop')}
      </Button>
    </div>
  );
}
