import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { sayOfTopics } from '../calls.ts';

/** What is said of some orders and others, and the sentence when it is kept. */
export interface Said {
  one: readonly string[];
  other: readonly string[];
  verdict: 'one_topic' | 'two_topics' | 'nothing';
  sentence: string;
}

const UNDO_SECONDS = 10;

/** Says what belongs together; it teaches, and can be taken back. */
export function useTopicVerdicts() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);

  async function send({ one, other, verdict }: Said): Promise<boolean> {
    setBusy(true);
    try {
      await sayOfTopics({ one: [...one], other: [...other], verdict });
      await client.invalidateQueries({ queryKey: ['topics'] });
      return true;
    } catch (error) {
      message.error(asRefusal(error).sentence);
      return false;
    } finally {
      setBusy(false);
    }
  }

  async function say(said: Said): Promise<boolean> {
    if (busy || !(await send(said))) return false;
    const key = `topics-${said.one[0]}`;
    const back = async () => {
      message.destroy(key);
      if (await send({ ...said, verdict: 'nothing' })) message.success(t('desk.undone'));
    };
    message.open({
      key,
      type: 'success',
      duration: UNDO_SECONDS,
      content: (
        <span>
          {said.sentence}{' '}
          <button type="button" className="linked" onClick={() => void back()}>
            {t('action.undo')}
          </button>
        </span>
      ),
    });
    return true;
  }

  return { say, busy };
}
