import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { TopicList } from '../../../src/orders/schema/alike.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { placeText, useTree } from '../lookups.ts';
import type { Said } from './use-topic-verdicts.tsx';

interface CasesProps {
  topic: TopicList['items'][number];
  busy: boolean;
  /** Absent: the reader may look, not judge. */
  onSplit: ((said: Said) => void) | undefined;
}

/** The cases of a topic: what was said, where and when, never by whom; those that are marked are taken out. */
export function Cases({ topic, busy, onSplit }: CasesProps) {
  const tree = useTree();
  const now = new Date(useNow(60));
  const [ticked, setTicked] = useState<readonly string[]>([]);
  // What was taken out has left the topic, and is ticked no more.
  const marked = ticked.filter((id) => topic.cases.some((each) => each.id === id));
  const rest = topic.cases.map((each) => each.id).filter((id) => !marked.includes(id));
  const split = () =>
    onSplit?.({
      one: marked,
      other: rest,
      verdict: 'two_topics',
      sentence: t('desk.topics.split.done', { count: marked.length }),
    });
  return (
    <div className="cases">
      <ul className="near" aria-label={t('desk.topics.cases', { topic: topic.topic })}>
        {topic.cases.map((each) => (
          <li key={each.id}>
            {onSplit ? (
              <Checkbox
                checked={marked.includes(each.id)}
                aria-label={t('desk.topics.mark_case', { number: each.number })}
                onChange={({ target }) =>
                  setTicked(target.checked ? [...marked, each.id] : marked.filter((id) => id !== each.id))
                }
              />
            ) : null}
            <span>
              {each.text}
              <br />
              <span className="soft">
                {each.number} · {placeText(tree, each.placeUnitId)} · {sayDate(each.submittedAt, now)} ·{' '}
                {t(`status.${each.status as 'submitted'}`)}
              </span>
            </span>
            <Link to="/queue" search={{ order: each.id }}>
              {t('desk.topics.open')}
            </Link>
          </li>
        ))}
      </ul>
      {topic.messages > topic.cases.length ? (
        <p className="soft">{t('desk.topics.newest', { shown: topic.cases.length, count: topic.messages })}</p>
      ) : null}
      {onSplit ? (
        <div className="send">
          <Button
            size="small"
            disabled={marked.length === 0 || rest.length === 0}
            loading={busy}
            onClick={split}
            aria-describedby="topics-split"
          >
            {t('desk.topics.split', { count: marked.length })}
          </Button>
          <span className="soft" id="topics-split">
            {t('desk.topics.split.means')}
          </span>
        </div>
      ) : null}
    </div>
  );
}
