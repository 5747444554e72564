import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { tellTeam } from '../actions/messages.ts';
import {
  addMember,
  changeMember,
  changeTeam,
  listMembers,
  listTeams,
  readTeam,
  removeMember,
} from '../actions/teams.ts';
import {
  MemberRole,
  NewMember,
  TeamFilter,
  TeamInput,
  TeamMember,
  TeamMessageInput,
  TeamMessageSent,
  TeamPage,
  TeamShape,
} from '../schema.ts';

const tag = 'volunteers';
const TeamId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const MemberId = Type.Object({ id: Type.String({ format: 'uuid' }), personId: Type.String({ format: 'uuid' }) });

/** Teams and their members. */
export function teamRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/teams',
    permission: 'signed_in',
    summary: 'Teams that work, by code.',
    tag,
    query: TeamFilter,
    response: TeamPage,
    handle: async ({ context, networkId, query }) => ({ body: await listTeams(context, networkId, query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/teams/:id',
    permission: 'signed_in',
    summary: 'One team, closed ones too.',
    tag,
    params: TeamId,
    response: TeamShape,
    handle: async ({ context, networkId, params }) => ({ body: await readTeam(context, networkId, params.id) }),
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/teams/:id',
    permission: 'signed_in',
    summary: 'Changes what a team can do.',
    tag,
    params: TeamId,
    body: TeamInput,
    response: TeamShape,
    handle: async ({ context, params, body, attempt, ...call }) => ({
      body: await changeTeam(context, signedIn(call), params.id, body, attempt),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/teams/:id/messages',
    permission: 'signed_in',
    summary: 'Tells all members of a team something: into their inboxes.',
    tag,
    params: TeamId,
    body: TeamMessageInput,
    response: TeamMessageSent,
    status: 201,
    limitPerMinute: 10,
    handle: async ({ context, params, body, attempt, ...call }) => ({
      body: await tellTeam(context, signedIn(call), params.id, body.words, attempt),
    }),
  });
  memberRoutes(app);
}

function memberRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/teams/:id/members',
    permission: 'signed_in',
    summary: 'Members of a team, for its leaders and the staff who reach it.',
    tag,
    params: TeamId,
    response: Type.Object({ items: Type.Array(TeamMember) }),
    handle: async ({ context, params, ...call }) => ({
      body: { items: await listMembers(context, signedIn(call), params.id) },
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/teams/:id/members',
    permission: 'signed_in',
    summary: 'Takes a volunteer into a team.',
    tag,
    params: TeamId,
    body: NewMember,
    response: TeamMember,
    status: 201,
    handle: async ({ context, params, body, attempt, ...call }) => ({
      body: await addMember(context, signedIn(call), params.id, body, attempt),
    }),
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/teams/:id/members/:personId',
    permission: ['dispatcher', 'administrator'],
    summary: 'Makes a member a leader, or a leader a member.',
    tag,
    params: MemberId,
    body: MemberRole,
    response: TeamMember,
    async handle({ context, params, body, attempt, ...call }) {
      const member = { teamId: params.id, personId: params.personId, role: body.role };
      return { body: await changeMember(context, signedIn(call), member, attempt) };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/teams/:id/members/:personId',
    permission: 'signed_in',
    summary: 'Leaves a team, or lets a member go.',
    tag,
    params: MemberId,
    async handle({ context, params, attempt, ...call }) {
      await removeMember(context, signedIn(call), { teamId: params.id, personId: params.personId }, attempt);
      return {};
    },
  });
}
