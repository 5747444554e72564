import { getRouteApi } from '@tanstack/react-router';
import { Button, Tree } from 'antd';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { mayStandBelow } from '../../../src/organisation/rules/tree.ts';
import type { TreeUnit } from '../../../src/organisation/schema.ts';
import { unitLevels } from '../../../src/shared/units.ts';
import { t } from '../../ui/language.ts';
import { useKeys } from '../frame/keys.ts';
import { Nothing } from '../frame/said.tsx';
import { pathIn, type TreeView, unitName, useTree } from '../lookups.ts';
import { unitsWith, useMe } from '../session.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { UnitCard } from './UnitCard.tsx';

const route = getRouteApi('/frame/units');

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
  const expanded = found ? [...found.above] : (opened ?? expandedFor(tree, unit));
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
        <span className="soft">{t('desk.units.count', { count: tree.units.length })}</span>
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
                  onChange={(event) => setText(event.target.value)}
                  placeholder={t('desk.units.find')}
                  aria-label={t('desk.units.find')}
                />
                <kbd>/</kbd>
              </label>
              {found ? <p>{t('desk.units.found', { count: found.count })}</p> : null}
            </div>
            <div ref={box} style={{ overflow: 'auto', padding: '8px 8px 24px' }}>
              <Tree<Node>
                treeData={nodes}
                selectedKeys={unit ? [unit] : []}
                expandedKeys={expanded}
                onExpand={(keys) => setOpened(keys.map(String))}
                onSelect={(keys) => keys[0] !== undefined && show(String(keys[0]))}
                titleRender={(node) => (
                  <UnitTitle
                    unit={tree.byId.get(node.key)}
                    taken={dragged !== undefined && mayMove(tree, dragged, node.key)}
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
                onOpen={show}
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

/** Whether a unit may be moved below another: its level belongs there, and it does not stand there already. */
function mayMove(tree: TreeView, id: string, onto: string): boolean {
  const [unit, above] = [tree.byId.get(id), tree.byId.get(onto)];
  if (!unit || !above || tree.units[unit.parent] === above) return false;
  return mayStandBelow(unit.level, above.level);
}

interface UnitTitleProps {
  unit: TreeUnit | undefined;
  /** Whether what is being dragged may be let go here. */
  taken: boolean;
  onDrag: (unit: string | undefined) => void;
  onDrop: () => void;
}

function UnitTitle({ unit, taken, onDrag, onDrop }: UnitTitleProps) {
  if (!unit) return null;
  return (
    <span
      className={taken ? 'unit-title takes' : 'unit-title'}
      draggable={unit.level !== 'city'}
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
      {unit.plaque === 'open' ? <span className="jade whole"> · {t('desk.plaque.open')}</span> : null}
    </span>
  );
}

interface Found {
  ids: ReadonlySet<string>;
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
  const above = new Set(hits.slice(0, 300).flatMap((unit) => pathIn(tree, unit.id).map((each) => each.id)));
  return { ids: new Set([...above, ...hits.slice(0, 300).map((unit) => unit.id)]), above, count: hits.length };
}

function nodeOf(tree: TreeView, unit: TreeUnit, found: Found | undefined): Node {
  const children = (tree.children.get(unit.id) ?? [])
    .filter((child) => !found || found.ids.has(child.id))
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

function expandedFor(tree: TreeView, unit: string | undefined): string[] {
  const path = unit ? pathIn(tree, unit).map((each) => each.id) : [];
  return [...path, ...(tree.root ? [tree.root.id] : [])];
}
