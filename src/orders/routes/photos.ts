import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { Problem } from '../../shared/problem.ts';
import { PHOTO_BYTES, readPhoto, uploadPhoto } from '../actions/photos.ts';

/** Bytes of a picture: told by their type alone, and looked at by the decoder, not by the validator. */
const Picture = Object.fromEntries(
  ['image/jpeg', 'image/png', 'image/webp'].map((contentMediaType) => [
    contentMediaType,
    { schema: { contentMediaType } },
  ]),
);

/** Photos of orders. Pictures are read for the one route that takes them: elsewhere nobody has 12 MB kept in memory. */
export function photoRoutes(app: FastifyInstance): void {
  app.register(async (alone) => {
    alone.addContentTypeParser(
      Object.keys(Picture),
      { parseAs: 'buffer', bodyLimit: PHOTO_BYTES },
      (_request, body, done) => done(null, body),
    );
    uploadRoute(alone);
  });
  readRoute(app);
}

function uploadRoute(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/photos',
    permission: 'signed_in',
    summary: 'Send a photo (JPEG, PNG or WebP as the body); name its id when placing the order within a day',
    tag: 'orders',
    body: Type.Unsafe<unknown>({ content: Picture }),
    response: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    status: 201,
    limitPerMinute: 30,
    bodyLimitBytes: PHOTO_BYTES,
    async handle(call) {
      if (!Buffer.isBuffer(call.body))
        throw new Problem('orders.photo_unreadable', 422, 'This is no photo we can read. Send a JPEG, PNG or WebP.');
      return { body: await uploadPhoto(call.context, signedIn(call), call.body, call.attempt) };
    },
  });
}

function readRoute(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/photos/:id',
    permission: 'signed_in',
    summary: 'A photo, for who may read the words of its order',
    tag: 'orders',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    response: Type.Unsafe<Buffer>({ type: 'string', format: 'binary', description: 'image/jpeg' }),
    async handle(call) {
      const picture = await readPhoto(call.context, signedIn(call), call.params.id);
      call.reply
        .header('content-type', 'image/jpeg')
        // Of a petition nothing stays behind on a device that others use.
        .header('cache-control', 'no-store')
        .header('content-disposition', 'inline');
      // Bytes, not JSON: what is sent is what was kept.
      call.reply.serializer((body: unknown) => body as string);
      return { body: picture };
    },
  });
}
