import type { FastifyInstance } from 'fastify';
import { alikeRoutes } from './routes/alike.ts';
import { breachRoutes } from './routes/breaches.ts';
import { listRoutes } from './routes/lists.ts';
import { openingRoutes } from './routes/openings.ts';
import { orderRoutes } from './routes/order.ts';
import { petitionRoutes } from './routes/petitions.ts';
import { photoRoutes } from './routes/photos.ts';
import { receiptRoutes } from './routes/receipts.ts';
import { streamRoutes } from './routes/stream.ts';

/** Every route of orders. */
export function ordersRoutes(app: FastifyInstance): void {
  orderRoutes(app);
  listRoutes(app);
  petitionRoutes(app);
  receiptRoutes(app);
  alikeRoutes(app);
  photoRoutes(app);
  streamRoutes(app);
  openingRoutes(app);
  breachRoutes(app);
}
