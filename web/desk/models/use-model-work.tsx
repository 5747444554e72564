import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import type { TriageModel } from '../../../src/triage/schema.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { compareModel, promoteModel, trainModel } from '../calls.ts';

/** What an administrator can do here, and what is under way. */
export interface ModelWork {
  busy: { name: 'train' | 'compare' | 'promote'; id?: string } | undefined;
  train: () => void;
  compare: (id: string) => void;
  /** Lets a model run; `before` is the one that runs now, to go back to. */
  promote: (id: string, before: string | undefined) => void;
}

const UNDO_SECONDS = 10;

/** Trains, compares and promotes, and says how it went. What was let run can be taken back. */
export function useModelWork(): ModelWork {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<ModelWork['busy']>();

  async function run(doing: NonNullable<ModelWork['busy']>, work: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(doing);
    try {
      await work();
      return true;
    } catch (error) {
      message.error(asRefusal(error).sentence);
      return false;
    } finally {
      setBusy(undefined);
      await client.invalidateQueries({ queryKey: ['models'] });
    }
  }

  async function promote(id: string, before: string | undefined): Promise<void> {
    if (!(await run({ name: 'promote', id }, () => promoteModel(id)))) return;
    const key = `promoted-${id}`;
    const back = () => {
      message.destroy(key);
      if (before) void run({ name: 'promote', id: before }, () => promoteModel(before));
    };
    message.open({
      key,
      type: 'success',
      duration: UNDO_SECONDS,
      content: (
        <span>
          {t('desk.models.promoted')}{' '}
          {before ? (
            <button type="button" className="linked" onClick={back}>
              {t('action.undo')}
            </button>
          ) : null}
        </span>
      ),
    });
  }

  return {
    busy,
    train: () =>
      void run({ name: 'train' }, async () => {
        sayTrained(message, await trainModel());
      }),
    compare: (id) =>
      void run({ name: 'compare', id }, async () => {
        await compareModel(id);
        message.success(t('desk.models.compared'));
      }),
    promote: (id, before) => void promote(id, before),
  };
}

function sayTrained(message: ReturnType<typeof App.useApp>['message'], model: TriageModel): void {
  message.success(t('desk.models.trained', { count: model.corrections }));
}
