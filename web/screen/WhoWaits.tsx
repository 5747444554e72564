import { useEffect, useState } from 'react';
import type { OrderFigures } from '../../src/orders/schema/views.ts';
import { nameIn, t } from '../ui/language.ts';
import { sayDuration } from '../ui/times.ts';
import { readNeeds } from './figures.ts';
import { nearName, ownerName, type WallTree } from './tree.ts';

const SHOWN = 7;

/** The late orders, then those whose clock is nearest; where, what kind, and who has them. No names, no words. */
export function WhoWaits({ tree, figures, now }: { tree: WallTree; figures: OrderFigures | undefined; now: number }) {
  const kindName = useKindNames(tree);
  const rows = (figures?.latest ?? []).slice(0, SHOWN);
  const more = (figures?.late ?? 0) - rows.filter((row) => row.late).length;
  return (
    <section className="late">
      <h2>{t('screen.who')}</h2>
      {figures && rows.length === 0 ? <p>{t('screen.who.nobody')}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.orderId}>
            <b>
              {nearName(tree, row.placeUnitId)} {kindName(row.kind)}
            </b>
            <Clock dueAt={row.dueAt} now={now} />
            <span>
              {row.late && !isOver(row.dueAt, now) ? <i className="over">{t('screen.was_late')} </i> : null}
              {t(`screen.has.${row.status}` as 'screen.has.submitted', { unit: ownerName(tree.byId.get(row.unitId)) })}
              {row.supervisedBy ? t('screen.has.supervised', { unit: ownerName(tree.byId.get(row.supervisedBy)) }) : ''}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="more">{t('screen.who.more', { count: more })}</p> : null}
    </section>
  );
}

/** Whether its clock has run out. One that was late may have a new clock since, or none. */
function isOver(dueAt: string | null, now: number): boolean {
  return dueAt !== null && Date.parse(dueAt) <= now;
}

function Clock({ dueAt, now }: { dueAt: string | null; now: number }) {
  if (dueAt === null) return null;
  const left = Date.parse(dueAt) - now;
  const over = isOver(dueAt, now);
  return (
    <i className={over ? 'over' : ''}>{t(over ? 'screen.over' : 'screen.left', { span: spanText(Math.abs(left)) })}</i>
  );
}

/** Less than a minute is not no time. */
function spanText(milliseconds: number): string {
  return milliseconds < 60_000 ? t('screen.under_a_minute') : sayDuration(milliseconds);
}

const AGAIN_MILLISECONDS = 10_000;

/** Names of the kinds of need, read again with the tree, and until they could be. What is confidential or not yet known has no kind, and says neither. */
function useKindNames(tree: WallTree): (kind: string | null) => string {
  const [names, setNames] = useState<ReadonlyMap<string, { nameZh: string; nameEn: string }>>(new Map());
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    readNeeds()
      .then(({ categories }) =>
        setNames(new Map(categories.flatMap((category) => category.kinds.map((kind) => [kind.id, kind] as const)))),
      )
      // Without names the rows still say where and since when.
      .catch(() => {
        timer = setTimeout(() => setTries((before) => before + 1), AGAIN_MILLISECONDS);
      });
    return () => clearTimeout(timer);
  }, [tree, tries]);
  return (kind) => {
    const named = kind === null ? undefined : names.get(kind);
    return named ? nameIn(named) : t('screen.an_order');
  };
}
