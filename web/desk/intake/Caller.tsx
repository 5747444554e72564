import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { t } from '../../ui/language.ts';
import { sayTime } from '../../ui/times.ts';
import { readCallers } from '../calls.ts';
import { useSettled } from '../frame/settled.ts';
import { placeText, useKindName, useTree } from '../lookups.ts';

/** Who called from this number before: a name, where they live, what they last asked for. */
export interface Caller {
  name: string;
  placeUnitId: string;
  place: string;
}

interface CallerNoteProps {
  phone: string;
  /** The name that stands in the form already. */
  named: string;
  onTake: (caller: Caller) => void;
}

/** Digits of a whole number, with its area if it is a landline: before that nobody's name is shown. */
const WHOLE = 10;
/** People offered, at most. */
const OFFERED = 3;

/** Says who it may be as soon as the number is whole; one press fills in what they said before. */
export function CallerNote({ phone, named, onTake }: CallerNoteProps) {
  const digits = useSettled(phone.replace(/\D/g, ''));
  const tail = digits.slice(-4);
  const whole = digits.length >= WHOLE;
  const tree = useTree();
  const kindName = useKindName();
  const { data } = useQuery({
    queryKey: ['callers', tail],
    queryFn: () => readCallers(tail),
    enabled: whole,
    staleTime: 0,
  });
  const people = whole ? (data?.items ?? []) : [];
  if (named.trim() !== '' || people.length === 0) return <div role="status" />;
  return (
    <div className="caller" role="status">
      <p>{t('desk.intake.caller_maybe')}</p>
      {people.slice(0, OFFERED).map(({ last, ...caller }) => (
        <div key={`${caller.name} ${caller.placeUnitId}`}>
          <span>
            <b>{caller.name}</b> · {placeText(tree, caller.placeUnitId)}
            <br />
            <span className="soft">
              {t(
                last.status === 'closed' || last.status === 'withdrawn'
                  ? 'desk.intake.caller_last'
                  : 'desk.intake.caller_open',
                {
                  kind: last.kind === null && last.text ? last.text : kindName(last.kind, last.nature),
                  time: sayTime(last.submittedAt, new Date()),
                  status: t(`status.${last.status}`),
                },
              )}
            </span>
          </span>
          <Button onClick={() => onTake(caller)}>{t('desk.intake.caller_take', { name: caller.name })}</Button>
        </div>
      ))}
    </div>
  );
}
