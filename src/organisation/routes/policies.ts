import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { loadOwnMap, removeOwnMap } from '../actions/maps.ts';
import { readPolicy, readPolicyHistory, type SavedPolicy, savePolicy } from '../actions/policies.ts';
import { readMap } from '../actions.ts';
import { MapInput, MapShape, PolicyShape, PolicyVersion } from '../schema.ts';

const tag = 'organisation';
const PolicyNameParam = Type.Object({ name: Type.String({ maxLength: 40 }) });

/** A district's boundaries with all their bends are a few megabytes. */
const MAP_LIMIT_BYTES = 16 * 1024 * 1024;

/** Policies with their history, and the network's own map. */
export function policyRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/policies/:name',
    permission: 'anyone',
    summary: 'A policy in force: needs, urgency, skills, departments or resources.',
    tag,
    params: PolicyNameParam,
    response: PolicyShape,
    async handle({ context, networkId, params }) {
      const policy = await readPolicy(context, networkId, params.name);
      return { body: shown(policy), version: policy.version };
    },
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/policies/:name',
    permission: ['administrator'],
    summary: 'Puts a new version of a policy in force; If-Match names the one it was made from.',
    tag,
    params: PolicyNameParam,
    body: Type.Object({ body: Type.Unknown({ description: 'the whole policy' }) }, { additionalProperties: false }),
    response: PolicyShape,
    bodyLimitBytes: 1024 * 1024,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      const policy = await savePolicy(
        context,
        signedIn(call),
        { name: params.name, body: body.body, ifMatch },
        attempt,
      );
      return { body: shown(policy), version: policy.version };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/policies/:name/versions',
    permission: ['administrator', 'observer'],
    summary: 'The newest fifty versions of a policy, newest first. Saving an old one anew rolls back.',
    tag,
    params: PolicyNameParam,
    response: Type.Object({ items: Type.Array(PolicyVersion) }),
    async handle({ context, networkId, params }) {
      const versions = await readPolicyHistory(context, networkId, params.name);
      return { body: { items: versions.map((row) => ({ ...shown(row), actorId: row.actorId })) } };
    },
  });
  mapRoutes(app);
}

function shown(row: SavedPolicy) {
  const { name, version, effectiveAt, body } = row;
  return { name, version, effectiveAt: effectiveAt.toISOString(), body: body as Record<string, unknown> };
}

function mapRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/map',
    permission: 'anyone',
    summary: 'The network’s own map with its review number; 404 where the schematic one is to be shown.',
    tag,
    response: MapShape,
    async handle({ context, networkId }) {
      const map = await readMap(context, networkId);
      return { body: { ...map, loadedAt: map.loadedAt.toISOString() } };
    },
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/map',
    permission: ['administrator'],
    summary: 'Loads the network’s own boundaries with their review number.',
    tag,
    body: MapInput,
    response: MapShape,
    bodyLimitBytes: MAP_LIMIT_BYTES,
    async handle({ context, body, attempt, ...call }) {
      const map = await loadOwnMap(context, signedIn(call), body, attempt);
      return { body: { ...map, loadedAt: map.loadedAt.toISOString() } };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/map',
    permission: ['administrator'],
    summary: 'Removes the own map, so that the schematic one is shown again.',
    tag,
    async handle({ context, attempt, ...call }) {
      await removeOwnMap(context, signedIn(call), attempt);
      return {};
    },
  });
}
