import type { FastifyInstance } from 'fastify';
import { auditJobs } from '../audit/jobs.ts';
import { auditRoutes } from '../audit/routes.ts';
import { absencesEraser, absencesExporter } from '../dispatch/actions/absences.ts';
import { askingsEraser, askingsExporter } from '../dispatch/actions/askings.ts';
import { dispatchJobs } from '../dispatch/jobs.ts';
import { dispatchRoutes } from '../dispatch/routes.ts';
import { namesOf, personWithAccount } from '../identity/actions.ts';
import { identityJobs } from '../identity/jobs.ts';
import { authenticator, type IdentityPorts, identityRoutes } from '../identity/routes.ts';
import { unreadOf } from '../notify/actions.ts';
import { notifyJobs } from '../notify/jobs.ts';
import { notifyRoutes } from '../notify/routes.ts';
import { ordersEraser, ordersExporter } from '../orders/actions/my-data.ts';
import { orderNumbered, petitionsAmong } from '../orders/actions/parties.ts';
import { holderOfReceipt } from '../orders/actions/receipts.ts';
import { ordersJobs } from '../orders/jobs.ts';
import { ordersRoutes } from '../orders/routes.ts';
import { forgetOnChanges } from '../organisation/actions.ts';
import { organisationJobs } from '../organisation/jobs.ts';
import { organisationRoutes } from '../organisation/routes.ts';
import type { Context } from '../platform/context.ts';
import { createServer } from '../platform/http/server.ts';
import { type Job, platformJobs } from '../platform/jobs.ts';
import { Problem } from '../shared/problem.ts';
import { triageJobs } from '../triage/jobs.ts';
import { triageRoutes } from '../triage/routes.ts';
import { vaultRoutes } from '../vault/routes.ts';
import { actingVolunteer, volunteerEraser, volunteerExporter } from '../volunteers/actions.ts';
import { volunteersJobs } from '../volunteers/jobs.ts';
import { volunteersRoutes } from '../volunteers/routes.ts';
import { serveDocuments } from './documents.ts';
import { operationsRoutes } from './operations.ts';
import { servePages } from './pages.ts';
import { siteRoutes } from './site.ts';

/** What identity needs from higher capabilities, tied here. */
const identityPorts: IdentityPorts = {
  volunteerOf: actingVolunteer,
  unreadOf,
  exporters: [volunteerExporter, ordersExporter, askingsExporter, absencesExporter],
  erasers: [ordersEraser, volunteerEraser, askingsEraser, absencesEraser],
};

/** Every job of every capability. */
export const allJobs: readonly Job[] = [
  ...platformJobs,
  ...organisationJobs,
  ...identityJobs,
  ...volunteersJobs,
  ...triageJobs,
  ...ordersJobs,
  ...dispatchJobs,
  ...notifyJobs,
  ...auditJobs,
].map(onceThereIsATree);

/** A network that was begun and has no tree yet has nothing to do for any job. */
function onceThereIsATree(job: Job): Job {
  return {
    ...job,
    async run(context, networkId) {
      try {
        return await job.run(context, networkId);
      } catch (error) {
        if (error instanceof Problem && error.code === 'organisation.tree_missing') return false;
        throw error;
      }
    },
  };
}

/** The whole server, wired: API, documents, pages, health. `pages` is the folder of the built web, if there is one. */
export async function buildApp(
  context: Context,
  options: { requestsPerMinute?: number; pages?: string; trustedProxies?: readonly string[]; metricsKey?: string } = {},
): Promise<FastifyInstance> {
  const { requestsPerMinute } = options;
  const doors = { holderOfReceipt, ...(requestsPerMinute ? { wrongPerMinute: requestsPerMinute } : {}) };
  const app = await createServer(context, authenticator(context, identityPorts, doors), options);
  const stopForgetting = forgetOnChanges(context);
  app.addHook('onClose', async () => stopForgetting());
  await serveDocuments(app);
  auditRoutes(app, { namesOf, petitionsAmong, orderNumbered, personWithAccount });
  organisationRoutes(app);
  identityRoutes(app, identityPorts);
  vaultRoutes(app);
  volunteersRoutes(app);
  triageRoutes(app);
  ordersRoutes(app);
  dispatchRoutes(app);
  notifyRoutes(app);
  operationsRoutes(app, options);
  siteRoutes(app);
  if (options.pages) await servePages(app, options.pages);
  return app;
}
