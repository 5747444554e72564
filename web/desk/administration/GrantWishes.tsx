import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { GrantWish } from '../../../src/identity/schema.ts';
import { t } from '../../ui/language.ts';
import { answerWish, readWishes } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { useUnitName } from '../lookups.ts';

/** Roles over the whole network that wait for a second administrator; nothing where none waits. */
export function GrantWishes() {
  const { data } = useQuery({ queryKey: ['wishes'], queryFn: readWishes, refetchInterval: 30_000 });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="card form" aria-label={t('desk.wishes')}>
      <h2>{t('desk.wishes')}</h2>
      <p className="soft">{t('desk.wishes.say')}</p>
      <ul className="form">
        {data.items.map((wish) => (
          <Wish key={wish.id} wish={wish} />
        ))}
      </ul>
      {data.items.some((wish) => wish.mine) ? <p className="soft">{t('desk.wishes.alone')}</p> : null}
    </section>
  );
}

function Wish({ wish }: { wish: GrantWish }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const unit = useUnitName(wish.unitId);
  const name = wish.name ?? t('desk.fact.nameless');
  const role = t(`role.${wish.role}`);
  const answer = useMutation({
    mutationFn: (which: 'agree' | 'decline') => answerWish(wish.id, which),
    onSuccess(_done, which) {
      const declined = wish.mine ? t('desk.wishes.taken_back') : t('desk.wishes.declined');
      message.success(which === 'agree' ? t('desk.wishes.agreed', { name }) : declined);
      for (const queryKey of [['wishes'], ['grants'], ['people']]) client.invalidateQueries({ queryKey });
    },
    onError: (error) => void message.error(problemText(error)),
  });
  return (
    <li style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
      <span>{t('desk.wishes.line', { asker: wish.askedByName ?? t('desk.fact.nameless'), name, unit, role })}</span>
      {wish.mine ? null : (
        <Button
          type="primary"
          size="small"
          aria-label={t('desk.wishes.agree_which', { name, role })}
          loading={answer.isPending}
          onClick={() => answer.mutate('agree')}
        >
          {t('desk.wishes.agree')}
        </Button>
      )}
      <Button size="small" loading={answer.isPending} onClick={() => answer.mutate('decline')}>
        {t(wish.mine ? 'desk.wishes.take_back' : 'desk.wishes.decline')}
      </Button>
    </li>
  );
}
