import { Navigate } from '@tanstack/react-router';
import { t } from '../../ui/language.ts';
import { holds, teamsLedBy, useMe } from '../session.tsx';
import { Nothing } from './said.tsx';

/** Opens the page that this person works at. */
export function Start() {
  const me = useMe();
  if (holds(me, 'dispatcher', 'department_officer')) return <Navigate to="/queue" replace />;
  if (holds(me, 'petition_clerk')) return <Navigate to="/petitions" replace />;
  if (teamsLedBy(me).length > 0) return <Navigate to="/team" replace />;
  if (holds(me, 'administrator')) return <Navigate to="/units" replace />;
  if (holds(me, 'auditor')) return <Navigate to="/audit" replace />;
  if (holds(me, 'custodian')) return <Navigate to="/custody" replace />;
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
