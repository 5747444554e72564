import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { PolicyReplay, ReplayFigures } from '../../../../src/dispatch/schema.ts';
import { nameIn, t } from '../../../ui/language.ts';
import { sayDistance, sayTime } from '../../../ui/times.ts';
import { replayPolicy } from '../../calls.ts';
import { Trouble } from '../../frame/said.tsx';
import { Table } from '../../frame/Table.tsx';
import type { Draft } from './use-draft.ts';

/** Areas told one by one; the others come to little. */
const AREAS = 12;

/** Before it is saved: what last month's orders would have come to under what is written now. */
export function Replay({ draft }: { draft: Draft }) {
  const { body, changes, base, planned, faults } = draft;
  const replay = useMutation({ mutationFn: replayPolicy });
  const written = JSON.stringify(body);
  const isOld = replay.variables !== undefined && JSON.stringify(replay.variables) !== written;
  return (
    <section className="form">
      <h3>{t('desk.replay')}</h3>
      <p className="soft">{t('desk.replay.how')}</p>
      <div className="deeds">
        <Button loading={replay.isPending} disabled={faults.length > 0} onClick={() => replay.mutate(body)}>
          {changes.length === 0 ? t('desk.replay.run.same') : t('desk.replay.run', { count: changes.length })}
        </Button>
        {faults.length > 0 ? <b className="danger">{t('desk.policy.faults', { count: faults.length })}</b> : null}
      </div>
      {replay.error ? <Trouble error={replay.error} again={() => replay.mutate(body)} /> : null}
      {replay.data ? (
        <div role="status" className="form">
          {isOld ? <p className="wrong">{t('desk.replay.old')}</p> : null}
          <Figures replay={replay.data} version={planned?.current.version ?? base?.version ?? 0} />
          <Areas replay={replay.data} />
          <Ages replay={replay.data} />
        </div>
      ) : null}
    </section>
  );
}

function Figures({ replay, version }: { replay: PolicyReplay; version: number }) {
  const { before, after, orders, ordersInAll, changed } = replay;
  if (orders === 0) return <p className="said">{t('desk.replay.none')}</p>;
  const rows: [string, (figures: ReplayFigures) => string][] = [
    [t('desk.replay.unmet'), ({ unmet }) => String(unmet)],
    [t('desk.replay.distance'), ({ meanMetres }) => distanceText(meanMetres)],
    [t('desk.replay.asked'), ({ asked }) => String(asked)],
    [t('desk.replay.most'), ({ most }) => String(most)],
    [t('desk.replay.gini'), ({ gini }) => gini.toFixed(3)],
  ];
  return (
    <Table>
      <caption>
        {t(orders === ordersInAll ? 'desk.replay.caption' : 'desk.replay.caption.some', {
          count: orders,
          all: ordersInAll,
          from: sayTime(replay.from, new Date()),
          changed,
        })}
      </caption>
      <Head first={t('desk.replay.figure')} version={version} />
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="figure">{of(before)}</td>
            <td className="figure">{of(before) === of(after) ? of(after) : <b>{of(after)}</b>}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Where people would wait for less, or for longer ways. */
function Areas({ replay }: { replay: PolicyReplay }) {
  const areas = replay.areas.slice(0, AREAS);
  if (areas.length === 0) return null;
  return (
    <Table>
      <caption>{t('desk.replay.areas', { count: areas.length, all: replay.areas.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.replay.area')}</th>
          <th scope="col">{t('desk.replay.orders')}</th>
          <th scope="col">{t('desk.replay.unmet')}</th>
          <th scope="col">{t('desk.replay.distance')}</th>
        </tr>
      </thead>
      <tbody>
        {areas.map((area) => (
          <tr key={area.unitId}>
            <th scope="row">{nameIn(area)}</th>
            <td className="figure">{area.orders}</td>
            <td className="figure">{changeText(String(area.unmetBefore), String(area.unmetAfter))}</td>
            <td className="figure">{changeText(distanceText(area.metresBefore), distanceText(area.metresAfter))}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Who would be asked more, and who less, by age; nobody by name. */
function Ages({ replay }: { replay: PolicyReplay }) {
  if (replay.ages.length === 0) return null;
  return (
    <Table>
      <caption>{t('desk.replay.ages')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.replay.age')}</th>
          <th scope="col">{t('desk.replay.people')}</th>
          <th scope="col">{t('desk.replay.times')}</th>
        </tr>
      </thead>
      <tbody>
        {replay.ages.map(({ band, people, before, after }) => (
          <tr key={band}>
            <th scope="row">{t(`desk.replay.age.${band}`)}</th>
            <td className="figure">{people}</td>
            <td className="figure">{changeText(String(before), String(after))}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Head({ first, version }: { first: string; version: number }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col">{t('desk.replay.before', { number: version })}</th>
        <th scope="col">{t('desk.replay.after')}</th>
      </tr>
    </thead>
  );
}

function changeText(before: string, after: string): string {
  return before === after ? before : t('desk.replay.change', { before, after });
}

function distanceText(metres: number | null): string {
  return metres === null ? t('desk.replay.unknown') : sayDistance(metres);
}
