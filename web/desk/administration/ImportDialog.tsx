import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useId, useRef, useState } from 'react';
import { textOfFile } from '../../../src/organisation/rules/import-text.ts';
import type { ImportError } from '../../../src/organisation/schema/import.ts';
import { nameIn, say, t } from '../../ui/language.ts';
import { checkTreeFile, importTreeFile } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';

type Report = Awaited<ReturnType<typeof checkTreeFile>>;

/** Brings the tree in from a file: first what it would change and everything wrong with it, row by row; then, if asked, done. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const { message } = App.useApp();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState<string>();
  const check = useMutation({
    async mutationFn(file: File) {
      setText(undefined);
      write.reset();
      const read = textOfFile(new Uint8Array(await file.arrayBuffer()));
      const report = await checkTreeFile(read);
      setText(read);
      return report;
    },
  });
  const write = useMutation({
    mutationFn: (read: string) => importTreeFile(read),
    async onSuccess({ created, changed }) {
      await client.invalidateQueries({ queryKey: ['tree'] });
      message.success(t('desk.import.done', { created, changed }));
      onClose();
    },
  });
  const report = check.data;
  const trouble = check.error ?? write.error;
  return (
    <Modal open width={720} title={t('desk.import.title')} onCancel={onClose} footer={null} destroyOnHidden>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== undefined) write.mutate(text);
        }}
      >
        <div className="field">
          <b>{t('desk.import.file')}</b>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,.json,text/csv,application/json"
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) check.mutate(file);
              // The same file, mended, can be chosen again.
              target.value = '';
            }}
          />
          <span>
            <Button onClick={() => input.current?.click()} aria-describedby={`${id}-hint`} autoFocus>
              {t('desk.import.choose')}
            </Button>
          </span>
          <p id={`${id}-hint`} className="hint">
            {t('desk.import.hint')}
          </p>
        </div>
        <div aria-live="polite">
          {check.isPending ? <p>{t('desk.import.checking')}</p> : null}
          {report && !check.isPending ? <Outcome report={report} name={check.variables.name} /> : null}
        </div>
        {trouble ? (
          <p className="wrong" role="alert">
            {problemText(trouble)}
          </p>
        ) : null}
        <div className="send">
          <Button
            type="primary"
            htmlType="submit"
            loading={write.isPending}
            disabled={text === undefined || !report || !canWrite(report)}
          >
            {t('desk.import.do')}
          </Button>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}

function canWrite({ created, changed, errorCount }: Report): boolean {
  return errorCount === 0 && created + changed > 0;
}

function Outcome({ report, name }: { report: Report; name: string }) {
  const { created, changed, moved, unchanged, errors, errorCount } = report;
  if (errorCount === 0)
    return (
      <>
        <p>
          {created + changed === 0
            ? t('desk.import.nothing', { name, unchanged })
            : t('desk.import.would', { name, created, changed, unchanged })}{' '}
          {moved > 0 ? t('desk.import.moves', { count: moved }) : null}
        </p>
        {changed > 0 ? <Changing report={report} /> : null}
        {created > 0 ? <Opening report={report} /> : null}
      </>
    );
  return (
    <>
      <p className="wrong">{t('desk.import.errors', { name, count: errorCount })}</p>
      <div style={{ maxHeight: '45vh', overflow: 'auto' }}>
        <Table>
          <thead>
            <tr>
              <th scope="col">{t('desk.import.row')}</th>
              <th scope="col">{t('desk.import.column')}</th>
              <th scope="col">{t('desk.import.wrong')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map((error) => (
              <tr key={`${error.row} ${error.field} ${error.code}`}>
                <td>{error.row}</td>
                <td>{error.field}</td>
                <td>{errorText(error)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {errorCount > errors.length ? (
        <p className="soft">{t('desk.import.more', { count: errorCount - errors.length })}</p>
      ) : null}
    </>
  );
}

/** The units that would change, field by field. */
function Changing({ report: { changing, changed } }: { report: Report }) {
  return (
    <div style={{ maxHeight: '30vh', overflow: 'auto' }}>
      <Table>
        <caption>
          {t('desk.import.changing', { count: changed })}
          {changing.length < changed ? t('desk.import.first', { count: changing.length }) : null}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.import.row')}</th>
            <th scope="col">{t('desk.unit')}</th>
            <th scope="col">{t('desk.import.column')}</th>
            <th scope="col">{t('desk.policy.was')}</th>
            <th scope="col">{t('desk.policy.will')}</th>
          </tr>
        </thead>
        <tbody>
          {changing.flatMap((unit) =>
            unit.fields.map(({ field, before, after }) => (
              <tr key={`${unit.row} ${field}`}>
                <td>{unit.row}</td>
                <td>{nameIn(unit)}</td>
                <td>{field}</td>
                <td className="soft">{before ?? t('desk.none')}</td>
                <td>{after ?? t('desk.none')}</td>
              </tr>
            )),
          )}
        </tbody>
      </Table>
    </div>
  );
}

/** The units that would be new. */
function Opening({ report: { opening, created } }: { report: Report }) {
  return (
    <div style={{ maxHeight: '30vh', overflow: 'auto' }}>
      <Table>
        <caption>
          {t('desk.import.opening', { count: created })}
          {opening.length < created ? t('desk.import.first', { count: opening.length }) : null}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.import.row')}</th>
            <th scope="col">{t('desk.unit.code')}</th>
            <th scope="col">{t('desk.unit')}</th>
            <th scope="col">{t('desk.unit.level')}</th>
          </tr>
        </thead>
        <tbody>
          {opening.map((unit) => (
            <tr key={unit.row}>
              <td>{unit.row}</td>
              <td>{unit.code}</td>
              <td>{nameIn(unit)}</td>
              <td>{t(`desk.level.${unit.level}`)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function errorText({ code, params, message }: ImportError): string {
  return say(`problem.${code}`, params) ?? message;
}
