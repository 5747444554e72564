import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { mayStandBelow } from '../../../src/organisation/rules/tree.ts';
import type { TreeUnit, UnitDetail } from '../../../src/organisation/schema.ts';
import { unitLevels } from '../../../src/shared/units.ts';
import { nameIn, t } from '../../ui/language.ts';
import { closeUnit, mergeUnit, moveUnit, openUnit } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { unitsWith, useMe } from '../session.tsx';
import { Impact, useImpact } from './Impact.tsx';
import { TeamSelect } from './TeamSelect.tsx';

export type UnitDeed = 'open' | 'move' | 'merge' | 'close';

const BELOW: Partial<Record<TreeUnit['level'], readonly TreeUnit['level'][]>> = {
  city: ['centre', 'department', 'team', 'point'],
  centre: ['institute', 'station', 'department', 'team', 'point'],
  institute: ['station', 'team', 'point'],
  station: ['point', 'team'],
  point: ['team'],
  department: ['team'],
};

interface UnitDialogProps {
  deed: UnitDeed;
  unit: UnitDetail;
  /** The other unit that was meant already. */
  other: string | undefined;
  /** `next`: the unit to look at then. */
  onDone: (next?: string) => void;
  onClose: () => void;
}

/** Opens a unit below this one, or moves, merges or closes it. What cannot be undone asks for the name. */
export function UnitDialog({ deed, unit, other: meant, onDone, onClose }: UnitDialogProps) {
  const id = useId();
  const client = useQueryClient();
  // Below these alone something may be moved or merged; whoever carries on what was closed may be anybody's.
  const administered = unitsWith(useMe(), ['administrator']);
  const levels = BELOW[unit.level] ?? [];
  const [other, setOther] = useState(meant);
  const [on, setOn] = useState('');
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState('');
  const [nameZh, setNameZh] = useState('');
  const [nameEn, setNameEn] = useState('');
  const [level, setLevel] = useState(levels[0]);
  // What this person decides on is the unit, with its impact, as the dialog showed it.
  const [version] = useState(unit.version);
  const name = nameIn(unit);
  const final = deed === 'close' || deed === 'merge';
  const impact = useImpact(unit, deed);
  const run = useMutation({
    mutationFn: () => {
      const date = on === '' ? {} : { on };
      if (deed === 'open')
        return openUnit({
          code,
          parentId: unit.id,
          level: level ?? 'station',
          nameZh,
          nameEn: nameEn === '' ? nameZh : nameEn,
        });
      if (deed === 'move') return moveUnit(unit.id, { parentId: other ?? '' }, version);
      if (deed === 'merge') return mergeUnit(unit.id, { into: other ?? '', ...date }, version);
      return closeUnit(unit.id, { ...date, ...(other ? { heirId: other } : {}) }, version);
    },
    onSuccess(after) {
      client.invalidateQueries({ queryKey: ['tree'] });
      client.invalidateQueries({ queryKey: ['unit-history'] });
      client.invalidateQueries({ queryKey: ['teams'] });
      onDone(deed === 'open' ? after.id : deed === 'merge' ? other : undefined);
    },
    onError: () => client.invalidateQueries({ queryKey: ['unit', unit.id] }),
  });
  const ready =
    deed === 'open'
      ? code !== '' && nameZh !== '' && level !== undefined
      : (deed === 'close' || other !== undefined) && (!final || (impact.isSuccess && typed.trim() === name));
  return (
    <Modal
      open
      title={t(`desk.unit.${deed}`)}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      afterOpenChange={(open) =>
        open && document.getElementById(deed === 'open' ? `${id}-code` : `${id}-other`)?.focus()
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) run.mutate();
        }}
      >
        <p className="soft">
          {t(deed !== 'open' && unit.children === 0 ? `desk.unit.${deed}.says.none` : `desk.unit.${deed}.says`, {
            name,
            count: unit.children,
          })}
        </p>
        {deed === 'open' ? (
          <>
            <Field id={`${id}-level`} label={t('desk.unit.level')}>
              <Select
                id={`${id}-level`}
                value={level ?? null}
                onChange={setLevel}
                options={levels.map((each) => ({ value: each, label: t(`desk.level.${each}`) }))}
              />
            </Field>
            <Field id={`${id}-code`} label={t('desk.unit.code')}>
              <Input id={`${id}-code`} value={code} onChange={(event) => setCode(event.target.value)} />
            </Field>
            <Field id={`${id}-zh`} label={t('desk.unit.field.nameZh')}>
              <Input id={`${id}-zh`} value={nameZh} onChange={(event) => setNameZh(event.target.value)} />
            </Field>
            <Field id={`${id}-en`} label={t('desk.unit.field.nameEn')}>
              <Input
                id={`${id}-en`}
                value={nameEn}
                aria-describedby={`${id}-en-hint`}
                onChange={(event) => setNameEn(event.target.value)}
              />
              <span id={`${id}-en-hint`} className="hint">
                {t('desk.unit.name_en_hint')}
              </span>
            </Field>
          </>
        ) : (
          <Field id={`${id}-other`} label={t(`desk.unit.${deed}.other`)}>
            {unit.level === 'team' && deed !== 'move' ? (
              <TeamSelect id={`${id}-other`} value={other} onChange={setOther} without={unit.id} />
            ) : (
              <UnitSelect
                id={`${id}-other`}
                value={other}
                onChange={setOther}
                levels={othersOf(deed, unit.level)}
                within={deed === 'close' ? undefined : administered}
              />
            )}
          </Field>
        )}
        {deed === 'close' || deed === 'merge' ? (
          <>
            <Impact unit={unit} deed={deed} impact={impact} />
            <Field id={`${id}-on`} label={t('desk.unit.on')}>
              <Input id={`${id}-on`} type="date" value={on} onChange={(event) => setOn(event.target.value)} />
            </Field>
            <Field id={`${id}-typed`} label={t('desk.unit.type_name', { name })}>
              <Input
                id={`${id}-typed`}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
              />
            </Field>
          </>
        ) : null}
        {run.error ? (
          <p className="wrong" role="alert">
            {problemText(run.error)}
          </p>
        ) : null}
        <div className="send">
          <Button type="primary" danger={final} htmlType="submit" disabled={!ready} loading={run.isPending}>
            {t(`desk.unit.${deed}.do`)}
          </Button>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}

/** Levels of which the other unit can be: where this one may stand, its own, or of its sort. */
function othersOf(deed: UnitDeed, level: TreeUnit['level']): TreeUnit['level'][] {
  if (deed === 'move') return unitLevels.filter((each) => mayStandBelow(level, each));
  if (deed === 'merge') return [level];
  return unitLevels.filter((each) => (each === 'department') === (level === 'department'));
}

function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}
