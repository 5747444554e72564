import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { TopicList } from '../../../src/orders/schema/alike.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { Table } from '../frame/Table.tsx';
import { holds, useMe } from '../session.tsx';
import { Cases } from './Cases.tsx';
import { type Said, useTopicVerdicts } from './use-topic-verdicts.tsx';

type Topic = TopicList['items'][number];

/** A topic is known by its oldest shown case: it keeps its place on the page when others join it. */
const keyOf = (topic: Topic): string => topic.cases.at(-1)?.id ?? topic.topic;

/** All topics, messages and likes apart, what grows marked; one is opened to its cases, two are put together. */
export function TopicRows({ topics, caption }: { topics: readonly Topic[]; caption: string }) {
  const me = useMe();
  const { say, busy } = useTopicVerdicts();
  const [open, setOpen] = useState<string>();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const mayJudge = holds(me, 'dispatcher');
  const chosen = topics.filter((topic) => marked.has(keyOf(topic)));
  const judge = async (said: Said) => {
    if (await say(said)) setMarked(new Set());
  };
  return (
    <section className="form">
      {mayJudge ? <JoinBar chosen={chosen} busy={busy} onJoin={judge} /> : null}
      <Table className="topics">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {mayJudge ? (
              <th scope="col">
                <span className="heard">{t('desk.topics.mark')}</span>
              </th>
            ) : null}
            <th scope="col">{t('desk.topics.column.topic')}</th>
            <th scope="col">{t('desk.topics.column.messages')}</th>
            <th scope="col">{t('desk.topics.column.likes')}</th>
            <th scope="col">{t('desk.topics.column.recent')}</th>
            <th scope="col">{t('desk.topics.column.usual')}</th>
            <th scope="col">{t('desk.topics.column.since')}</th>
          </tr>
        </thead>
        {topics.map((topic) => {
          const key = keyOf(topic);
          return (
            <tbody key={key}>
              <Row
                topic={topic}
                open={open === key}
                onOpen={() => setOpen(open === key ? undefined : key)}
                marked={mayJudge ? marked.has(key) : undefined}
                onMark={(on) => setMarked(withMark(marked, key, on))}
              />
              {open === key ? (
                <tr>
                  <td colSpan={mayJudge ? 7 : 6}>
                    <Cases topic={topic} busy={busy} onSplit={mayJudge ? judge : undefined} />
                  </td>
                </tr>
              ) : null}
            </tbody>
          );
        })}
      </Table>
    </section>
  );
}

function withMark(marked: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  const next = new Set(marked);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}

interface RowProps {
  topic: Topic;
  open: boolean;
  onOpen: () => void;
  /** Undefined: it cannot be marked. */
  marked: boolean | undefined;
  onMark: (on: boolean) => void;
}

function Row({ topic, open, onOpen, marked, onMark }: RowProps) {
  const now = new Date(useNow(60));
  const [first, last] = [sayDate(topic.first, now), sayDate(topic.last, now)];
  return (
    <tr>
      {marked === undefined ? null : (
        <td>
          <Checkbox
            checked={marked}
            aria-label={t('desk.topics.mark_one', { topic: topic.topic })}
            onChange={(event) => onMark(event.target.checked)}
          />
        </td>
      )}
      <th scope="row" className="prose">
        <button type="button" className="linked" aria-expanded={open} onClick={onOpen}>
          {topic.topic}
        </button>{' '}
        {topic.alarm ? <span className="tag danger">{t('desk.topics.alarm')}</span> : null}
      </th>
      <td className="figure">{topic.messages}</td>
      <td className="figure">{topic.likes}</td>
      <td className="figure">{topic.recent}</td>
      <td className="figure">{topic.usual.toFixed(1)}</td>
      <td>{first === last ? first : t('desk.topics.since', { first, last })}</td>
    </tr>
  );
}

interface JoinBarProps {
  chosen: readonly Topic[];
  busy: boolean;
  onJoin: (said: Said) => void;
}

/** What putting topics together means, and the button once two are marked. */
function JoinBar({ chosen, busy, onJoin }: JoinBarProps) {
  const [first, ...rest] = chosen;
  const join = () => {
    if (first && rest.length > 0)
      onJoin({
        one: first.cases.map((each) => each.id),
        other: rest.flatMap((topic) => topic.cases.map((each) => each.id)).slice(0, 20),
        verdict: 'one_topic',
        sentence: t('desk.topics.joined', { count: chosen.length }),
      });
  };
  return (
    <div className="send">
      <Button disabled={chosen.length !== 2} loading={busy} onClick={join} aria-describedby="topics-join">
        {t('desk.topics.join')}
      </Button>
      <span className="soft" id="topics-join">
        {t('desk.topics.join.means')}
      </span>
    </div>
  );
}
