import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { languageInUse, nameIn, t } from '../../ui/language.ts';
import { readPolicy } from '../calls.ts';
import { ConflictNote } from '../order/ConflictNote.tsx';
import { draftOf, keepDraft } from '../order/drafts.ts';
import { useWriting } from '../order/presence.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import type { Done } from '../order/use-act.tsx';
import { useSeen } from '../order/use-seen.ts';
import { type Filled, fieldsOf, type PetitionDeed, readyFor, wishFor } from './deeds.ts';
import { HandToHotline } from './HandToHotline.tsx';

interface PetitionDialogProps {
  deed: PetitionDeed;
  order: OrderDetail;
  onDone: Done;
  onClose: () => void;
}

/** One deed on the path that takes words, a choice or a date. It says what it will do before it does it. */
export function PetitionDialog({ deed, order, onDone, onClose }: PetitionDialogProps) {
  const id = useId();
  const [filled, setFilled] = useState<Filled>({ words: draftOf(order.id, deed), days: 15 });
  useWriting(order.id);
  const { seen, overtaken, act, busy } = useSeen(order, onDone);
  const fields = fieldsOf(deed, filled);
  const fill = (change: Partial<Filled>) => setFilled((before) => ({ ...before, ...change }));
  const write = (words: string) => {
    fill({ words });
    keepDraft(order.id, deed, words);
  };
  const ready = readyFor(deed, filled);
  const wish = wishFor(deed, filled);
  const send = async () => {
    if (!ready || busy) return;
    if (!(await act(wish.name, wish.input, { sentence: t(`desk.path.${deed}.done`) }, order))) return;
    keepDraft(order.id, deed, '');
    onClose();
  };
  return (
    <Modal
      open
      title={t(`desk.path.${deed}`)}
      onCancel={onClose}
      footer={null}
      width={overtaken ? 720 : 560}
      destroyOnHidden
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!overtaken) send();
        }}
      >
        {overtaken ? (
          <ConflictNote
            before={seen}
            now={order}
            wish={wish}
            busy={busy !== undefined}
            unready={!ready}
            onAgain={send}
            onLeave={onClose}
          />
        ) : null}
        <p className="soft">{t(`desk.path.${deed}.says`)}</p>
        {deed === 'note_hotline' ? <HandToHotline order={order} onDone={onClose} /> : null}
        {fields.includes('choice') ? (
          <Radio.Group
            aria-label={t(`desk.path.${deed}`)}
            value={filled.choice}
            onChange={(event) => fill({ choice: event.target.value as boolean })}
            options={[true, false].map((value) => ({
              value,
              label: t(`desk.path.${deed as 'conclude'}.${value ? 'yes' : 'no'}`),
            }))}
          />
        ) : null}
        {fields.includes('department') ? (
          <div className="field">
            <label htmlFor={`${id}-unit`}>{t('desk.path.to_department')}</label>
            <UnitSelect
              id={`${id}-unit`}
              needed
              value={filled.departmentId}
              onChange={(departmentId) => fill({ departmentId })}
              levels={['department']}
            />
          </div>
        ) : null}
        {fields.includes('days') ? (
          <div className="field">
            <label htmlFor={`${id}-days`}>{t('desk.path.days')}</label>
            <InputNumber
              id={`${id}-days`}
              min={1}
              max={30}
              value={filled.days ?? null}
              onChange={(days) => fill({ days: days ?? undefined })}
            />
          </div>
        ) : null}
        {fields.includes('date') ? (
          <div className="field">
            <label htmlFor={`${id}-date`}>{t('desk.path.date')}</label>
            <Input
              id={`${id}-date`}
              type="date"
              value={filled.date ?? ''}
              onChange={(event) => fill({ date: event.target.value })}
            />
          </div>
        ) : null}
        {fields.includes('door') ? (
          <DoorChoice id={`${id}-door`} value={filled.door} onChange={(door) => fill({ door })} />
        ) : null}
        {fields.includes('number') ? (
          <div className="field">
            <label htmlFor={`${id}-number`}>{t('desk.path.number')}</label>
            <Input
              id={`${id}-number`}
              value={filled.number ?? ''}
              maxLength={40}
              onChange={(event) => fill({ number: event.target.value })}
            />
          </div>
        ) : null}
        {fields.includes('words') ? (
          <div className="field">
            <Templates
              deed={deed}
              onChoose={(words) => write(filled.words.trim() === '' ? words : `${filled.words}\n${words}`)}
            />
            <label htmlFor={`${id}-words`}>{t(`desk.path.${deed as 'reply'}.words`)}</label>
            <Input.TextArea
              id={`${id}-words`}
              value={filled.words}
              maxLength={
                ['object', 'decide_objection', 'ask_extension', 'decide_extension'].includes(deed) ? 500 : 2000
              }
              autoSize={{ minRows: 4, maxRows: 12 }}
              onChange={(event) => write(event.target.value)}
            />
          </div>
        ) : null}
        {overtaken ? null : (
          <div className="send">
            <Button type="primary" htmlType="submit" loading={busy !== undefined} disabled={!ready}>
              {t(`desk.path.${deed}.do`)}
            </Button>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
          </div>
        )}
      </form>
    </Modal>
  );
}

function usePetitionPolicy() {
  return useQuery({ queryKey: ['policy', 'petitions'], queryFn: () => readPolicy('petitions'), staleTime: 600_000 })
    .data?.body;
}

/** Where what is not taken in is taken in; what the petitioner will be told stands below. */
function DoorChoice({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string | undefined;
  onChange: (door: string) => void;
}) {
  const doors = usePetitionPolicy()?.doors ?? [];
  const chosen = doors.find((each) => each.id === value);
  return (
    <div className="field">
      <label htmlFor={id}>{t('desk.path.door')}</label>
      <Select
        id={id}
        value={value ?? null}
        onChange={onChange}
        options={doors.map((each) => ({ value: each.id, label: nameIn(each) }))}
      />
      {chosen ? <p className="hint">{languageInUse() === 'en' ? chosen.sayEn : chosen.sayZh}</p> : null}
    </div>
  );
}

/** Beginnings of what is often said, from the network's policy. What is said in the end is the writer's own. */
function Templates({ deed, onChoose }: { deed: PetitionDeed; onChoose: (words: string) => void }) {
  const templates = (usePetitionPolicy()?.templates ?? []).filter((each) => each.step === deed);
  if (templates.length === 0) return null;
  return (
    <div className="facts">
      {templates.map((each) => (
        <Button
          key={each.id}
          size="small"
          onClick={() => onChoose(languageInUse() === 'en' ? each.textEn : each.textZh)}
        >
          {nameIn(each)}
        </Button>
      ))}
    </div>
  );
}
