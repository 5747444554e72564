import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { sendMade } from '../../platform/http/send-made.ts';
import { loadOwnMap, removeOwnMap } from '../actions/maps.ts';
import {
  checkPolicy,
  policyNamed,
  readPolicy,
  readPolicyHistory,
  type SavedPolicy,
  savePolicy,
} from '../actions/policies.ts';
import { readAskableNeeds, readMap } from '../actions.ts';
import { AskableNeeds } from '../policies/schema/needs.ts';
import { policyShapes } from '../policies/schema/policies.ts';
import { MapInput, MapShape, PolicyFaults, PolicyInput, PolicyShape, PolicyVersion } from '../schema.ts';

const tag = 'organisation';
const PolicyNameParam = Type.Object({ name: Type.String({ maxLength: 40 }) });

/** A district's boundaries with all their bends are a few megabytes. */
const MAP_LIMIT_BYTES = 16 * 1024 * 1024;
const POLICY_LIMIT_BYTES = 1024 * 1024;

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
    method: 'GET',
    url: '/api/v1/needs',
    permission: 'anyone',
    summary: 'What one can ask for: the policy `needs` without what triage and staff alone read; with an ETag.',
    tag,
    response: AskableNeeds,
    async handle({ context, networkId, request, reply }) {
      sendMade(await readAskableNeeds(context, networkId), request, reply);
      return {};
    },
  });
  savingRoutes(app);
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
      const items = versions.map((row) => ({
        ...shown(row),
        scheduledAt: row.scheduledAt?.toISOString() ?? null,
        actorId: row.actorId,
      }));
      return { body: { items } };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/policies/:name/shape',
    permission: 'anyone',
    summary: 'The shape of a policy, as JSON Schema: what its forms are drawn from.',
    tag,
    params: PolicyNameParam,
    response: Type.Unsafe<Record<string, unknown>>(Type.Object({}, { additionalProperties: true })),
    handle: async ({ params }) => ({ body: { ...policyShapes[policyNamed(params.name)] } }),
  });
  mapRoutes(app);
}

/** Saving a policy, and asking before what would keep it from being saved. */
function savingRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'PUT',
    url: '/api/v1/policies/:name',
    permission: ['administrator'],
    summary: 'Saves a new version of a policy; If-Match names the newest one.',
    tag,
    params: PolicyNameParam,
    body: PolicyInput,
    response: PolicyShape,
    bodyLimitBytes: POLICY_LIMIT_BYTES,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      const policy = await savePolicy(
        context,
        signedIn(call),
        { name: params.name, ifMatch, ...wished(body) },
        attempt,
      );
      return { body: shown(policy), version: policy.version };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/policies/:name/check',
    permission: ['administrator'],
    summary: 'Everything that would keep a policy from being saved, place by place; saves nothing.',
    tag,
    params: PolicyNameParam,
    body: PolicyInput,
    response: PolicyFaults,
    bodyLimitBytes: POLICY_LIMIT_BYTES,
    async handle({ context, params, body, ...call }) {
      const faults = await checkPolicy(context, signedIn(call), { name: params.name, ...wished(body) });
      return { body: { faults } };
    },
  });
}

function wished({ body, effectiveAt }: Static<typeof PolicyInput>) {
  return { body, ...(effectiveAt === undefined ? {} : { effectiveAt: new Date(effectiveAt) }) };
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
