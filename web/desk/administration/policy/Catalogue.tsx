import { Button } from 'antd';
import { useRef, useState } from 'react';
import { t } from '../../../ui/language.ts';
import { useKeys } from '../../frame/keys.ts';
import { Nothing } from '../../frame/said.tsx';
import { useEditing } from './editing.ts';
import { Group } from './Group.tsx';
import { nameOf } from './labels.ts';
import { RowEnd } from './RowEnd.tsx';
import { blankOf, listBelow, type Shape, type Step, type Thing } from './shape.ts';

interface CatalogueProps {
  path: readonly Step[];
  shape: Shape;
  categories: readonly Thing[];
  /** The place of the row that is open: a category, or a kind within one. */
  open: readonly number[];
  onOpen: (place: readonly number[]) => void;
}

/** Categories and the kinds within: found by any word, gone through by J and K, one open at a time. */
export function Catalogue({ path, shape, categories, open, onOpen }: CatalogueProps) {
  const { set, faultAt } = useEditing();
  const [text, setText] = useState('');
  const find = useRef<HTMLInputElement>(null);
  const list = listBelow(shape) ?? 'kinds';
  const kindsOf = (category: Thing) => category[list] as readonly Thing[];
  const wanted = text.trim().toLowerCase();
  const shown = categories.flatMap((category, c) => {
    const kinds = kindsOf(category).flatMap((kind, k) => (holds(kind, wanted) ? [{ kind, k }] : []));
    return kinds.length > 0 || wanted === '' ? [{ category, c, kinds }] : [];
  });
  const places = shown.flatMap(({ c, kinds }) => kinds.map(({ k }) => [c, k]));
  const step = (by: 1 | -1) => {
    const at = places.findIndex((place) => place.join() === open.join());
    const next = places[at < 0 ? 0 : at + by];
    if (next) onOpen(next);
  };
  useKeys({ '/': () => find.current?.select(), j: () => step(1), k: () => step(-1) });
  const [c, k] = open;
  const category = c === undefined ? undefined : categories[c];
  const kind = category && k !== undefined ? kindsOf(category)[k] : undefined;
  const rowPath = k === undefined ? [...path, c ?? 0] : [...path, c ?? 0, list, k];
  const row = kind ?? (k === undefined ? category : undefined);
  const rowShape = k === undefined ? shape.items : shape.items?.properties?.[list]?.items;
  return (
    <div className="catalogue">
      <nav aria-label={t('desk.policy.kinds')}>
        <label className="find">
          <input
            ref={find}
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={t('desk.policy.find')}
            aria-label={t('desk.policy.find')}
          />
          <kbd>/</kbd>
        </label>
        <p className="soft">
          {t('desk.policy.found', { count: places.length })} <kbd>J</kbd> <kbd>K</kbd>
        </p>
        {shown.map(({ category: each, c: at, kinds }) => (
          <section key={at}>
            <RowButton
              row={each}
              place={[at]}
              open={open}
              onOpen={onOpen}
              wrong={faultAt([...path, at]) !== undefined}
            />
            {kinds.map(({ kind: one, k: within }) => (
              <RowButton
                key={within}
                row={one}
                place={[at, within]}
                open={open}
                onOpen={onOpen}
                wrong={faultAt([...path, at, list, within]) !== undefined}
              />
            ))}
            <Button
              size="small"
              type="text"
              onClick={() => {
                set([...path, at, list, kindsOf(each).length], blankOf(shape.items?.properties?.[list]?.items ?? {}));
                onOpen([at, kindsOf(each).length]);
              }}
              aria-label={t('desk.policy.add_kind_in', { name: nameOf(each) ?? '' })}
            >
              {t('desk.policy.add_kind')}
            </Button>
          </section>
        ))}
        <Button
          size="small"
          onClick={() => {
            set([...path, categories.length], blankOf(shape.items ?? {}));
            setText('');
            onOpen([categories.length]);
          }}
        >
          {t('desk.policy.add_category')}
        </Button>
      </nav>
      {row && rowShape ? (
        <section className="card" aria-label={nameOf(row) ?? t('desk.policy.new_row')}>
          <header className="catalogue-head">
            <h2>{nameOf(row) ?? t('desk.policy.new_row')}</h2>
            {k === undefined && kindsOf(row).length > 0 ? null : (
              <RowEnd path={rowPath} id={String(row['id'])} name={nameOf(row) ?? ''} />
            )}
          </header>
          <Group
            key={open.join()}
            path={rowPath}
            shape={rowShape}
            value={row}
            without={k === undefined ? [list] : []}
          />
        </section>
      ) : (
        <Nothing>{t('desk.policy.choose')}</Nothing>
      )}
    </div>
  );
}

interface RowButtonProps {
  row: Thing;
  place: readonly number[];
  open: readonly number[];
  onOpen: (place: readonly number[]) => void;
  wrong: boolean;
}

function RowButton({ row, place, open, onOpen, wrong }: RowButtonProps) {
  const { countOf } = useEditing();
  const chosen = place.join() === open.join();
  return (
    <button
      type="button"
      className={place.length === 1 ? 'category' : 'kind'}
      aria-current={chosen ? 'true' : undefined}
      ref={(element) => {
        if (chosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={() => onOpen(place)}
    >
      <span>{nameOf(row) ?? t('desk.policy.new_row')}</span>
      {wrong ? <span className="danger">{t('desk.policy.wrong_here')}</span> : null}
      {place.length > 1 ? <span className="soft figure">{countOf(String(row['id']))?.split(/[，,]/)[0]}</span> : null}
    </button>
  );
}

/** A kind is found by its names, what residents ask, its code and its words. */
function holds(kind: Thing, wanted: string): boolean {
  if (wanted === '') return true;
  return Object.values(kind).some((value) =>
    Array.isArray(value)
      ? value.some((word) => typeof word === 'string' && word.toLowerCase().includes(wanted))
      : typeof value === 'string' && value.toLowerCase().includes(wanted),
  );
}
