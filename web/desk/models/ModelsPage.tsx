import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { TriageModel, TriageModels } from '../../../src/triage/schema.ts';
import { t } from '../../ui/language.ts';
import { listModels } from '../calls.ts';
import { Trouble } from '../frame/said.tsx';
import { useTree } from '../lookups.ts';
import { administersAll, useMe } from '../session.tsx';
import { ModelTable } from './ModelTable.tsx';
import { type ModelWork, useModelWork } from './use-model-work.tsx';

/** How long the page waits before it asks again whether a training is over. */
const LOOK_MILLISECONDS = 2_000;

/** For administrators: the model that suggests kinds, candidates and those before it, each with how it did. */
export function ModelsPage() {
  const me = useMe();
  const tree = useTree();
  const { data, error, refetch } = useQuery({
    queryKey: ['models'],
    queryFn: listModels,
    refetchInterval: ({ state }) => (state.data?.training ? LOOK_MILLISECONDS : false),
  });
  const work = useModelWork(data);
  const mayChange = administersAll(me, tree);
  return (
    <>
      <header className="bar">
        <h1>{t('desk.models.title')}</h1>
      </header>
      <main className="body">
        <div className="page wide">
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {!data && !error ? <p className="skeleton soft">{t('state.loading')}</p> : null}
          {data ? <Shown models={data} work={mayChange ? work : null} /> : null}
        </div>
      </main>
    </>
  );
}

function Shown({ models, work }: { models: TriageModels; work: ModelWork | null }) {
  const running = models.items.find((each) => each.status === 'running');
  return (
    <>
      <section className="card" aria-label={t('desk.models.school')}>
        <h2>{running ? sayRunning(running) : t('desk.models.none')}</h2>
        <p>{t('desk.models.learned', { examples: models.examples, corrections: models.corrections })}</p>
        <p>{t(models.heldBack === 0 ? 'desk.models.no_test' : 'desk.models.test', { count: models.heldBack })}</p>
        {work ? (
          <div className="send">
            <Button
              type="primary"
              aria-describedby="models-retrain"
              loading={work.busy?.name === 'train' || models.training}
              onClick={() => work.train()}
            >
              {t('desk.models.train')}
            </Button>
            <span className="soft" id="models-retrain">
              {t(models.training ? 'desk.models.training' : 'desk.models.train.means')}
            </span>
          </div>
        ) : (
          <p className="soft">{t('desk.models.not_yours')}</p>
        )}
      </section>
      <ModelTable models={models} work={work} />
    </>
  );
}

function sayRunning({ figures, decidedFrom }: TriageModel): string {
  if (figures.tried === 0) return t('desk.models.running.untried');
  const share = Math.round(figures.kind * 100);
  return t(decidedFrom > 1 ? 'desk.models.running.never' : 'desk.models.running', { share });
}
