import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../platform/http/route.ts';
import { suggestFor } from './actions.ts';
import { modelRoutes } from './routes/models.ts';
import { maskingOf } from './rules/masking.ts';
import { PlacesShape } from './schema.ts';

const Suggestion = Type.Object({
  nature: Type.String({ enum: ['public_service', 'petition', 'complaint', 'consultation', 'emergency'] }),
  kind: Type.Union([Type.String(), Type.Null()]),
  urgency: Type.String({ enum: ['critical', 'urgent', 'priority', 'normal', 'scheduled'] }),
  confidential: Type.Boolean(),
  words: Type.Array(Type.String()),
  callFirst: Type.Union([Type.String(), Type.Null()], {
    description: '110, 119, 120, or 12356 for who does not want to live: call before anything else',
  }),
  places: PlacesShape,
});

const Masks = Type.Array(
  Type.Object({
    from: Type.Integer({ description: 'first character, counted in UTF-16 units' }),
    to: Type.Integer({ description: 'after the last character' }),
    kind: Type.String({ enum: ['name', 'phone', 'plate', 'identity', 'account', 'address', 'date'] }),
    replacement: Type.String({ description: 'the words that may stand there instead' }),
  }),
);

/** What a message seems to be, while it is being written. */
export function triageRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/triage/suggest',
    permission: 'signed_in',
    summary: 'What a message seems to be; nothing of it is kept',
    tag: 'triage',
    body: Type.Object(
      {
        text: Type.String({ minLength: 1, maxLength: 4000 }),
        writerUnitId: Type.Optional(
          Type.String({
            format: 'uuid',
            description: 'where its writer lives, if somebody else types; else the caller’s home',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    response: Suggestion,
    handle: async (call) => ({ body: await suggestFor(call.context, signedIn(call), call.body) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/triage/masking',
    permission: ['petition_clerk', 'dispatcher', 'administrator'],
    summary: 'What in a text identifies somebody, offered to the person who forwards it; nothing of it is kept',
    tag: 'triage',
    body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 10_000 }) }, { additionalProperties: false }),
    response: Type.Object({ masks: Masks }),
    handle: async (call) => ({ body: { masks: maskingOf(call.body.text) } }),
  });
  modelRoutes(app);
}
