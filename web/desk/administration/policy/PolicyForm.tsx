import { useQuery } from '@tanstack/react-query';
import { Button, ConfigProvider } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PolicyName } from '../../../../src/organisation/policies/schema/policies.ts';
import { nameIn, t } from '../../../ui/language.ts';
import { sayTime } from '../../../ui/times.ts';
import { readPolicy, readPolicyShape } from '../../calls.ts';
import { useChord } from '../../frame/keys.ts';
import { Trouble } from '../../frame/said.tsx';
import { useTree } from '../../lookups.ts';
import { administersAll, useMe } from '../../session.tsx';
import { Catalogue } from './Catalogue.tsx';
import { Clocks } from './Clocks.tsx';
import { type Editing, EditingContext } from './editing.ts';
import { Group } from './Group.tsx';
import { faultText } from './labels.ts';
import { Replay } from './Replay.tsx';
import { OvertakenNote, Saving } from './Saving.tsx';
import { pointerOf, type Shape, sortOf, type Thing } from './shape.ts';
import { type Draft, useDraft } from './use-draft.ts';
import { useUses } from './use-uses.ts';
import { Versions } from './Versions.tsx';

interface PolicyFormProps {
  name: PolicyName;
  /** The row that is open, as the address says it: `2-5`. */
  row: string | undefined;
  onRow: (row: string | undefined) => void;
}

/** One policy: its form by its own shape, what would change, and every version before. */
export function PolicyForm({ name, row, onRow }: PolicyFormProps) {
  const draft = useDraft(name);
  const shape = useQuery({
    queryKey: ['policy-shape', name],
    queryFn: () => readPolicyShape(name) as Promise<Shape>,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const mayChange = administersAll(useMe(), useTree());
  const [saving, setSaving] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const editing = useEditingOf(name, draft);
  const box = useRef<HTMLDivElement>(null);
  useChord('s', () => mayChange && draft.changes.length > 0 && setSaving(true));
  useEffect(() => {
    if (wanted === undefined) return;
    const field = box.current?.querySelector<HTMLElement>(`[data-pointer="${wanted}"]`);
    field?.querySelector<HTMLElement>('input, button')?.focus();
    setWanted(undefined);
  }, [wanted]);
  const error = draft.error ?? shape.error;
  if (error) return <Trouble error={error} again={() => void Promise.all([draft.refetch(), shape.refetch()])} />;
  if (!shape.data || !draft.body) return <p className="skeleton soft">{t('state.loading')}</p>;
  return (
    <EditingContext value={editing}>
      {mayChange ? (
        <Pending draft={draft} counted={editing.counted} onSave={() => setSaving(true)} />
      ) : (
        <p className="soft">{t('desk.policy.not_yours')}</p>
      )}
      {draft.overtaken && !saving ? <OvertakenNote draft={draft} /> : null}
      <div ref={box} className="form">
        <ConfigProvider componentDisabled={!mayChange}>
          <Body name={name} shape={shape.data} body={draft.body as Thing} row={row} onRow={onRow} />
        </ConfigProvider>
      </div>
      {name === 'dispatch' && mayChange ? <Replay draft={draft} /> : null}
      <Versions name={name} draft={draft} />
      {saving ? (
        <Saving
          draft={draft}
          onClose={() => setSaving(false)}
          onFault={(pointer) => {
            const place = /\/categories\/(\d+)(?:\/kinds\/(\d+))?/.exec(pointer);
            if (place) onRow([place[1], place[2]].filter(Boolean).join('-'));
            setSaving(false);
            setWanted(pointer);
          }}
        />
      ) : null}
    </EditingContext>
  );
}

function Body({ name, shape, body, row, onRow }: PolicyFormProps & { shape: Shape; body: Thing }) {
  const listed = Object.entries(shape.properties ?? {}).find(([, each]) => sortOf(each) === 'catalogue');
  const open = row === undefined ? [] : row.split('-').map(Number);
  return (
    <>
      {name === 'urgency' ? <Clocks policy={body} /> : null}
      {listed ? (
        <Catalogue
          path={[listed[0]]}
          shape={listed[1]}
          categories={body[listed[0]] as Thing[]}
          open={open}
          onOpen={(place) => onRow(place.join('-'))}
        />
      ) : null}
      <Group path={[]} shape={shape} value={body} without={listed ? [listed[0]] : []} />
    </>
  );
}

/** What was changed and holds for nobody yet: said at the top for as long as it is so. */
function Pending({ draft, counted, onSave }: { draft: Draft; counted: string | undefined; onSave: () => void }) {
  const { changes, faults, planned } = draft;
  const unchanged = planned
    ? t('desk.policy.unchanged.planned', {
        number: planned.number,
        time: sayTime(planned.at, new Date()),
        current: planned.current.version,
      })
    : t('desk.policy.unchanged', { number: draft.base?.version ?? 0 });
  return (
    <div className="pending" role="status">
      <span>
        {changes.length === 0 ? unchanged : t('desk.policy.pending', { count: changes.length })}{' '}
        {faults.length > 0 ? <b className="danger">{t('desk.policy.faults', { count: faults.length })}</b> : null}
        {changes.length === 0 && counted ? <span className="soft">{counted}</span> : null}
      </span>
      {changes.length > 0 ? (
        <span className="row-end">
          <Button type="primary" onClick={onSave}>
            {t('desk.policy.preview')} <kbd>Ctrl S</kbd>
          </Button>
          <Button onClick={draft.takeAllBack}>{t('desk.policy.take_all_back')}</Button>
        </span>
      ) : null}
    </div>
  );
}

function useEditingOf(name: PolicyName, draft: Draft): Editing & { counted: string | undefined } {
  const uses = useUses(name);
  const skills = useQuery({ queryKey: ['policy', 'skills'], queryFn: () => readPolicy('skills') });
  const departments = useQuery({ queryKey: ['policy', 'departments'], queryFn: () => readPolicy('departments') });
  const urgency = useQuery({ queryKey: ['policy', 'urgency'], queryFn: () => readPolicy('urgency') });
  const needs = useQuery({ queryKey: ['policy', 'needs'], queryFn: () => readPolicy('needs') });
  const old = useMemo(() => idsIn(draft.base?.body), [draft.base]);
  const named = (list: readonly { id: string; nameZh: string; nameEn: string }[] | undefined) =>
    list?.map((each) => ({ value: each.id, label: nameIn(each) }));
  const kinds = named(needs.data?.body.categories.flatMap((category) => category.kinds));
  const choices: Record<string, ReturnType<typeof named>> = {
    skills: name === 'needs' ? named(skills.data?.body.skills) : undefined,
    kinds,
    goesOnFor: kinds,
    department: named(departments.data?.body.departments),
    regime: named(Object.entries(urgency.data?.body.regimes ?? {}).map(([id, each]) => ({ ...each, id }))),
  };
  return {
    counted: uses.counted,
    set: draft.set,
    choicesFor: (field) => choices[field],
    countOf: uses.countOf,
    isOld: (id) => old.has(id),
    keptBecause(id) {
      if (!old.has(id)) return undefined;
      if (name === 'needs') return t('desk.policy.kept.kind');
      return uses.isUsed(id) ? t('desk.policy.kept.used') : undefined;
    },
    faultAt(path) {
      const pointer = pointerOf(path);
      // A row tells that something within it is wrong; a field what.
      const isRow = typeof path.at(-1) === 'number';
      const fault = draft.faults.find((each) =>
        isRow ? `${each.field}/`.startsWith(`${pointer}/`) : each.field === pointer || isItemOf(each.field, pointer),
      );
      return fault ? faultText(fault.reason, fault.value) : undefined;
    },
  };
}

/** `/words/3` is one of `/words`. */
function isItemOf(field: string, pointer: string): boolean {
  return field.startsWith(`${pointer}/`) && /^\d+$/.test(field.slice(pointer.length + 1));
}

function idsIn(value: unknown): ReadonlySet<string> {
  const ids = new Set<string>();
  const visit = (each: unknown): void => {
    if (Array.isArray(each)) for (const one of each) visit(one);
    else if (typeof each === 'object' && each !== null)
      for (const [key, one] of Object.entries(each)) {
        if (key === 'id' && typeof one === 'string') ids.add(one);
        visit(one);
      }
  };
  visit(value);
  return ids;
}
