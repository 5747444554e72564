import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Compared, LogState } from '../../../src/audit/schema.ts';
import { t } from '../../ui/language.ts';
import { saveFile } from '../../ui/save-file.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { compareCheckpoint, readAuditState } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { problemText, Trouble } from '../frame/said.tsx';

/** How far the log is numbered and signed, what that proves and what not, and a checkpoint to keep elsewhere. */
export function LogCard() {
  const { data, error, refetch } = useQuery({
    queryKey: ['audit-state'],
    queryFn: readAuditState,
    refetchInterval: 30_000,
  });
  if (error && !data) return <Trouble error={error} again={() => refetch()} />;
  if (!data) return <p className="skeleton soft">{t('state.loading')}</p>;
  return (
    <section className="card" aria-label={t('desk.audit.log')}>
      <h2>{t('desk.audit.log')}</h2>
      <Standing state={data} />
      <p className="soft">{t('desk.audit.proves')}</p>
      <p className="soft">{t('desk.audit.proves_not')}</p>
      {data.checkpoint ? (
        <Button onClick={() => saveCheckpoint(data.checkpoint?.note ?? '', data.checkpoint?.size ?? 0)}>
          {t('desk.audit.download')}
        </Button>
      ) : null}
      <Compare />
    </section>
  );
}

function Standing({ state: { leaves, checkpoint } }: { state: LogState }) {
  const now = new Date(useNow(30));
  if (!checkpoint) return <p>{t('desk.audit.unsigned', { count: leaves })}</p>;
  const params = {
    size: checkpoint.size,
    time: `${sayDate(checkpoint.at, now)} ${sayClock(checkpoint.at)}`,
    rest: leaves - checkpoint.size,
  };
  return <p>{t('desk.audit.signed', params)}</p>;
}

function saveCheckpoint(note: string, size: number): void {
  saveFile(new Blob([note], { type: 'text/plain' }), `linli-checkpoint-${size}.txt`);
}

function Compare() {
  const id = useId();
  const [note, setNote] = useState('');
  const compare = useMutation({ mutationFn: () => compareCheckpoint(note) });
  return (
    <details>
      <summary>{t('desk.audit.compare')}</summary>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          compare.mutate();
        }}
      >
        <label htmlFor={id}>{t('desk.audit.kept')}</label>
        <Input.TextArea id={id} rows={5} required value={note} onChange={(event) => setNote(event.target.value)} />
        <Button htmlType="submit" loading={compare.isPending} disabled={note.trim() === ''}>
          {t('desk.audit.do_compare')}
        </Button>
        <p role="status">
          {compare.error ? problemText(compare.error) : null}
          {compare.data ? sayCompared(compare.data) : null}
        </p>
      </form>
    </details>
  );
}

function sayCompared({ signed, part, size, since }: Compared): string {
  if (!signed) return t('desk.audit.compared.foreign');
  if (!part) return t('desk.audit.compared.broken', { size: size ?? 0 });
  return t('desk.audit.compared.part', { size: size ?? 0, since: since ?? 0 });
}
