import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import type { WeekAhead } from '../../../src/dispatch/schema/week-ahead.ts';
import { type WeatherName, weatherNames } from '../../../src/organisation/policies/schema/dispatching.ts';
import { t } from '../../ui/language.ts';
import { sayDate, startOfDate } from '../../ui/times.ts';
import { noteWeather, withdrawWeather } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { pathIn, useTree } from '../lookups.ts';
import { unitsWith, useMe } from '../session.tsx';

/** Bad weather that was noted for the county, and the form to note it: nothing is fetched from outside. */
export function Weather({ week, isBelow }: { week: WeekAhead; isBelow: boolean }) {
  const { weather, mayNote, asOf } = week;
  const { message } = App.useApp();
  const client = useQueryClient();
  const tree = useTree();
  const dispatching = unitsWith(useMe(), ['dispatcher']);
  const withdraw = useMutation({
    mutationFn: withdrawWeather,
    onSuccess: () => client.invalidateQueries({ queryKey: ['week-ahead'] }),
    onError: (error) => message.error(problemText(error)),
  });
  return (
    <section className="form week-weather">
      <h2>{t('desk.week.weather')}</h2>
      {weather.length === 0 ? (
        <p className="soft">{t(isBelow && !mayNote ? 'desk.week.weather_none_below' : 'desk.week.weather_none')}</p>
      ) : (
        <ul className="lines">
          {weather.map(({ id, unitId, weather: name, from, until }) => {
            const said = t('desk.week.weather_days', {
              weather: t(`desk.week.weather.${name}`),
              from: sayDate(startOfDate(from), new Date(asOf)),
              until: sayDate(startOfDate(until), new Date(asOf)),
            });
            const mayWithdraw = pathIn(tree, unitId).some((above) => dispatching.includes(above.id));
            return (
              <li key={id}>
                {said}{' '}
                {mayWithdraw ? (
                  <Button
                    size="small"
                    loading={withdraw.isPending}
                    aria-label={t('desk.week.weather_withdraw_of', { said })}
                    onClick={() => withdraw.mutate(id)}
                  >
                    {t('desk.week.weather_withdraw')}
                  </Button>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
      {mayNote ? <Noting week={week} /> : null}
    </section>
  );
}

function Noting({ week }: { week: WeekAhead }) {
  const id = useId();
  const client = useQueryClient();
  const [tomorrow = ''] = week.days.map((day) => day.date);
  const [weather, setWeather] = useState<WeatherName>();
  const [from, setFrom] = useState(tomorrow);
  const [until, setUntil] = useState(tomorrow);
  const note = useMutation({
    mutationFn: (name: WeatherName) => noteWeather(week.centreId, { weather: name, from, until }),
    onSuccess() {
      setWeather(undefined);
      return client.invalidateQueries({ queryKey: ['week-ahead'] });
    },
  });
  return (
    <form
      className="row4"
      onSubmit={(event) => {
        event.preventDefault();
        if (weather && from && until) note.mutate(weather);
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-weather`}>{t('desk.week.weather_which')}</label>
        <Select
          id={`${id}-weather`}
          value={weather ?? null}
          placeholder={t('desk.week.weather_choose')}
          onChange={(chosen: WeatherName | null) => setWeather(chosen ?? undefined)}
          options={weatherNames.map((each) => ({ value: each, label: t(`desk.week.weather.${each}`) }))}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-from`}>{t('desk.week.weather_from')}</label>
        <Input id={`${id}-from`} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-until`}>{t('desk.week.weather_until')}</label>
        <Input
          id={`${id}-until`}
          type="date"
          value={until}
          min={from}
          onChange={(event) => setUntil(event.target.value)}
        />
      </div>
      <Button htmlType="submit" loading={note.isPending} disabled={!weather || !from || !until}>
        {t('desk.week.weather_note')}
      </Button>
      {note.error ? (
        <span className="wrong" role="alert">
          {problemText(note.error)}
        </span>
      ) : null}
    </form>
  );
}
