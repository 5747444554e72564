import { useQuery } from '@tanstack/react-query';
import type { UnitDetail } from '../../../src/organisation/schema.ts';
import { t } from '../../ui/language.ts';
import { listVolunteers, readFigures, readGrants, readPosts, readTeam } from '../calls.ts';
import { Trouble } from '../frame/said.tsx';

/** So many volunteers are counted one by one; of more it is said that there are more. */
const COUNTED = 100;

/** Reads what a unit leaves behind when it closes or is merged; nobody decides on it before that stands there. */
export function useImpact(unit: UnitDetail, deed: string) {
  return useQuery({
    queryKey: ['unit-impact', unit.id],
    queryFn: () => impactOf(unit),
    staleTime: 0,
    enabled: deed === 'close' || deed === 'merge',
  });
}

interface ImpactProps {
  unit: UnitDetail;
  deed: 'close' | 'merge';
  impact: ReturnType<typeof useImpact>;
}

/** Its open orders, petitions, volunteers, roles and posts, with their numbers. */
export function Impact({ unit, deed, impact: { data, error, refetch } }: ImpactProps) {
  if (error) return <Trouble error={error} again={() => refetch()} />;
  if (!data) return <p className="skeleton soft">{t('state.loading')}</p>;
  const lines = [
    data.orders > 0 ? t('desk.impact.orders', { count: data.orders }) : '',
    data.team ? t('desk.impact.team_orders') : '',
    data.petitions > 0 ? t('desk.impact.petitions') : '',
    data.volunteers > 0
      ? t(data.volunteersMore ? 'desk.impact.volunteers_more' : `desk.impact.${data.team ? 'members' : 'volunteers'}`, {
          count: data.volunteers,
        })
      : '',
    data.roles > 0 ? t('desk.impact.roles', { count: data.roles }) : '',
    data.posts > 0 ? t('desk.impact.posts', { count: data.posts }) : '',
    deed === 'merge' && unit.children > 0 ? t('desk.impact.below', { count: unit.children }) : '',
  ].filter((line) => line !== '');
  return (
    <section aria-live="polite">
      <h3>{t('desk.impact')}</h3>
      {lines.length === 0 ? (
        <p>{t('desk.impact.nothing')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

async function impactOf(unit: UnitDetail) {
  const team = unit.level === 'team';
  const [figures, grants, posts, volunteers] = await Promise.all([
    readFigures(unit.id),
    readGrants({ unit: unit.id, exactly: true }),
    readPosts(unit.id),
    team
      ? readTeam(unit.id).then(({ members }) => ({ count: members, more: false }))
      : listVolunteers({ unit: unit.id, limit: COUNTED }).then(({ items, nextCursor }) => ({
          count: items.length,
          more: nextCursor !== null,
        })),
  ]);
  return {
    team,
    orders: figures.open,
    petitions: figures.petitions,
    volunteers: volunteers.count,
    volunteersMore: volunteers.more,
    roles: grants.items.length,
    posts: posts.items.filter((post) => post.holders.some((holder) => holder.until === null)).length,
  };
}
