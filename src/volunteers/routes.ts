import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../platform/http/route.ts';
import { choosePersonalMatching } from './actions/personal-matching.ts';
import { listVolunteers, readOwnProfile, readVolunteer, saveOwnProfile } from './actions/profiles.ts';
import { readSkillUses } from './actions/skill-uses.ts';
import { unverifyVolunteer, verifySkill, verifyVolunteer } from './actions/vouching.ts';
import { teamRoutes } from './routes/teams.ts';
import {
  PersonalMatching,
  SkillUses,
  VerifySkillInput,
  VolunteerFilter,
  VolunteerInput,
  VolunteerPage,
  VolunteerProfile,
} from './schema.ts';

const tag = 'volunteers';
const PersonId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const VOUCHERS = ['dispatcher', 'team_leader', 'administrator'] as const;
const Nothing = Type.Object({}, { additionalProperties: false });

/** Volunteers and their teams. */
export function volunteersRoutes(app: FastifyInstance): void {
  ownRoutes(app);
  volunteerRoutes(app);
  teamRoutes(app);
  route(app, {
    method: 'GET',
    url: '/api/v1/figures/skills',
    permission: ['administrator'],
    summary: 'How many volunteers and teams have each skill.',
    tag,
    response: SkillUses,
    handle: async ({ context, ...call }) => ({ body: await readSkillUses(context, signedIn(call)) }),
  });
}

function ownRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/me/volunteer',
    permission: 'signed_in',
    summary: 'What the caller offers as a volunteer; 404 before they registered.',
    tag,
    response: VolunteerProfile,
    async handle({ context, ...call }) {
      const profile = await readOwnProfile(context, signedIn(call));
      return { body: profile, version: profile.version };
    },
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/me/volunteer',
    permission: 'signed_in',
    summary: 'Registers the caller as a volunteer, or changes what they offer.',
    tag,
    body: VolunteerInput,
    response: VolunteerProfile,
    async handle({ context, body, ifMatch, attempt, ...call }) {
      const profile = await saveOwnProfile(context, signedIn(call), body, ifMatch, attempt);
      return { body: profile, version: profile.version };
    },
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/me/personal-matching',
    permission: 'signed_in',
    summary: 'Turns being asked by what is known of the caller on or off; off leaves the plain list by time.',
    tag,
    body: PersonalMatching,
    response: PersonalMatching,
    async handle({ context, body, attempt, ...call }) {
      await choosePersonalMatching(context, signedIn(call), body.on, attempt);
      return { body };
    },
  });
}

function volunteerRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/volunteers',
    permission: VOUCHERS,
    summary: 'Volunteers within the caller’s reach.',
    tag,
    query: VolunteerFilter,
    response: VolunteerPage,
    handle: async ({ context, query, ...call }) => ({ body: await listVolunteers(context, signedIn(call), query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/volunteers/:id',
    permission: 'signed_in',
    summary: 'One volunteer, for themselves and those who answer for them.',
    tag,
    params: PersonId,
    response: VolunteerProfile,
    async handle({ context, params, ...call }) {
      const profile = await readVolunteer(context, signedIn(call), params.id);
      return { body: profile, version: profile.version };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/volunteers/:id/actions/verify',
    permission: VOUCHERS,
    summary: 'Records that the caller has met the volunteer in person.',
    tag,
    params: PersonId,
    body: Nothing,
    response: VolunteerProfile,
    handle: async ({ context, params, attempt, ...call }) => ({
      body: await verifyVolunteer(context, signedIn(call), params.id, attempt),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/volunteers/:id/actions/unverify',
    permission: VOUCHERS,
    summary: 'Takes the mark of having been met away again.',
    tag,
    params: PersonId,
    body: Nothing,
    response: VolunteerProfile,
    handle: async ({ context, params, attempt, ...call }) => ({
      body: await unverifyVolunteer(context, signedIn(call), params.id, attempt),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/volunteers/:id/actions/verify_skill',
    permission: VOUCHERS,
    summary: 'Records that the caller has seen the papers of a skill.',
    tag,
    params: PersonId,
    body: VerifySkillInput,
    response: VolunteerProfile,
    handle: async ({ context, params, body, attempt, ...call }) => ({
      body: await verifySkill(context, signedIn(call), params.id, body, attempt),
    }),
  });
}
