import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { UnitDetail } from '../../../src/organisation/schema.ts';
import { holdsRole } from '../../../src/shared/actor.ts';
import { nameIn, t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { keepUnitOpen, readGrants, readUnit, readUnitHistory } from '../calls.ts';
import { useFocusBack } from '../frame/focus-back.ts';
import { useKeys } from '../frame/keys.ts';
import { problemText, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { useUnitName } from '../lookups.ts';
import { useMe } from '../session.tsx';
import { hoursText } from './hours.ts';
import { Leaders } from './Leaders.tsx';
import { Posts } from './Posts.tsx';
import { Teams } from './Teams.tsx';
import { type UnitDeed, UnitDialog } from './UnitDialog.tsx';
import { UnitForm } from './UnitForm.tsx';
import { administers, deedsOf, isClosed, isClosing, pathOfDetail, reshapes } from './unit-deeds.ts';

const KEYS = { change: 'E', open: 'N', move: 'M', merge: 'G', close: 'X' } as const;

interface UnitCardProps {
  id: string;
  /** `above`: the unit below which a new one stands. */
  onOpen: (id: string, above?: string) => void;
  /** The unit on which this one was dropped in the tree: it is asked at once whether to move it there. */
  dropped: string | undefined;
  /** Told when that was answered, either way. */
  onSettled: () => void;
}

/** One unit: what it is, what stands below it, who works there, how it came to be; and what can be done with it. */
export function UnitCard({ id, onOpen, dropped, onSettled }: UnitCardProps) {
  const me = useMe();
  const { data: unit, error, refetch } = useQuery({ queryKey: ['unit', id], queryFn: () => readUnit(id) });
  const [deed, setDeed] = useState<UnitDeed | 'change' | undefined>(dropped ? 'move' : undefined);
  const deeds = unit ? deedsOf(unit, me) : [];
  const begin = (next: UnitDeed | 'change') => () => {
    if (deed === undefined && deeds.includes(next)) setDeed(next);
  };
  useKeys({ e: begin('change'), n: begin('open'), m: begin('move'), g: begin('merge'), x: begin('close') });
  const heading = useFocusBack(deed === 'change');
  if (error && !unit) return <Trouble error={error} again={() => refetch()} />;
  if (!unit) return <p className="skeleton soft">{t('state.loading')}</p>;
  const path = pathOfDetail(unit);
  const reached = me.grants.some((grant) => path.includes(grant.unitId));
  const staffed = holdsRole(me, ['administrator', 'dispatcher'], path);
  const done = (next?: string) => {
    setDeed(undefined);
    onSettled();
    if (next) onOpen(next, id);
    else refetch();
  };
  return (
    <>
      <header>
        <p className="soft">{[...unit.path].reverse().map(nameIn).join(' · ')}</p>
        <h2 ref={heading} tabIndex={-1}>
          {nameIn(unit)} {unit.invented ? <span className="tag ochre">{t('demo.invented')}</span> : null}
        </h2>
      </header>
      {deed === 'change' ? (
        <UnitForm unit={unit} onDone={() => done()} onCancel={() => setDeed(undefined)} />
      ) : (
        <>
          <Facts unit={unit} />
          {isClosing(unit) ? <Closing unit={unit} mayKeep={reshapes(me, unit)} onKept={() => done()} /> : null}
          {deeds.length > 0 ? (
            <div className="deeds">
              {deeds.map((each) => (
                <Button
                  key={each}
                  type={each === 'change' ? 'primary' : 'default'}
                  onClick={() => setDeed(each)}
                  danger={each === 'close'}
                >
                  {t(`desk.unit.${each}`)} <kbd>{KEYS[each]}</kbd>
                </Button>
              ))}
            </div>
          ) : null}
        </>
      )}
      {unit.plaqueRates.length > 0 ? <Plaques unit={unit} /> : null}
      {unit.level === 'team' ? (
        staffed ? (
          <Leaders team={id} fixed={isClosed(unit)} />
        ) : null
      ) : (
        <>
          <Teams unitId={id} onOpen={onOpen} />
          <People id={id} />
        </>
      )}
      {reached ? <Posts unit={unit} fixed={isClosed(unit) || !administers(me, path)} /> : null}
      <Changes id={id} />
      {deed && deed !== 'change' ? (
        <UnitDialog
          deed={deed}
          unit={unit}
          other={deed === 'move' ? dropped : undefined}
          onDone={done}
          onClose={() => {
            setDeed(undefined);
            onSettled();
          }}
        />
      ) : null}
    </>
  );
}

/** A closing that is planned: when, who takes over, and for those above the way to take it back. */
function Closing({ unit, mayKeep, onKept }: { unit: UnitDetail; mayKeep: boolean; onKept: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const heir = useUnitName(unit.mergedInto);
  const day = sayDate(unit.closedOn ?? '', new Date());
  const keep = useMutation({
    mutationFn: () => keepUnitOpen(unit.id, unit.version),
    onSuccess() {
      message.success(t('desk.unit.kept', { name: nameIn(unit) }));
      client.invalidateQueries({ queryKey: ['tree'] });
      client.invalidateQueries({ queryKey: ['unit-history', unit.id] });
      onKept();
    },
    onError(error) {
      message.error(problemText(error));
      client.invalidateQueries({ queryKey: ['unit', unit.id] });
    },
  });
  return (
    <p className="send" style={{ alignItems: 'center' }}>
      <span>{unit.mergedInto ? t('desk.unit.closing', { day, heir }) : t('desk.unit.closing.team', { day })}</span>
      {mayKeep ? (
        <Button onClick={() => keep.mutate()} loading={keep.isPending}>
          {t('desk.unit.keep_open')}
        </Button>
      ) : null}
    </p>
  );
}

function Facts({ unit }: { unit: UnitDetail }) {
  const now = new Date();
  const facts: [string, string | null][] = [
    [t('desk.unit.level'), t(`desk.level.${unit.level}`)],
    [t('desk.unit.code'), unit.code],
    [
      t('desk.unit.plaque'),
      unit.plaqueSince
        ? t('desk.plaque.since', { day: sayDate(unit.plaqueSince, now) })
        : t(`desk.plaque.${unit.plaque}`),
    ],
    [t('desk.unit.address'), unit.address],
    [t('desk.unit.phone'), unit.phone],
    [t('desk.unit.hours'), unit.openingHours && hoursText(unit.openingHours)],
    [t('desk.unit.opened'), sayDate(unit.openedOn, now)],
    [t('desk.unit.closed'), unit.closedOn && isClosed(unit) ? sayDate(unit.closedOn, now) : null],
    [t('desk.unit.below'), unit.level === 'team' ? null : t('desk.unit.below_count', { count: unit.children })],
  ];
  return (
    <dl className="meta">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Plaques({ unit }: { unit: UnitDetail }) {
  return (
    <Table>
      <caption>{t('desk.plaques.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.unit.level')}</th>
          <th scope="col">{t('desk.plaque.open')}</th>
          <th scope="col">{t('desk.plaque.planned')}</th>
          <th scope="col">{t('desk.plaques.units')}</th>
        </tr>
      </thead>
      <tbody className="figure">
        {unit.plaqueRates.map((rate) => (
          <tr key={rate.level}>
            <td>{t(`desk.level.${rate.level}`)}</td>
            <td>{rate.open}</td>
            <td>{rate.planned}</td>
            <td>{rate.units}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Who holds a role exactly here. */
function People({ id }: { id: string }) {
  const { data, error } = useQuery({
    queryKey: ['grants', { unit: id, exactly: true }],
    queryFn: () => readGrants({ unit: id, exactly: true }),
  });
  const here = data?.items ?? [];
  if (error) return null;
  return (
    <section>
      <h3>{t('desk.unit.people')}</h3>
      {data && here.length === 0 ? <p className="soft">{t('desk.unit.nobody')}</p> : null}
      <ul>
        {here.map((grant) => (
          <li key={grant.id}>
            {grant.name ?? t('desk.fact.nameless')} · {t(`role.${grant.role}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ['unit-history', id], queryFn: () => readUnitHistory(id) });
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h3>{t('desk.history')}</h3>
      <ol className="path">
        {data.items.map((each) => (
          <li key={each.version}>
            <time dateTime={each.at}>{sayDate(each.at, new Date())}</time>
            <span>
              {t(`desk.unit.history.${each.change}`)} <span className="soft">{nameIn(each)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
