import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { RecoveryKey } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { readPaper } from './paper.ts';

interface PaperFormProps {
  /** Recovery keys that may stand in here. */
  papers: readonly RecoveryKey[];
  busy: boolean;
  onRead: (key: CryptoKey, recoveryKeyId: string) => void;
}

/** Types in what stands on a recovery key's paper; nothing is sent before it was read and goes with the key. */
export function PaperForm({ papers, busy, onRead }: PaperFormProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const read = async () => {
    for (const paper of papers) {
      const key = await readPaper(typed, paper.publicKey);
      if (!key) continue;
      setTyped('');
      onRead(key, paper.id);
      return;
    }
    setWrong(true);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('desk.custody.paper.words')}</label>
        <Input.TextArea
          id={id}
          className="secret"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          autoSize={{ minRows: 2, maxRows: 4 }}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(false);
          }}
        />
        <p className="hint" id={`${id}-hint`}>
          {t('desk.custody.paper.hint')}
        </p>
      </div>
      {wrong ? (
        <p className="wrong" role="alert">
          {t('desk.custody.paper.wrong')}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" loading={busy} disabled={typed.trim() === ''}>
        {t('desk.custody.agree')}
      </Button>
    </form>
  );
}
