import { useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import type { WeekAhead, WeekKind } from '../../../src/dispatch/schema/week-ahead.ts';
import { nameIn, t } from '../../ui/language.ts';
import { sayDate, startOfDate } from '../../ui/times.ts';
import { tellTeam } from '../calls.ts';
import { useKindName, useUnitName } from '../lookups.ts';
import { WordsToTeam } from '../team/WordsToTeam.tsx';

interface TellTeamsProps {
  week: WeekAhead;
  kind: WeekKind;
  onClose: () => void;
}

/** Tells teams in one message what is coming, so that they keep the days free. Nobody is put down for anything by it. */
export function TellTeams({ week, kind, onClose }: TellTeamsProps) {
  const { message } = App.useApp();
  const kindName = useKindName();
  const unit = useUnitName(week.unitId);
  const teams = (kind.helpers?.teams ?? []).filter((team) => team.mayTell);
  const [chosen, setChosen] = useState(teams.map((team) => team.id));
  const asOf = new Date(week.asOf);
  const dayOf = (at: number) => sayDate(startOfDate(week.days.at(at)?.date ?? ''), asOf);
  const [words, setWords] = useState(() =>
    t(kind.week ? 'desk.week.words' : 'desk.week.words_without', {
      ...{ unit, kind: kindName(kind.kind), from: dayOf(0), until: dayOf(-1) },
      ...(kind.week ? { low: kind.week.low, high: kind.week.high } : {}),
    }),
  );
  const tell = useMutation({
    async mutationFn() {
      let told = 0;
      for (const team of chosen) {
        told += (await tellTeam(team, words.trim())).told;
        // Whom it reached is not told again when a later one fails.
        setChosen((left) => left.filter((each) => each !== team));
      }
      return told;
    },
    onSuccess(told) {
      message.success(t('desk.members.told', { count: told }));
      onClose();
    },
  });
  return (
    <Modal open title={t('desk.week.tell_title', { kind: kindName(kind.kind) })} onCancel={onClose} footer={null}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0 && words.trim() !== '') tell.mutate();
        }}
      >
        <fieldset className="flags">
          <legend>{t('desk.week.tell_whom')}</legend>
          {teams.map((team) => (
            <Checkbox
              key={team.id}
              checked={chosen.includes(team.id)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, team.id] : chosen.filter((each) => each !== team.id))
              }
            >
              {t('desk.week.team', { name: nameIn(team), count: team.members })}
            </Checkbox>
          ))}
        </fieldset>
        <WordsToTeam words={words} onChange={setWords} hint={t('desk.week.tell_hint')} rows={4} error={tell.error} />
        <div className="send">
          <Button
            type="primary"
            htmlType="submit"
            loading={tell.isPending}
            disabled={chosen.length === 0 || words.trim() === ''}
          >
            {t('desk.members.tell_do')}
          </Button>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
