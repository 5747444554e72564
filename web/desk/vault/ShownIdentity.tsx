import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import type { OpenedIdentity } from './shares.ts';

/** What two custodians have opened, for as long as it is shown. */
export interface Opened {
  identity: OpenedIdentity;
  watermark: string;
  closesAt: string;
  number: string;
}

/** So long it is shown from the moment on that it is: the clock of this computer may be wrong, or be put back. */
const LONGEST_SECONDS = 600;
const FIELDS = ['name', 'phone', 'placedByName', 'place', 'contactName', 'contactPhone'] as const;
/** So often the watermark is repeated over what it lies on. */
const REPEATED = Array.from({ length: 24 }, (_, index) => index);

/** Who it is, under a watermark of both names and the time; counts down, closes itself, and is in no memory afterwards. */
export function ShownIdentity({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { identity, watermark, closesAt, number } = opened;
  const dialog = useRef<HTMLDialogElement>(null);
  const [since] = useState(() => ({ run: performance.now(), clock: Date.now() }));
  // What has run since does not go on while the computer sleeps; its clock does, but may be put back.
  const passed = Math.max(performance.now() - since.run, useNow(1) - since.clock);
  const left = Math.ceil(LONGEST_SECONDS - passed / 1000);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (left <= 0) onClose();
  }, [left, onClose]);
  const [who = '', other = '', , at = closesAt] = watermark.split(' · ');
  const mark = t('desk.custody.shown.mark', { who, other, number, time: timeText(at) });
  return (
    <dialog ref={dialog} className="shown-identity" aria-label={t('desk.custody.shown', { number })} onClose={onClose}>
      <h2>{t('desk.custody.shown', { number })}</h2>
      <p className="clock figure" role="timer">
        {t('desk.custody.shown.left', { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, '0') })}
      </p>
      <dl className="meta">
        {FIELDS.map((field) =>
          identity[field] ? (
            <div key={field}>
              <dt>{t(`desk.custody.field.${field}`)}</dt>
              <dd>{identity[field]}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <p className="soft">{t('desk.custody.shown.told')}</p>
      <Button type="primary" onClick={onClose}>
        {t('desk.custody.shown.close')}
      </Button>
      <div className="watermark" aria-hidden="true">
        {REPEATED.map((each) => (
          <span key={each} data-mark={mark} />
        ))}
      </div>
      <p className="heard">{mark}</p>
    </dialog>
  );
}

function timeText(at: string): string {
  return `${sayDate(at, new Date(at))} ${sayClock(at)}`;
}
