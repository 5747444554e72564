import { getRouteApi } from '@tanstack/react-router';
import { Button, Tree } from 'antd';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Me } from '../../../src/identity/schema.ts';
import { mayStandBelow } from '../../../src/organisation/rules/tree.ts';
import type { TreeUnit } from '../../../src/organisation/schema.ts';
import { unitLevels } from '../../../src/shared/units.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { useKeys } from '../frame/keys.ts';
import { Nothing } from '../frame/said.tsx';
import { pathIn, type TreeView, unitName, useTree } from '../lookups.ts';
import { unitsWith, useMe } from '../session.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { FoundTeams } from './Teams.tsx';
import { UnitCard } from './UnitCard.tsx';
import { administers } from './unit-deeds.ts';

const route = getRouteApi('/frame/units');

/** So many of those found are listed. */
const MOST = 300;

interface Node {
  key: string;
  title: string;
  children?: Node[];
}

/** The tree of units: found by name or code, opened, changed, closed, merged, moved. */
export function TreePage() {
  const { unit } = route.useSearch();
  const navigate = route.useNavigate();
  const tree = useTree();
  const me = useMe();
  const [importing, setImporting] = useState(false);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const found = useMemo(() => findIn(tree, wanted), [tree, wanted]);
  const nodes = useMemo(() => (tree.root ? [nodeOf(tree, tree.root, found)] : []), [tree, found]);
  const [opened, setOpened] = useState<string[]>();
  const expanded = expandedIn(tree, { unit, found, opened });
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const show = (id: string) => navigate({ search: { unit: id } });
  // Dropped, not moved yet: the dialog says what it means, and asks.
  const [dropped, setDropped] = useState<{ unit: string; on: string }>();
  const [dragged, setDragged] = useState<string>();
  const drop = (unit: string, on: string) => {
    setDragged(undefined);
    setDropped({ unit, on });
    show(unit);
  };
  useKeys({ '/': () => input.current?.select() });
  return (
    <>
      <header className="bar">
        <h1>{t('desk.units.title')}</h1>
        {tree.root ? <span className="soft">{t('desk.units.count', { count: tree.units.length })}</span> : null}
        {tree.root && unitsWith(me, ['administrator']).includes(tree.root.id) ? (
          <div className="end">
            <Button onClick={() => setImporting(true)}>{t('desk.import.open')}</Button>
          </div>
        ) : null}
      </header>
      <main className="body">
        <div className="split">
          <section className="tree" aria-label={t('desk.units.title')}>
            <div className="above">
              <label className="find" style={{ width: '100%' }}>
                <input
                  ref={input}
                  value={text}
                  onChange={(event) => {
                    setText(event.target.value);
                    setOpened(undefined);
                  }}
                  placeholder={t('desk.units.find')}
                  aria-label={t('desk.units.find')}
                />
                <kbd>/</kbd>
              </label>
              {found ? (
                <p>
                  {t('desk.units.found', { count: found.count })}{' '}
                  {found.count > MOST ? t('desk.units.first', { count: MOST }) : null}
                </p>
              ) : null}
            </div>
            <div ref={box} style={{ overflow: 'auto', padding: '8px 8px 24px' }}>
              {found ? <FoundTeams text={wanted} onOpen={show} /> : null}
              <Tree<Node>
                treeData={nodes}
                selectedKeys={unit ? [unit] : []}
                expandedKeys={expanded}
                onExpand={(keys) => setOpened(keys.map(String))}
                onSelect={(keys) => keys[0] !== undefined && show(String(keys[0]))}
                titleRender={(node) => (
                  <UnitTitle
                    unit={tree.byId.get(node.key)}
                    held={!mayDrag(tree, me, node.key)}
                    taken={dragged !== undefined && mayMove(tree, me, dragged, node.key)}
                    onDrag={setDragged}
                    onDrop={() => dragged && drop(dragged, node.key)}
                  />
                )}
                blockNode
              />
            </div>
          </section>
          <section className="detail" aria-label={t('desk.unit')}>
            {unit ? (
              <UnitCard
                key={`${unit} ${dropped?.unit === unit ? dropped.on : ''}`}
                id={unit}
                onOpen={(id, above) => {
                  // What was opened below, or merged into, shows itself although the tree was folded by hand.
                  if (above)
                    setOpened((before) => before && [...before, ...pathIn(tree, above).map((each) => each.id)]);
                  show(id);
                }}
                dropped={dropped?.unit === unit ? dropped.on : undefined}
                onSettled={() => setDropped(undefined)}
              />
            ) : (
              <Nothing>{t('desk.units.choose')}</Nothing>
            )}
          </section>
        </div>
      </main>
      {importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </>
  );
}

/** Whether somebody may move a unit: they administer one above it. */
function mayDrag(tree: TreeView, me: Me, id: string): boolean {
  return administers(
    me,
    pathIn(tree, id)
      .slice(1)
      .map((above) => above.id),
  );
}

/** Whether they may move it below another: its level belongs there, it does not stand there already, and both are theirs. */
function mayMove(tree: TreeView, me: Me, id: string, onto: string): boolean {
  const [unit, above] = [tree.byId.get(id), tree.byId.get(onto)];
  if (!unit || !above || tree.units[unit.parent] === above || !mayDrag(tree, me, id)) return false;
  const path = pathIn(tree, onto).map((each) => each.id);
  return mayStandBelow(unit.level, above.level) && administers(me, path);
}

interface UnitTitleProps {
  unit: TreeUnit | undefined;
  /** It stays where it is, for whoever looks. */
  held: boolean;
  /** Whether what is being dragged may be let go here. */
  taken: boolean;
  onDrag: (unit: string | undefined) => void;
  onDrop: () => void;
}

function UnitTitle({ unit, held, taken, onDrag, onDrop }: UnitTitleProps) {
  if (!unit) return null;
  return (
    <span
      className={taken ? 'unit-title takes' : 'unit-title'}
      draggable={!held}
      onDragStart={(event) => {
        // Some browsers carry nothing that has no words.
        event.dataTransfer.setData('text/plain', unitName(unit));
        onDrag(unit.id);
      }}
      onDragEnd={() => onDrag(undefined)}
      onDragOver={(event) => taken && event.preventDefault()}
      onDrop={onDrop}
    >
      {unitName(unit)} <span className="soft whole">{t(`desk.level.${unit.level}`)}</span>
      {unit.closes ? (
        <span className="ochre whole"> · {t('desk.unit.closes', { day: sayDate(unit.closes, new Date()) })}</span>
      ) : null}
      {unit.plaque === 'open' ? <span className="jade whole"> · {t('desk.plaque.open')}</span> : null}
    </span>
  );
}

interface Found {
  hits: ReadonlySet<string>;
  above: ReadonlySet<string>;
  count: number;
}

/** Units whose name or code holds the text, with all above them; undefined when nothing is looked for. */
function findIn(tree: TreeView, text: string): Found | undefined {
  if (text === '') return undefined;
  const wanted = text.toLowerCase();
  const hits = tree.units.filter(
    (unit) => unit.zh.includes(text) || unit.en.toLowerCase().includes(wanted) || unit.code.startsWith(text),
  );
  const first = hits.slice(0, MOST);
  const above = new Set(
    first.flatMap((unit) =>
      pathIn(tree, unit.id)
        .slice(1)
        .map((each) => each.id),
    ),
  );
  return { hits: new Set(first.map((unit) => unit.id)), above, count: hits.length };
}

/** A unit with what is below it; of one that was not found itself, only what leads to those that were. */
function nodeOf(tree: TreeView, unit: TreeUnit, sought: Found | undefined): Node {
  const found = sought?.hits.has(unit.id) ? undefined : sought;
  const children = (tree.children.get(unit.id) ?? [])
    .filter((child) => !found || found.hits.has(child.id) || found.above.has(child.id))
    .sort((a, b) => rank(a) - rank(b));
  return {
    key: unit.id,
    title: unitName(unit),
    ...(children.length > 0 ? { children: children.map((child) => nodeOf(tree, child, found)) } : {}),
  };
}

/** The tree proper first, what stands beside it after. */
function rank(unit: TreeUnit): number {
  return unitLevels.indexOf(unit.level);
}

interface Unfolding {
  unit: string | undefined;
  found: Found | undefined;
  /** What was opened and closed by hand since. */
  opened: readonly string[] | undefined;
}

/** What is unfolded: as it was left by hand, else down to what was found, else down to the unit that is looked at. */
function expandedIn(tree: TreeView, { unit, found, opened }: Unfolding): string[] {
  if (opened) return [...opened];
  if (found) return [...found.above];
  const path = unit ? pathIn(tree, unit).map((each) => each.id) : [];
  return [...path, ...(tree.root ? [tree.root.id] : [])];
}
