import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../platform/http/route.ts';
import { sendMade } from '../platform/http/send-made.ts';
import { endPost, fillPost, openPost, readPosts } from './actions/posts.ts';
import { changeUnit, closeUnit, keepUnitOpen, mergeUnits, moveUnit, openUnit } from './actions/units.ts';
import { listUnits, readCompactTree, readNetwork, readUnit, readUnitHistory } from './actions.ts';
import { policyRoutes } from './routes/policies.ts';
import { treeImportRoutes } from './routes/tree-import.ts';
import {
  ClosingInput,
  CompactTree,
  HolderInput,
  MergeInput,
  MoveInput,
  NetworkShape,
  NewPost,
  NewUnit,
  PostShape,
  UnitChange,
  UnitDetail,
  UnitFilter,
  UnitPage,
  UnitVersion,
} from './schema.ts';

const tag = 'organisation';
const UnitId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const PostId = Type.Object({ id: Type.String({ format: 'uuid' }), postId: Type.String({ format: 'uuid' }) });

/** Networks, the tree, posts, policies, maps. */
export function organisationRoutes(app: FastifyInstance): void {
  networkRoutes(app);
  unitRoutes(app);
  reshapingRoutes(app);
  postRoutes(app);
  policyRoutes(app);
  treeImportRoutes(app);
}

function networkRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/network',
    permission: 'anyone',
    summary: 'The network that answers here.',
    tag,
    response: NetworkShape,
    handle: async ({ context, networkId }) => ({ body: await readNetwork(context, networkId) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/tree',
    permission: 'anyone',
    summary: 'The whole tree of units that work today, without teams; with an ETag.',
    tag,
    response: CompactTree,
    async handle({ context, networkId, request, reply }) {
      sendMade(await readCompactTree(context, networkId), request, reply);
      return {};
    },
  });
}

function unitRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/units',
    permission: 'anyone',
    summary: 'Units by code, filtered; teams too.',
    tag,
    query: UnitFilter,
    response: UnitPage,
    handle: async ({ context, networkId, query }) => ({ body: await listUnits(context, networkId, query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/units/:id',
    permission: 'anyone',
    summary: 'One unit, closed ones too.',
    tag,
    params: UnitId,
    response: UnitDetail,
    async handle({ context, networkId, params }) {
      const unit = await readUnit(context, networkId, params.id);
      return { body: unit, version: unit.version };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/units/:id/history',
    permission: 'anyone',
    summary: 'What a unit was called and where it stood, oldest first.',
    tag,
    params: UnitId,
    response: Type.Object({ items: Type.Array(UnitVersion) }),
    handle: async ({ context, networkId, params }) => ({
      body: { items: await readUnitHistory(context, networkId, params.id) },
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/units',
    permission: ['administrator'],
    summary: 'Opens a unit below another.',
    tag,
    body: NewUnit,
    response: UnitDetail,
    status: 201,
    async handle({ context, body, attempt, ...call }) {
      const unit = await openUnit(context, signedIn(call), body, attempt);
      return { body: unit, version: unit.version };
    },
  });
  route(app, {
    method: 'PATCH',
    url: '/api/v1/units/:id',
    permission: ['administrator'],
    summary: 'Changes what is written of a unit; If-Match guards against another’s change.',
    tag,
    params: UnitId,
    body: UnitChange,
    response: UnitDetail,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      const unit = await changeUnit(context, signedIn(call), params.id, body, ifMatch, attempt);
      return { body: unit, version: unit.version };
    },
  });
}

function reshapingRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/units/:id/actions/close',
    permission: ['administrator'],
    summary: 'Closes a unit on a date; the heir carries on what is open.',
    tag,
    params: UnitId,
    body: ClosingInput,
    response: UnitDetail,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      const unit = await closeUnit(context, signedIn(call), params.id, body, ifMatch, attempt);
      return { body: unit, version: unit.version };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/units/:id/actions/keep_open',
    permission: ['administrator'],
    summary: 'Takes back a closing that is planned for a later day.',
    tag,
    params: UnitId,
    response: UnitDetail,
    async handle({ context, params, ifMatch, attempt, ...call }) {
      const unit = await keepUnitOpen(context, signedIn(call), params.id, ifMatch, attempt);
      return { body: unit, version: unit.version };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/units/:id/actions/merge',
    permission: ['administrator'],
    summary: 'Merges a unit into another of its level.',
    tag,
    params: UnitId,
    body: MergeInput,
    response: UnitDetail,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      const unit = await mergeUnits(context, signedIn(call), params.id, body, ifMatch, attempt);
      return { body: unit, version: unit.version };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/units/:id/actions/move',
    permission: ['administrator'],
    summary: 'Moves a unit with all below it.',
    tag,
    params: UnitId,
    body: MoveInput,
    response: UnitDetail,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      const unit = await moveUnit(context, signedIn(call), params.id, body, ifMatch, attempt);
      return { body: unit, version: unit.version };
    },
  });
}

function postRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/units/:id/posts',
    permission: ['administrator', 'dispatcher', 'petition_clerk', 'department_officer', 'observer'],
    summary: 'Staff posts of a unit and who fills them.',
    tag,
    params: UnitId,
    response: Type.Object({ items: Type.Array(PostShape) }),
    handle: async ({ context, params, ...call }) => ({
      body: { items: await readPosts(context, signedIn(call), params.id) },
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/units/:id/posts',
    permission: ['administrator'],
    summary: 'Sets up a post.',
    tag,
    params: UnitId,
    body: NewPost,
    response: PostShape,
    status: 201,
    handle: async ({ context, params, body, attempt, ...call }) => ({
      body: await openPost(context, signedIn(call), params.id, body, attempt),
    }),
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/units/:id/posts/:postId/holder',
    permission: ['administrator'],
    summary: 'Gives a post to somebody, or to nobody.',
    tag,
    params: PostId,
    body: HolderInput,
    response: PostShape,
    async handle({ context, params, body, attempt, ...call }) {
      const post = { unitId: params.id, postId: params.postId };
      return { body: await fillPost(context, signedIn(call), post, body, attempt) };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/units/:id/posts/:postId',
    permission: ['administrator'],
    summary: 'Ends a post; who filled it stays on record.',
    tag,
    params: PostId,
    async handle({ context, params, attempt, ...call }) {
      await endPost(context, signedIn(call), { unitId: params.id, postId: params.postId }, attempt);
      return {};
    },
  });
}
