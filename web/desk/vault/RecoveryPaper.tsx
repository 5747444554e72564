import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { t } from '../../ui/language.ts';
import { dateOf } from '../../ui/times.ts';
import { QrCode } from '../frame/QrCode.tsx';
import { useUnitName } from '../lookups.ts';
import type { PrintedKey } from './paper.ts';

interface RecoveryPaperProps {
  printed: PrintedKey & { unitId: string };
  onClose: () => void;
}

/** The paper: printed here and now, or never. Once it is closed nobody has it but who holds the paper. */
export function RecoveryPaper({ printed, onClose }: RecoveryPaperProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const unit = useUnitName(printed.unitId);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="paper"
      aria-label={t('desk.custody.paper')}
      // A slip of the finger must not lose what can never be shown again.
      onCancel={(event) => event.preventDefault()}
      onClose={onClose}
    >
      <h2>{t('desk.custody.paper')}</h2>
      <p>{t('desk.custody.paper.of', { unit, date: dateOf(new Date()) })}</p>
      <p className="secret" translate="no">
        {printed.words}
      </p>
      <QrCode words={printed.words} label={t('desk.custody.paper.qr')} />
      <p>
        {t('desk.custody.fingerprint')}{' '}
        <b className="secret whole" translate="no">
          {printed.fingerprint}
        </b>
      </p>
      <ol>
        <li>{t('desk.custody.paper.rule.confirm')}</li>
        <li>{t('desk.custody.paper.rule.safe')}</li>
        <li>{t('desk.custody.paper.rule.use')}</li>
      </ol>
      <div className="send">
        <Button type="primary" onClick={() => window.print()}>
          {t('desk.custody.paper.print')}
        </Button>
        <Button onClick={onClose}>{t('desk.custody.paper.close')}</Button>
      </div>
      <p className="soft send">{t('desk.custody.paper.once')}</p>
    </dialog>
  );
}
