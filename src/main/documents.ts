import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** The API's own description at `/api/openapi.json`, and a page to read and try it at `/api/docs`. */
export async function serveDocuments(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  app.get('/api/openapi.json', { schema: { hide: true }, config: { permission: 'anyone' } }, async () => app.swagger());
}
