import type { TopicList } from '../../../src/orders/schema/alike.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { Nothing } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';

/** Petitions of one matter, from five households on, in masked words: no case, no number, nobody. */
export function PetitionTopics({ topics, days }: { topics: TopicList['petitions']; days: number }) {
  const now = new Date(useNow(60));
  if (topics.length === 0) return <Nothing>{t('desk.topics.petitions.none', { days })}</Nothing>;
  return (
    <Table className="topics">
      <caption>{t('desk.topics.petitions.caption', { days })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.topics.column.topic')}</th>
          <th scope="col">{t('desk.topics.column.households')}</th>
          <th scope="col">{t('desk.topics.column.messages')}</th>
          <th scope="col">{t('desk.topics.column.recent')}</th>
          <th scope="col">{t('desk.topics.column.since')}</th>
        </tr>
      </thead>
      <tbody>
        {topics.map((topic) => (
          <tr key={`${topic.topic} ${topic.first}`}>
            <th scope="row">
              {topic.topic} {topic.alarm ? <span className="tag danger">{t('desk.topics.alarm')}</span> : null}
            </th>
            <td className="figure">{topic.households}</td>
            <td className="figure">{topic.messages}</td>
            <td className="figure">{topic.recent ?? t('desk.report.under_five')}</td>
            <td>{t('desk.topics.since', { first: sayDate(topic.first, now), last: sayDate(topic.last, now) })}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
