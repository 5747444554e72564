import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Custody, Opening } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { agreeToOpening, refuseOpening } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { useNow } from '../frame/now.ts';
import { problemText, Trouble } from '../frame/said.tsx';
import { PaperForm } from './PaperForm.tsx';
import type { Opened } from './ShownIdentity.tsx';
import { openIdentity } from './shares.ts';

interface WaitingProps {
  openings: readonly Opening[];
  error: unknown;
  custody: Custody;
  ownKey: CryptoKey | null;
  onOpened: (opened: Opened) => void;
  onDone: () => void;
}

/** What waits for a second custodian. */
export function WaitingOpenings({ openings, error, ...rest }: WaitingProps) {
  return (
    <section className="card" aria-label={t('desk.custody.waiting')}>
      <h3>{t('desk.custody.waiting')}</h3>
      {error ? <Trouble error={error} again={rest.onDone} /> : null}
      {openings.length === 0 && !error ? <p className="soft">{t('desk.custody.waiting.none')}</p> : null}
      {openings.map((opening) => (
        <Waiting key={opening.id} opening={opening} {...rest} />
      ))}
    </section>
  );
}

/** What is missing for somebody to agree here, if anything is. */
function Lacking({ opening, mayAgree }: { opening: Opening; mayAgree: boolean }) {
  const { mine, handedOver, proposedByName } = opening;
  if (mine && handedOver) return null;
  if (!mine && mayAgree) return null;
  const words = mine
    ? t('desk.custody.waiting.take_back')
    : handedOver
      ? t('desk.custody.agree.not_with_key')
      : t('desk.custody.waiting.not_handed', { name: proposedByName ?? '' });
  return <p className="hint">{words}</p>;
}

/** With which key this browser would agree. */
interface With {
  key: CryptoKey;
  recoveryKeyId?: string;
}

function Waiting({
  opening,
  custody,
  ownKey,
  onOpened,
  onDone,
}: Omit<WaitingProps, 'openings' | 'error'> & { opening: Opening }) {
  const [byPaper, setByPaper] = useState(false);
  const now = new Date(useNow(60));
  const agree = useMutation({
    gcTime: 0,
    mutationFn: async ({ key, recoveryKeyId }: With) => {
      const agreed = await agreeToOpening(opening.id, recoveryKeyId === undefined ? {} : { recoveryKeyId });
      const identity = await openIdentity(agreed, key);
      onOpened({ identity, watermark: agreed.watermark, closesAt: agreed.closesAt, number: opening.number });
    },
    onSettled: onDone,
  });
  const refuse = useMutation({ mutationFn: () => refuseOpening(opening.id), onSettled: onDone });
  const ask = useAsk();
  const no = opening.mine ? 'take_back' : 'refuse';
  const papers = custody.recoveryKeys.filter((each) => opening.recoveryKeyIds.includes(each.id));
  const mayAgree = opening.handed && ownKey !== null;
  const proposed = `${sayDate(opening.proposedAt, now)} ${sayClock(opening.proposedAt)}`;
  return (
    <article className="form" aria-label={opening.number}>
      <p>
        <b className="figure">{opening.number}</b>{' '}
        {opening.mine
          ? t('desk.custody.waiting.mine', { time: proposed })
          : t('desk.custody.waiting.by', { name: opening.proposedByName ?? '', time: proposed })}
      </p>
      <p className="masking-plain">{opening.reason}</p>
      {opening.mine ? null : <p className="hint">{t('desk.custody.agree.says')}</p>}
      <Lacking opening={opening} mayAgree={mayAgree} />
      <div className="send">
        {mayAgree && !opening.mine ? (
          <Button type="primary" loading={agree.isPending} onClick={() => ownKey && agree.mutate({ key: ownKey })}>
            {t('desk.custody.agree')}
          </Button>
        ) : null}
        {!opening.mine && papers.length > 0 && !byPaper ? (
          <Button onClick={() => setByPaper(true)}>{t('desk.custody.agree_by_paper')}</Button>
        ) : null}
        <Button
          loading={refuse.isPending}
          onClick={() =>
            ask({
              title: t(`desk.custody.${no}_sure`, { number: opening.number }),
              says: t('desk.custody.refuse_what'),
              okText: t(`desk.custody.${no}`),
              onOk: () => refuse.mutate(),
            })
          }
        >
          {t(`desk.custody.${no}`)}
        </Button>
      </div>
      {byPaper ? (
        <PaperForm
          papers={papers}
          busy={agree.isPending}
          onRead={(key, recoveryKeyId) => agree.mutate({ key, recoveryKeyId })}
        />
      ) : null}
      {(agree.error ?? refuse.error) ? (
        <p className="wrong" role="alert">
          {problemText(agree.error ?? refuse.error)}
        </p>
      ) : null}
    </article>
  );
}
