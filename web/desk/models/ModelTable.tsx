import { Button } from 'antd';
import type { ModelFigures, TriageModel, TriageModels } from '../../../src/triage/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { Table } from '../frame/Table.tsx';
import type { ModelWork } from './use-model-work.tsx';

/** Figures of a model, each a column, in the order in which they matter to who decides. */
const FIGURES = ['macroF1', 'kind', 'topThree', 'nature', 'decided', 'decidedRight'] as const;

/** All models, newest first, each beside the one that ran when it was tried; what can be done to each, and what that means. */
export function ModelTable({ models, work }: { models: TriageModels; work: ModelWork | null }) {
  const running = models.items.find((each) => each.status === 'running');
  return (
    <section className="form">
      <Table className="models">
        <caption>{t('desk.models.caption', { count: models.items.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.models.column.model')}</th>
            <th scope="col">{t('desk.models.column.learned')}</th>
            <th scope="col">{t('desk.models.column.tried')}</th>
            {FIGURES.map((each) => (
              <th key={each} scope="col">
                {t(`desk.models.figure.${each}`)}
              </th>
            ))}
            {work ? <th scope="col">{t('desk.models.column.deeds')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {models.items.map((model) => (
            <Row key={model.id} model={model} examples={models.examples} running={running} work={work} />
          ))}
        </tbody>
      </Table>
      {work ? (
        <>
          <p className="soft" id="models-promote">
            {t('desk.models.promote.means')}
          </p>
          <p className="soft" id="models-compare">
            {t('desk.models.compare.means')}
          </p>
        </>
      ) : null}
      <details>
        <summary>{t('desk.models.explain')}</summary>
        <dl className="meta">
          {FIGURES.map((each) => (
            <div key={each} style={{ display: 'contents' }}>
              <dt>{t(`desk.models.figure.${each}`)}</dt>
              <dd>{t(`desk.models.explain.${each}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

interface RowProps {
  model: TriageModel;
  examples: number;
  running: TriageModel | undefined;
  work: ModelWork | null;
}

function Row({ model, examples, running, work }: RowProps) {
  const now = new Date(useNow(60));
  const time = (at: string) => `${sayDate(at, now)} ${sayClock(at)}`;
  const made = time(model.madeAt);
  return (
    <tr>
      <th scope="row">
        {made} <span className={`tag ${TONES[model.status]}`}>{t(`desk.models.status.${model.status}`)}</span>
        <br />
        <span className="soft">
          {model.madeBy ? t('desk.models.made_by', { who: model.madeBy }) : t('desk.models.made_by_program')}
          {model.promotedAt && model.promotedBy
            ? t('desk.models.promoted_by', { who: model.promotedBy, time: time(model.promotedAt) })
            : ''}
        </span>
      </th>
      <td>{t('desk.models.learned_from', { examples, corrections: model.corrections })}</td>
      <td>
        {model.figures.tried === 0
          ? t('desk.models.untried')
          : t('desk.models.tried', { count: model.figures.tried, time: time(model.triedAt) })}
      </td>
      {FIGURES.map((each) => (
        <td key={each} className="figure">
          <Figure own={model.figures} running={model.status === 'running' ? null : model.runningFigures} name={each} />
        </td>
      ))}
      {work ? (
        <td>
          <Deeds model={model} made={made} running={running} work={work} />
        </td>
      ) : null}
    </tr>
  );
}

const TONES = { running: 'jade', candidate: 'ochre', retired: '' } as const;

/** A figure, and below it that of the one that ran on the same messages. */
function Figure({
  own,
  running,
  name,
}: {
  own: ModelFigures;
  running: ModelFigures | null;
  name: (typeof FIGURES)[number];
}) {
  if (own.tried === 0) return <span className="soft">{t('desk.models.no_figure')}</span>;
  const beside = running && running.tried > 0 ? running[name] : null;
  return (
    <>
      {sayFigure(own[name], name)}
      {beside === null ? null : (
        <>
          <br />
          <span className="soft">{t('desk.models.beside', { figure: sayFigure(beside, name) })}</span>
        </>
      )}
    </>
  );
}

function sayFigure(value: number | null, name: (typeof FIGURES)[number]): string {
  if (value === null) return t('desk.models.no_figure');
  return name === 'macroF1' ? value.toFixed(3) : `${Math.round(value * 100)}%`;
}

function Deeds({ model, made, running, work }: { model: TriageModel; made: string } & Omit<RowProps, 'examples'>) {
  const busy = (name: 'compare' | 'promote') => work?.busy?.name === name && work.busy.id === model.id;
  const back = model.status === 'retired';
  return (
    <span className="row-end">
      <Button
        size="small"
        aria-label={t('desk.models.compare.name', { time: made })}
        aria-describedby="models-compare"
        loading={busy('compare')}
        onClick={() => work?.compare(model.id)}
      >
        {t('desk.models.compare')}
      </Button>
      {model.status === 'running' ? null : (
        <Button
          size="small"
          aria-label={t(back ? 'desk.models.roll_back.name' : 'desk.models.promote.name', { time: made })}
          aria-describedby="models-promote"
          loading={busy('promote')}
          onClick={() => work?.promote(model.id, running?.id)}
        >
          {t(back ? 'desk.models.roll_back' : 'desk.models.promote')}
        </Button>
      )}
    </span>
  );
}
