import { getRouteApi } from '@tanstack/react-router';
import { unitsWith, useMe } from '../session.tsx';
import { QueueView } from './QueueView.tsx';

const route = getRouteApi('/frame/queue');

/** The dispatcher's live queue. */
export function QueuePage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <QueueView
      search={search}
      units={unitsWith(me, ['dispatcher', 'department_officer'])}
      confidential={false}
      onSearch={(next) => navigate({ search: next, replace: true })}
    />
  );
}
