import { forgetActor } from '../../identity/actions/callers.ts';
import { giveRole, rolesOf, takeRole } from '../../identity/actions/grants.ts';
import { namesOf } from '../../identity/actions.ts';
import { normalisePhone } from '../../identity/rules/phone.ts';
import { loadPolicies, loadTree, today } from '../../organisation/actions.ts';
import { isOpen, isWithin, pathOf, type Tree, type Unit } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows, type NewEvent } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { actingOf } from '../actions.ts';
import { mayLeadTeam } from '../rules.ts';
import type { NewMember, TeamFilter, TeamInput, TeamMember, TeamShape } from '../schema.ts';
import {
  endMember,
  loadMembers,
  loadTeamRows,
  lockTeam,
  type MemberRow,
  saveMember,
  saveTeam,
  type TeamRow,
  teamsWithSkill,
  volunteerByPhone,
} from '../store/teams.ts';
import { loadVolunteerRows } from '../store/volunteers.ts';

/** Open teams, by code: in a subtree, with a skill, by part of the name. */
export async function listTeams(context: Context, networkId: string, filter: TeamFilter): Promise<PageOf<TeamShape>> {
  const tree = await loadTree(context, networkId);
  const date = today(context);
  const limit = filter.limit ?? PAGE_LIMIT;
  const text = filter.text?.trim().toLowerCase();
  return context.database.transaction(networkId, async (connection) => {
    const skilled = filter.skill === undefined ? null : new Set(await teamsWithSkill(connection, filter.skill));
    const fits = (unit: Unit) =>
      unit.level === 'team' &&
      isOpen(unit, date) &&
      (skilled === null || skilled.has(unit.id)) &&
      (filter.unit === undefined || isWithin(tree, unit.id, filter.unit)) &&
      (!text || unit.nameZh.includes(text) || unit.nameEn.toLowerCase().includes(text)) &&
      (filter.cursor === undefined || unit.code > filter.cursor);
    const units = [...tree.units.values()].filter(fits).sort((a, b) => (a.code < b.code ? -1 : 1));
    const page = units.slice(0, limit);
    const items = await shapesOf(connection, page);
    return { items, nextCursor: units.length > limit ? (page.at(-1)?.code ?? null) : null };
  });
}

async function shapesOf(connection: Connection, units: readonly Unit[]): Promise<TeamShape[]> {
  const rows = await loadTeamRows(
    connection,
    units.map((unit) => unit.id),
  );
  const byId = new Map(rows.map((row) => [row.teamId, row]));
  return units.flatMap((unit) => {
    const row = byId.get(unit.id);
    return row ? [shapeOf(unit, row)] : [];
  });
}

function shapeOf(unit: Unit, row: TeamRow): TeamShape {
  const { id, code, nameZh, nameEn, invented, closedOn } = unit;
  const { teamId: _id, ...rest } = row;
  return { id, code, nameZh, nameEn, unitId: unit.parentId ?? id, invented, closedOn, ...rest };
}

function teamUnit(tree: Tree, teamId: string): Unit {
  const unit = tree.units.get(teamId);
  if (unit?.level !== 'team') throw notFound();
  return unit;
}

/** One team, closed ones too. Problem `platform.not_found`. */
export async function readTeam(context: Context, networkId: string, teamId: string): Promise<TeamShape> {
  const unit = teamUnit(await loadTree(context, networkId), teamId);
  return context.database.transaction(networkId, (connection) => oneShape(connection, unit));
}

async function oneShape(connection: Connection, unit: Unit): Promise<TeamShape> {
  const [shape] = await shapesOf(connection, [unit]);
  if (!shape) throw notFound();
  return shape;
}

/**
 * Changes what a team can do. Needs one of its leaders, or staff who reach it. Problems `volunteers.skill_unknown` (422),
 * `volunteers.team_closed` (409), `platform.forbidden`.
 */
export async function changeTeam(
  context: Context,
  actor: Actor,
  teamId: string,
  input: TeamInput,
  attempt?: Attempt,
): Promise<TeamShape> {
  const unit = await teamToLead(context, actor, teamId);
  const policies = await loadPolicies(context, actor.networkId);
  const known = new Set(policies.skills.skills.map((skill) => skill.id));
  const unknown = input.skills.findIndex((skill) => !known.has(skill));
  if (unknown >= 0)
    throw new Problem('volunteers.skill_unknown', 422, 'This skill is not on the list. Choose from the list.', {
      field: `/skills/${unknown}`,
    });
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: teamId, at });
    if (!first) {
      await lockTeam(connection, teamId);
      const before = await oneShape(connection, unit);
      const { availability = before.availability, languages = before.languages } = input;
      const radiusMetres = input.radiusMetres ?? before.radiusMetres;
      const events = eventRows([teamEvent('team_changed', teamId, { skills: input.skills })], actor, at);
      await saveTeam(connection, { teamId, availability, languages, radiusMetres, skills: input.skills }, events);
    }
    return oneShape(connection, unit);
  });
}

/** The team, if the actor may look after it and it works. Problems `platform.not_found`, `platform.forbidden`, `volunteers.team_closed`. */
export async function teamToLead(context: Context, actor: Actor, teamId: string): Promise<Unit> {
  const tree = await loadTree(context, actor.networkId);
  const unit = teamUnit(tree, teamId);
  if (!mayLeadTeam(actor, pathOf(tree, teamId))) throw forbidden();
  if (!isOpen(unit, today(context)))
    throw new Problem('volunteers.team_closed', 409, 'This team does not work any more.');
  return unit;
}

/** Members of a team for its leaders and the staff who reach it, leaders first. Problems `platform.not_found`, `platform.forbidden`. */
export async function listMembers(context: Context, actor: Actor, teamId: string): Promise<TeamMember[]> {
  const tree = await loadTree(context, actor.networkId);
  teamUnit(tree, teamId);
  if (!mayLeadTeam(actor, pathOf(tree, teamId))) throw forbidden();
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) =>
    shownMembers(connection, await loadMembers(connection, teamId), at),
  );
}

async function shownMembers(connection: Connection, members: readonly MemberRow[], at: Date): Promise<TeamMember[]> {
  const ids = members.map((member) => member.personId);
  const names = await namesOf(connection, ids);
  const rows = new Map((await loadVolunteerRows(connection, ids)).map((row) => [row.personId, row]));
  return members.flatMap(({ personId, leader, joinedAt }) => {
    const row = rows.get(personId);
    if (!row) return [];
    const { verified, adult, guardianConsented, skills } = actingOf(row, at);
    const name = names.get(personId)?.name ?? null;
    const { awayUntil } = row;
    return [
      {
        personId,
        name,
        leader,
        verified,
        adult,
        guardianConsented,
        awayUntil,
        joinedAt: joinedAt.toISOString(),
        skills,
      },
    ];
  });
}

/**
 * Takes a volunteer into a team, by id or by the phone they told, as a member or as a leader, who then holds the role
 * `team_leader` there. Needs one of its leaders, or staff who reach it; leaders are made by staff alone. Problems
 * `volunteers.not_a_volunteer` (422), `already_member`, `team_closed` (409), `platform.forbidden`.
 */
export async function addMember(
  context: Context,
  actor: Actor,
  teamId: string,
  input: NewMember,
  attempt?: Attempt,
): Promise<TeamMember> {
  await teamToLead(context, actor, teamId);
  const role = input.role ?? 'member';
  if (role === 'leader') await demandStaff(context, actor, teamId);
  const at = context.clock.now();
  const member = await context.database.transaction(actor.networkId, async (connection) => {
    const personId = await volunteerNamed(connection, input);
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: personId, at });
    if (!first) {
      await lockTeam(connection, teamId);
      if ((await loadMembers(connection, teamId)).some((one) => one.personId === personId))
        throw new Problem('volunteers.already_member', 409, 'This volunteer is in the team already.');
      await settle(connection, actor, { teamId, personId, role, at }, 'joined');
    }
    return memberOf(connection, teamId, personId, at);
  });
  forgetActor(context, member.personId);
  return member;
}

/** Makes a member a leader, or a leader a member again. Needs staff who reach the team. Problems `volunteers.not_a_member` (404), `last_leader` (409). */
export async function changeMember(
  context: Context,
  actor: Actor,
  member: { teamId: string; personId: string; role: 'leader' | 'member' },
  attempt?: Attempt,
): Promise<TeamMember> {
  const { teamId, personId, role } = member;
  await teamToLead(context, actor, teamId);
  await demandStaff(context, actor, teamId);
  const at = context.clock.now();
  const changed = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: personId, at });
    if (!first) {
      await lockTeam(connection, teamId);
      const members = await loadMembers(connection, teamId);
      if (!members.some((one) => one.personId === personId)) throw notAMember();
      if (role === 'member') demandOtherLeader(members, personId);
      await settle(connection, actor, { teamId, personId, role, at }, 'role_changed');
    }
    return memberOf(connection, teamId, personId, at);
  });
  forgetActor(context, personId);
  return changed;
}

/** Ends a membership: volunteers leave by themselves, leaders and staff let go. Problems `volunteers.not_a_member` (404), `last_leader` (409), `platform.forbidden`. */
export async function removeMember(
  context: Context,
  actor: Actor,
  member: { teamId: string; personId: string },
  attempt?: Attempt,
): Promise<void> {
  const { teamId, personId } = member;
  const tree = await loadTree(context, actor.networkId);
  teamUnit(tree, teamId);
  if (actor.id !== personId && !mayLeadTeam(actor, pathOf(tree, teamId))) throw forbidden();
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 204, subjectId: personId, at });
    if (first) return;
    await lockTeam(connection, teamId);
    demandOtherLeader(await loadMembers(connection, teamId), personId);
    const events = eventRows([teamEvent('member_left', teamId, { personId })], actor, at);
    if (!(await endMember(connection, { teamId, personId, at }, events))) throw notAMember();
    await endLeading(connection, actor, { teamId, personId, at });
  });
  forgetActor(context, personId);
}

async function demandStaff(context: Context, actor: Actor, teamId: string): Promise<void> {
  const [, ...above] = pathOf(await loadTree(context, actor.networkId), teamId);
  const reaches = actor.grants.some(
    ({ role, unitId }) => (role === 'dispatcher' || role === 'administrator') && [teamId, ...above].includes(unitId),
  );
  if (actor.kind !== 'job' && !reaches) throw forbidden();
}

async function volunteerNamed(connection: Connection, input: NewMember): Promise<string> {
  const id = input.personId ?? (input.phone && (await volunteerByPhone(connection, normalisePhone(input.phone))));
  const [row] = id ? await loadVolunteerRows(connection, [id]) : [];
  if (!row)
    throw new Problem(
      'volunteers.not_a_volunteer',
      422,
      'No volunteer is known by this. Ask them to register first, on their phone.',
      {
        field: input.personId === undefined ? '/phone' : '/personId',
      },
    );
  return row.personId;
}

interface Settling {
  teamId: string;
  personId: string;
  role: 'leader' | 'member';
  at: Date;
}

/** Writes what somebody is in a team, with the role that leading it carries. */
async function settle(connection: Connection, actor: Actor, member: Settling, what: string): Promise<void> {
  const { teamId, personId, role, at } = member;
  const events = eventRows([teamEvent(`member_${what}`, teamId, { personId, role })], actor, at);
  await saveMember(connection, member, events);
  if (role === 'member') return endLeading(connection, actor, member);
  const held = await rolesOf(connection, personId);
  if (!held.some((grant) => grant.role === 'team_leader' && grant.unitId === teamId))
    await giveRole(connection, actor, { personId, role: 'team_leader', unitId: teamId }, { id: newId(at), at });
}

async function endLeading(connection: Connection, actor: Actor, member: Omit<Settling, 'role'>): Promise<void> {
  for (const grant of await rolesOf(connection, member.personId))
    if (grant.role === 'team_leader' && grant.unitId === member.teamId)
      await takeRole(connection, actor, grant, member.at);
}

function demandOtherLeader(members: readonly MemberRow[], personId: string): void {
  const leads = members.some((one) => one.leader && one.personId === personId);
  const others = members.filter((one) => one.leader && one.personId !== personId).length;
  if (leads && others === 0 && members.length > 1)
    throw new Problem(
      'volunteers.last_leader',
      409,
      'A team with members keeps at least one leader. Name another one first.',
    );
}

function notAMember(): Problem {
  return new Problem('volunteers.not_a_member', 404, 'This volunteer is not in the team.');
}

async function memberOf(connection: Connection, teamId: string, personId: string, at: Date): Promise<TeamMember> {
  const members = (await loadMembers(connection, teamId)).filter((one) => one.personId === personId);
  const [member] = await shownMembers(connection, members, at);
  if (!member) throw notAMember();
  return member;
}

function teamEvent(what: string, teamId: string, body: NonNullable<NewEvent['body']>): NewEvent {
  return { kind: `volunteers.${what}`, subjectKind: 'team', subjectId: teamId, unitId: teamId, body };
}
