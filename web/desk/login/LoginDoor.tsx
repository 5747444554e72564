import { getRouteApi } from '@tanstack/react-router';
import { LoginPage } from './LoginPage.tsx';

const route = getRouteApi('/login');

/** Signing in by an address of its own, and back to where one came from: the desk or the wall, never another site. */
export function LoginDoor() {
  const { to } = route.useSearch();
  const navigate = route.useNavigate();
  const enter = () => {
    if (to?.startsWith('/screen/')) location.assign(to);
    else navigate({ to: '/' });
  };
  return <LoginPage onEntered={enter} />;
}
