import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { openStatuses } from '../../../src/orders/schema/states.ts';
import { t } from '../../ui/language.ts';
import { listOrders, listPetitions, readOpenings } from '../calls.ts';
import { holds, useMe } from '../session.tsx';
import { Nothing } from './said.tsx';
import { doorsOf, type StartDoor } from './start.ts';

/** Opens the page that this person works at; of several the first where something waits. */
export function Start() {
  const me = useMe();
  const doors = doorsOf(me);
  const [only, ...others] = doors;
  const { data, isPending } = useQuery({
    queryKey: ['start', doors],
    queryFn: () => firstWithWork(doors),
    enabled: others.length > 0,
    staleTime: 0,
    retry: false,
  });
  if (only && others.length > 0 && isPending) return <main className="body" aria-busy="true" />;
  if (only) return <Navigate to={`/${data ?? only}`} replace />;
  return (
    <main className="body">
      <Nothing
        action={
          <a href={holds(me, 'observer') ? '/screen/' : '/'}>
            {t(holds(me, 'observer') ? 'desk.start.screen' : 'desk.start.phone')}
          </a>
        }
      >
        {t(holds(me, 'observer') ? 'desk.start.observer' : 'desk.start.no_role')}
      </Nothing>
    </main>
  );
}

/** Asks page by page, in their order, and stops at the first where something waits; null: nowhere does. */
async function firstWithWork(doors: readonly StartDoor[]): Promise<StartDoor | null> {
  for (const door of doors) if (await waitsAt(door)) return door;
  return null;
}

async function waitsAt(door: StartDoor): Promise<boolean> {
  switch (door) {
    case 'queue':
      return (await listOrders({ confidential: false, status: [...openStatuses], limit: 1 })).items.length > 0;
    case 'register':
      return (await listPetitions({ limit: 1 })).items.length > 0;
    case 'custody':
      return (await readOpenings()).items.some((each) => !each.mine);
    case 'team':
    case 'units':
    case 'audit':
      // Nothing there waits for anybody.
      return false;
    default:
      return door satisfies never;
  }
}
