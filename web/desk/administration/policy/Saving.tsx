import { App, Button, Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../../ui/language.ts';
import { asLocalInput, fromLocalInput, sayTime } from '../../../ui/times.ts';
import { problemText } from '../../frame/said.tsx';
import { changesBetween } from './changes.ts';
import { Differences } from './Differences.tsx';
import { faultText, pointerText } from './labels.ts';
import type { Draft, Planned } from './use-draft.ts';

interface SavingProps {
  draft: Draft;
  onClose: () => void;
  /** Leads to a place that is wrong. */
  onFault: (pointer: string) => void;
}

/** Everything that would change, said before it does: where, from what, to what, from when on. */
export function Saving({ draft, onClose, onFault }: SavingProps) {
  const id = useId();
  const { message } = App.useApp();
  const { base, body, changes, faults, overtaken, planned, save } = draft;
  // Made from a version whose time has not come, it waits for the same time unless somebody says otherwise.
  const [when, setWhen] = useState<'now' | 'later'>(planned ? 'later' : 'now');
  const [at, setAt] = useState(planned ? asLocalInput(planned.at) : '');
  const ready = changes.length > 0 && faults.length === 0 && !overtaken && (when === 'now' || at !== '');
  const send = () =>
    save.mutate(when === 'later' ? fromLocalInput(at)?.toISOString() : undefined, {
      onSuccess(saved) {
        message.success(t('desk.policy.saved', { number: saved.version }));
        onClose();
      },
    });
  return (
    <Modal open width={960} title={t('desk.policy.preview')} onCancel={onClose} footer={null} destroyOnHidden>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        {overtaken ? <OvertakenNote draft={draft} /> : null}
        <Differences
          caption={t('desk.policy.preview.caption', { count: changes.length, number: base?.version ?? 0 })}
          changes={changes}
          before={base?.body}
          after={body}
          onRevert={draft.takeBack}
        />
        {faults.length > 0 ? (
          <section role="alert">
            <p className="wrong">{t('desk.policy.faults', { count: faults.length })}</p>
            <ul>
              {faults.map((fault) => (
                <li key={fault.field + fault.reason + fault.value}>
                  <button type="button" className="linked" onClick={() => onFault(fault.field)}>
                    {t('desk.policy.fault_at', {
                      place: pointerText(body, fault.field),
                      fault: faultText(fault.reason, fault.value),
                    })}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <fieldset className="flags">
          <legend>{t('desk.policy.when')}</legend>
          <Radio.Group value={when} onChange={(event) => setWhen(event.target.value as 'now' | 'later')}>
            <Radio value="now">{t('desk.policy.when.now')}</Radio>
            <Radio value="later">{t('desk.policy.when.later')}</Radio>
          </Radio.Group>
          {when === 'later' ? (
            <span className="field">
              <label htmlFor={`${id}-at`}>{t('desk.policy.when.at')}</label>
              <Input id={`${id}-at`} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
            </span>
          ) : null}
        </fieldset>
        {planned && when === 'now' ? <AtOnce planned={planned} body={body} /> : null}
        {save.error && !overtaken ? (
          <p className="wrong" role="alert">
            {problemText(save.error)}
          </p>
        ) : null}
        <div className="send">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
            {t('desk.policy.save', { number: (draft.versions?.[0]?.version ?? 0) + 1 })}
          </Button>
          <Button onClick={onClose}>{t('desk.policy.write_on')}</Button>
        </div>
      </form>
    </Modal>
  );
}

/** Saved at once, what was planned for later holds at once too: every change of that is shown before. */
function AtOnce({ planned, body }: { planned: Planned; body: unknown }) {
  const { number, current } = planned;
  const changes = changesBetween(current.body, body);
  return (
    <section className="conflict" role="alert">
      <p>
        <b>
          {t('desk.policy.at_once', {
            number,
            time: sayTime(planned.at, new Date()),
            count: planned.changes.length,
          })}
        </b>
      </p>
      <Differences
        caption={t('desk.policy.preview.caption', { count: changes.length, number: current.version })}
        changes={changes}
        before={current.body}
        after={body}
      />
    </section>
  );
}

/** Somebody was quicker: what they changed, where both changed the same, and how to go on without losing either. */
export function OvertakenNote({ draft }: { draft: Draft }) {
  const { overtaken, base } = draft;
  if (!overtaken || !base) return null;
  const { newest, theirs, clashes } = overtaken;
  return (
    <section className="conflict" role="alert">
      <p>
        <b>
          {t('desk.policy.overtaken', {
            number: newest.version,
            time: sayTime(newest.scheduledAt ?? newest.effectiveAt, new Date()),
          })}
        </b>{' '}
        {t(clashes.length > 0 ? 'desk.policy.overtaken.clash' : 'desk.policy.overtaken.apart', {
          count: clashes.length,
        })}
      </p>
      <Differences
        caption={t('desk.policy.overtaken.theirs', { count: theirs.length })}
        changes={theirs}
        before={base.body}
        after={newest.body}
      />
      <div className="send">
        <Button onClick={draft.rebase}>{t('desk.policy.rebase')}</Button>
        <Button onClick={draft.takeAllBack}>{t('desk.policy.drop')}</Button>
      </div>
    </section>
  );
}
