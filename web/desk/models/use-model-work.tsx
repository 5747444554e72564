import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useState } from 'react';
import type { TriageModels } from '../../../src/triage/schema.ts';
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

/** A work that was begun here, and the models that were there before. */
interface Begun {
  name: 'train' | 'compare';
  before: readonly string[];
}

const UNDO_SECONDS = 10;

/**
 * Trains, compares and promotes, and says how it went: training and comparing go on for a while after they were begun, and are
 * over when the list says so. What was let run can be taken back.
 */
export function useModelWork(models: TriageModels | undefined): ModelWork {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<ModelWork['busy']>();
  const [begun, setBegun] = useState<Begun>();
  useEffect(() => {
    if (!begun || !models || models.training) return;
    setBegun(undefined);
    setBusy(undefined);
    if (models.failedAt) message.error(t(`desk.models.${begun.name}.failed`));
    else if (begun.name === 'compare') message.success(t('desk.models.compared'));
    else {
      const made = models.items.find(({ id }) => !begun.before.includes(id));
      message.success(t('desk.models.trained', { count: made?.corrections ?? 0 }));
    }
  }, [begun, models, message]);

  async function start(doing: Pick<Begun, 'name'> & { id?: string }, work: () => Promise<TriageModels>): Promise<void> {
    if (busy) return;
    setBusy(doing);
    const before = (models?.items ?? []).map(({ id }) => id);
    try {
      client.setQueryData(['models'], await work());
      setBegun({ name: doing.name, before });
    } catch (error) {
      message.error(asRefusal(error).sentence);
      setBusy(undefined);
      await client.invalidateQueries({ queryKey: ['models'] });
    }
  }

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
    train: () => void start({ name: 'train' }, trainModel),
    compare: (id) => void start({ name: 'compare', id }, () => compareModel(id)),
    promote: (id, before) => void promote(id, before),
  };
}
