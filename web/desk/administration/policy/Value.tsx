import { Checkbox, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { t } from '../../../ui/language.ts';
import { useEditing } from './editing.ts';
import { choiceLabel, fieldLabel, limitText } from './labels.ts';
import { mayBeNull, meant, pointerOf, type Shape, type Step, sortOf } from './shape.ts';

/** What may be longer than this is written in a box of several lines. */
const LINE = 300;

interface ValueProps {
  name: string;
  path: readonly Step[];
  shape: Shape;
  value: unknown;
  /** Within a table the column's head says what it is: the label is only heard. */
  bare?: true;
  /** It may be absent. */
  optional?: boolean;
  /** Said with the label where the same field stands in many rows. */
  of?: string;
}

/** One value of a policy: its label, the input of its sort, and what is wrong with it. */
export function Value(props: ValueProps) {
  const id = useId();
  const { faultAt } = useEditing();
  const { name, path, shape, bare, of } = props;
  const fault = faultAt(path);
  const label = of ? `${of} ${fieldLabel(name)}` : fieldLabel(name);
  if (sortOf(shape) === 'flag') return <Flag {...props} label={label} fault={fault} />;
  return (
    <div className="field" data-pointer={pointerOf(path)}>
      <label htmlFor={id} className={bare ? 'heard' : undefined}>
        {label}
      </label>
      <Entry {...props} id={id} wrong={fault !== undefined} />
      <Fault id={id} fault={fault} />
    </div>
  );
}

/** What is wrong with the field `id`, which names it as its description. */
function Fault({ id, fault }: { id: string; fault: string | undefined }) {
  return fault ? (
    <span className="wrong" role="alert" id={`${id}-wrong`}>
      {fault}
    </span>
  ) : null;
}

function Flag({ path, value, bare, label, fault }: ValueProps & { label: string; fault: string | undefined }) {
  const id = useId();
  const { set } = useEditing();
  return (
    <div data-pointer={pointerOf(path)}>
      <Checkbox
        checked={value === true}
        onChange={(event) => set(path, event.target.checked)}
        {...(fault ? { 'aria-invalid': true, 'aria-describedby': `${id}-wrong` } : {})}
      >
        {bare ? <span className="heard">{label}</span> : label}
      </Checkbox>
      <Fault id={id} fault={fault} />
    </div>
  );
}

interface InputProps extends ValueProps {
  id: string;
  wrong: boolean;
}

function Entry(props: InputProps): ReactNode {
  const { name, path, shape, value, id, wrong, optional } = props;
  const { set, choicesFor, isOld } = useEditing();
  const of = meant(shape);
  const state = wrong ? { status: 'error' as const, 'aria-describedby': `${id}-wrong` } : {};
  const choices = choicesFor(name);
  switch (sortOf(shape)) {
    case 'limit':
      return <Limit {...props} />;
    case 'choice':
      return (
        <Select
          {...state}
          id={id}
          value={(value as string | null | undefined) ?? null}
          allowClear={mayBeNull(shape) || optional === true}
          placeholder={t('desk.none')}
          onChange={(next: string | null | undefined) => set(path, next ?? (mayBeNull(shape) ? null : undefined))}
          options={(of.enum ?? []).map((each) => ({ value: each, label: choiceLabel(name, each) }))}
        />
      );
    case 'number':
      return (
        <InputNumber
          {...state}
          id={id}
          value={(value as number | null | undefined) ?? null}
          step={of.type === 'integer' ? 1 : 0.05}
          onChange={(next) => set(path, next ?? (mayBeNull(shape) ? null : undefined))}
        />
      );
    case 'words':
      return (
        <Select
          {...state}
          id={id}
          mode={choices ? 'multiple' : 'tags'}
          tokenSeparators={['，', ',', '、']}
          showSearch={{ optionFilterProp: 'label' }}
          value={value as string[]}
          onChange={(next: string[]) => set(path, next)}
          options={choices ? [...choices] : []}
          {...(choices ? {} : { open: false, suffixIcon: null })}
        />
      );
    case 'date':
      return (
        <Input
          {...state}
          id={id}
          type="date"
          value={(value as string | undefined) ?? ''}
          onChange={(event) => set(path, event.target.value)}
        />
      );
    default:
      if (choices)
        return (
          <Select
            {...state}
            id={id}
            value={(value as string | null | undefined) ?? null}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('desk.none')}
            onChange={(next: string | null | undefined) => set(path, next ?? (mayBeNull(shape) ? null : undefined))}
            options={[...choices]}
          />
        );
      if ((of.maxLength ?? 0) > LINE)
        return (
          <Input.TextArea
            {...state}
            id={id}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={(value as string | undefined) ?? ''}
            onChange={(event) => set(path, event.target.value)}
          />
        );
      return (
        <Input
          {...state}
          id={id}
          value={(value as string | undefined) ?? ''}
          readOnly={name === 'id' && isOld(String(value))}
          onChange={(event) => set(path, event.target.value)}
        />
      );
  }
}

type LimitValue = { minutes: number; clock: 'working' | 'continuous' };

/** Minutes and which clock counts them; what that comes to is said as people say it. */
function Limit({ path, shape, value, id, wrong, name, of }: InputProps) {
  const { set, faultAt } = useEditing();
  const limit = value as LimitValue | null;
  const inner = faultAt([...path, 'minutes']);
  const label = of ? `${of} ${fieldLabel(name)}` : fieldLabel(name);
  return (
    <span className="limit">
      {mayBeNull(shape) ? (
        <Checkbox
          checked={limit === null}
          onChange={(event) => set(path, event.target.checked ? null : { minutes: 600, clock: 'working' })}
        >
          {t('desk.policy.agreed_day')}
        </Checkbox>
      ) : null}
      {limit === null ? null : (
        <>
          <span className="pair">
            <InputNumber
              id={id}
              {...(wrong || inner ? { status: 'error' as const } : {})}
              value={limit.minutes}
              suffix={t('desk.policy.minutes_unit')}
              onChange={(minutes) => set(path, { ...limit, minutes: minutes ?? 0 })}
            />
            <Select
              aria-label={t('desk.policy.clock_of', { field: label })}
              value={limit.clock}
              onChange={(clock) => set(path, { ...limit, clock })}
              options={(['working', 'continuous'] as const).map((each) => ({
                value: each,
                label: choiceLabel('clock', each),
              }))}
            />
          </span>
          {inner ? (
            <span className="wrong" role="alert">
              {inner}
            </span>
          ) : (
            <span className="hint">{limitText(limit)}</span>
          )}
        </>
      )}
    </span>
  );
}
