import { Button } from 'antd';
import { t } from '../../ui/language.ts';
import { problemText } from './said.tsx';

interface FormEndProps {
  /** What was refused the last time. */
  error: unknown;
  /** Words of the button that sends. */
  send: string;
  ready: boolean;
  busy: boolean;
  onCancel: () => void;
}

/** How a form ends: what went wrong, the button that sends it, and the way out. */
export function FormEnd({ error, send, ready, busy, onCancel }: FormEndProps) {
  return (
    <>
      {error ? (
        <p className="wrong" role="alert">
          {problemText(error)}
        </p>
      ) : null}
      <div className="send">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
          {send}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
    </>
  );
}
