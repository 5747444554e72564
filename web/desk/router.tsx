import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Broken } from './frame/Broken.tsx';
import { Frame } from './frame/Frame.tsx';
import { Missing } from './frame/Missing.tsx';
import { LoginDoor } from './login/LoginDoor.tsx';
import { readRegisterSearch } from './petitions/search.ts';
import { QueuePage } from './queue/QueuePage.tsx';
import { readQueueSearch } from './queue/search.ts';
import { readTopicSearch } from './topics/search.ts';

/** What the address says as text: a row of figures alone comes as a number. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing });
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: LoginDoor,
  validateSearch: (search): { to?: string } => {
    const to = text(search['to']);
    return to ? { to } : {};
  },
});
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame, notFoundComponent: Missing });
const start = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('./frame/Start.tsx'), 'Start'),
});
const queue = createRoute({
  getParentRoute: () => frame,
  path: '/queue',
  component: QueuePage,
  validateSearch: readQueueSearch,
});
const petitions = createRoute({
  getParentRoute: () => frame,
  path: '/petitions',
  component: lazyRouteComponent(() => import('./queue/PetitionsPage.tsx'), 'PetitionsPage'),
  validateSearch: readQueueSearch,
});
const batches = createRoute({
  getParentRoute: () => frame,
  path: '/batches',
  component: lazyRouteComponent(() => import('./batches/BatchesPage.tsx'), 'BatchesPage'),
  validateSearch: (search): { unit?: string } => pick(search, ['unit']),
});
const gaps = createRoute({
  getParentRoute: () => frame,
  path: '/gaps',
  component: lazyRouteComponent(() => import('./gaps/GapsPage.tsx'), 'GapsPage'),
  validateSearch: (search): { unit?: string } => pick(search, ['unit']),
});
const week = createRoute({
  getParentRoute: () => frame,
  path: '/week',
  component: lazyRouteComponent(() => import('./week/WeekPage.tsx'), 'WeekPage'),
  validateSearch: (search): { unit?: string } => pick(search, ['unit']),
});
const register = createRoute({
  getParentRoute: () => frame,
  path: '/register',
  component: lazyRouteComponent(() => import('./petitions/RegisterPage.tsx'), 'RegisterPage'),
  validateSearch: readRegisterSearch,
});
/** A month of the address, where it names one. */
function monthIn<Name extends string>(search: Record<string, unknown>, name: Name): { [Key in Name]?: string } {
  const month = search[name];
  return typeof month === 'string' && /^\d{4}-\d{2}$/.test(month)
    ? ({ [name]: month } as { [Key in Name]?: string })
    : {};
}

const reports = createRoute({
  getParentRoute: () => frame,
  path: '/reports',
  component: lazyRouteComponent(() => import('./petitions/ReportPage.tsx'), 'ReportPage'),
  validateSearch: (search): { unit?: string; from?: string; to?: string } => ({
    ...pick(search, ['unit']),
    ...monthIn(search, 'from'),
    ...monthIn(search, 'to'),
  }),
});
const topics = createRoute({
  getParentRoute: () => frame,
  path: '/topics',
  component: lazyRouteComponent(() => import('./topics/TopicsPage.tsx'), 'TopicsPage'),
  validateSearch: readTopicSearch,
});
const intake = createRoute({
  getParentRoute: () => frame,
  path: '/intake',
  component: lazyRouteComponent(() => import('./intake/IntakePage.tsx'), 'IntakePage'),
});
const inbox = createRoute({
  getParentRoute: () => frame,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./inbox/InboxPage.tsx'), 'InboxPage'),
});
const team = createRoute({
  getParentRoute: () => frame,
  path: '/team',
  component: lazyRouteComponent(() => import('./team/TeamPage.tsx'), 'TeamPage'),
  validateSearch: (search): { team?: string; view?: string; order?: string } => pick(search, ['team', 'view', 'order']),
});
const units = createRoute({
  getParentRoute: () => frame,
  path: '/units',
  component: lazyRouteComponent(() => import('./administration/TreePage.tsx'), 'TreePage'),
  validateSearch: (search): { unit?: string } => pick(search, ['unit']),
});
const people = createRoute({
  getParentRoute: () => frame,
  path: '/people',
  component: lazyRouteComponent(() => import('./administration/PeoplePage.tsx'), 'PeoplePage'),
  validateSearch: (search): { text?: string; unit?: string; person?: string; within?: string } =>
    pick(search, ['text', 'unit', 'person', 'within']),
});
const policies = createRoute({
  getParentRoute: () => frame,
  path: '/policies',
  component: lazyRouteComponent(() => import('./administration/PoliciesPage.tsx'), 'PoliciesPage'),
  validateSearch: (search): { policy?: string; row?: string } => pick(search, ['policy', 'row']),
});
const models = createRoute({
  getParentRoute: () => frame,
  path: '/models',
  component: lazyRouteComponent(() => import('./models/ModelsPage.tsx'), 'ModelsPage'),
});
const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  component: lazyRouteComponent(() => import('./audit/AuditPage.tsx'), 'AuditPage'),
  validateSearch: (
    search,
  ): Partial<Record<'category' | 'actor' | 'person' | 'named' | 'side' | 'from' | 'to' | 'cursor', string>> =>
    pick(search, ['category', 'actor', 'person', 'named', 'side', 'from', 'to', 'cursor']),
});
const account = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/AccountPage.tsx'), 'AccountPage'),
});
const custody = createRoute({
  getParentRoute: () => frame,
  path: '/custody',
  component: lazyRouteComponent(() => import('./vault/CustodyPage.tsx'), 'CustodyPage'),
});
const breaches = createRoute({
  getParentRoute: () => frame,
  path: '/breaches',
  component: lazyRouteComponent(() => import('./vault/BreachesPage.tsx'), 'BreachesPage'),
  validateSearch: (search): { breach?: string; actor?: string; from?: string; to?: string } =>
    pick(search, ['breach', 'actor', 'from', 'to']),
});
const orderAddress = createRoute({
  getParentRoute: () => frame,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('./inbox/OrderAddress.tsx'), 'OrderAddress'),
});

/** Of what the address says, the texts that the page knows. */
function pick<Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const picked: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = text(search[name]);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    frame.addChildren([
      start,
      queue,
      petitions,
      batches,
      gaps,
      week,
      register,
      reports,
      topics,
      intake,
      inbox,
      team,
      units,
      people,
      policies,
      models,
      audit,
      account,
      custody,
      breaches,
      orderAddress,
    ]),
  ]),
  basepath: '/desk',
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
