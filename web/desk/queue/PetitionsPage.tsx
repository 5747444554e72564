import { getRouteApi } from '@tanstack/react-router';
import { unitsWith, useMe } from '../session.tsx';
import { QueueView } from './QueueView.tsx';

const route = getRouteApi('/frame/petitions');

/** What asked for confidence: petitions, complaints and the unsure, before the county's petition clerks alone. */
export function PetitionsPage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <QueueView
      search={search}
      units={unitsWith(me, ['petition_clerk'])}
      confidential
      onSearch={(next) => navigate({ search: next, replace: true })}
    />
  );
}
