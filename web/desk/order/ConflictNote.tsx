import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { say, t } from '../../ui/language.ts';
import { sayWindow } from '../../ui/times.ts';
import { reasonText } from '../frame/said.tsx';
import { useKindName, useUnitName } from '../lookups.ts';
import { changesBetween, type Facet, facets, saidSince, type Wish, wordsOf } from './changes.ts';
import { useSteps } from './History.tsx';

interface ConflictNoteProps {
  /** As this person saw it when they began. */
  before: OrderDetail;
  now: OrderDetail;
  /** What they want to do. */
  wish: Wish;
  busy?: boolean;
  /** What they want is not said whole yet: a kind, a unit or words are missing. */
  unready?: boolean;
  onAgain: () => void;
  onLeave: () => void;
}

/** Somebody was quicker: as it was, as it is and by whom, what this person wants; nothing of theirs is done or lost. */
export function ConflictNote({
  before,
  now,
  wish,
  busy = false,
  unready = false,
  onAgain,
  onLeave,
}: ConflictNoteProps) {
  const note = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const latest = useSteps(now).at(-1);
  const [was, is, wished] = [useFacetTexts(before), useFacetTexts(now), useWishTexts(wish)];
  const changed = changesBetween(before, now);
  const rows = facets.filter((facet) => changed.includes(facet) || (wished[facet] && wished[facet] !== is[facet]));
  const said = saidSince(before, now)
    .map((word) =>
      t('desk.conflict.said', { who: t(`desk.word.${word.kind as 'note'}`, { by: word.by ?? '' }), words: word.words }),
    )
    .join('\n');
  const state = now.actions.find((each) => each.name === wish.name);
  const allowed = state?.allowed ?? true;
  return (
    <section className="conflict" role="alert" ref={note}>
      <p>
        <b>{t('desk.conflict.title')}</b> {t('desk.conflict.nothing_done')}
      </p>
      {latest ? (
        <p className="soft">{t('desk.conflict.latest', { time: latest.clock, sentence: latest.sentence })}</p>
      ) : null}
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="heard">{t('desk.conflict.facet')}</span>
            </th>
            <th scope="col">{t('desk.conflict.was')}</th>
            <th scope="col">{t('desk.conflict.is')}</th>
            <th scope="col">{t('desk.conflict.wished')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((facet) => (
            <tr key={facet}>
              <th scope="row">{t(`desk.facet.${facet}`)}</th>
              <td className="soft">{(facet === 'said' ? '' : was[facet]) || t('desk.none')}</td>
              <td>{(facet === 'said' ? said : is[facet]) || t('desk.none')}</td>
              <td>{wished[facet] ?? t('desk.conflict.as_is')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {allowed ? null : <p>{t('desk.conflict.too_late', { reason: reasonText(state?.reason ?? null) ?? '' })}</p>}
      <div className="send">
        <Button onClick={onLeave}>{t('desk.conflict.leave')}</Button>
        <Button onClick={onAgain} loading={busy} disabled={!allowed || unready}>
          {t('desk.conflict.again')}
        </Button>
      </div>
    </section>
  );
}

type Texts = Record<Facet, string>;

function useFacetTexts(order: OrderDetail): Texts {
  const kindName = useKindName();
  return {
    status: t(`status.${order.status}`),
    nature: order.nature ? t(`nature.${order.nature}`) : '',
    kind: order.kind === null ? '' : kindName(order.kind),
    urgency: order.urgency ? t(`urgency.${order.urgency}`) : '',
    confidential: order.confidential ? t('desk.fact.confidential') : t('desk.conflict.open'),
    places: String(order.places),
    owner: useUnitName(order.unitId),
    supervisor: useUnitName(order.supervisedBy),
    team: useUnitName(order.teamId),
    people: String(order.assigned),
    merged: order.mergedInto
      ? t('desk.conflict.merged_away')
      : order.mergedFrom.length > 0
        ? t('desk.conflict.merged_here', { count: order.mergedFrom.length })
        : '',
    words: order.text ?? '',
    door: order.place ?? '',
    wish: order.wish ?? sayWindow(order.earliestAt, order.latestAt, new Date()) ?? '',
    said: order.words.map((word) => word.words).join('\n'),
  };
}

/** What the deed would set, facet by facet; what it leaves alone is absent. */
function useWishTexts(wish: Wish): Partial<Texts> {
  const kindName = useKindName();
  const { name, input } = wish;
  const unit = useUnitName(name === 'hand_over' ? input.unitId : null);
  const team = useUnitName(name === 'dispatch' ? input.teamId : null);
  const words = wordsOf(wish)?.trim();
  const texts: Partial<Texts> = words ? { said: words } : {};
  if (name === 'hand_over') texts.owner = unit;
  if (name === 'dispatch')
    texts.team = input.teamId ? team : t('desk.send.people', { count: input.personIds?.length ?? 0 });
  if (name === 'triage') {
    texts.nature = t(`nature.${input.nature}`);
    if (input.kind) texts.kind = kindName(input.kind);
    if (input.urgency) texts.urgency = t(`urgency.${input.urgency}`);
    if (input.places) texts.places = String(input.places);
    if (input.confidential) texts.confidential = t('desk.fact.confidential');
  }
  const status = say(`desk.wish.${name}`);
  return status ? { ...texts, status } : texts;
}
