import { isAdult } from '../identity/rules/minors.ts';
import { chineseCalendar } from '../organisation/rules/calendar.ts';
import type { Context } from '../platform/context.ts';
import type { Connection } from '../platform/database.ts';
import type { ActingVolunteer } from '../shared/actor.ts';
import { localDate } from '../shared/time.ts';
import type { Place } from '../shared/units.ts';
import { type BulkTeam, type BulkVolunteer, insertTeamRows, insertVolunteerRows } from './store/bulk.ts';
import { findTeamsNear, loadMembers, loadTeamRows, type NearTeam, type TeamRow } from './store/teams.ts';
import {
  eraseVolunteer,
  idsHaving,
  idsNear,
  loadVolunteerRows,
  nearestOf,
  type VolunteerRow,
} from './store/volunteers.ts';

/*
 * What other capabilities build on: who volunteers, with what, in which teams, and near what. All of it on a connection
 * at hand, inside the caller's transaction.
 */

/** What the rules need to know of a volunteer at an instant: papers that ran out are `expired`. */
export function actingOf(row: VolunteerRow, at: Date): ActingVolunteer {
  const date = localDate(at, chineseCalendar().offsetMinutes);
  return {
    verified: row.verifiedAt !== null,
    adult: isAdult(row.birthYear, at),
    guardianConsented: row.guardianConsentAt !== null,
    skills: row.skills.map(({ skill, credential, validUntil }) => ({
      skill,
      credential: credential === 'verified' && validUntil !== null && validUntil < date ? 'expired' : credential,
    })),
    teams: row.teams,
  };
}

/** A person as a volunteer, or undefined when they are none. Without `at`, as of the transaction's own time. */
export async function actingVolunteer(
  connection: Connection,
  personId: string,
  at?: Date,
): Promise<ActingVolunteer | undefined> {
  const [row] = await loadVolunteerRows(connection, [personId]);
  return row && actingOf(row, at ?? row.readAt);
}

/** Volunteers as the rules know them, by id; people who are none are absent. */
export async function volunteersById(
  connection: Connection,
  ids: readonly string[],
  at: Date,
): Promise<Map<string, ActingVolunteer>> {
  const rows = await loadVolunteerRows(connection, ids);
  return new Map(rows.map((row) => [row.personId, actingOf(row, at)]));
}

/** A volunteer with where and when they serve, for choosing among many. */
export interface LoadedVolunteer {
  personId: string;
  unitId: string;
  placeUnitIds: readonly string[];
  /** Where they live, if they said so. */
  place: Place | null;
  languages: readonly string[];
  /** 168 times 0 or 1, Monday 00:00 first, local time. */
  availability: string;
  awayUntil: string | null;
  /** False: not to be chosen by what is known of them. */
  personalMatching: boolean;
  acting: ActingVolunteer;
}

/** Volunteers by id with place and time; people who are none are absent. */
export async function loadVolunteers(
  connection: Connection,
  ids: readonly string[],
  at: Date,
): Promise<Map<string, LoadedVolunteer>> {
  const rows = await loadVolunteerRows(connection, ids);
  return new Map(rows.map((row) => [row.personId, loadedOf(row, at)]));
}

function loadedOf(row: VolunteerRow, at: Date): LoadedVolunteer {
  const { personId, unitId, placeUnitIds, longitude, latitude, languages, availability } = row;
  const { awayUntil, personalMatching } = row;
  const place = longitude === null || latitude === null ? null : { longitude, latitude };
  return {
    ...{ personId, unitId, placeUnitIds, place, languages, availability, awayUntil, personalMatching },
    acting: actingOf(row, at),
  };
}

/** Where somebody lives who said so: at most one place. */
export async function placesOf(connection: Connection, personId: string): Promise<Place[]> {
  const [row] = await loadVolunteerRows(connection, [personId]);
  if (!row || row.longitude === null || row.latitude === null) return [];
  return [{ longitude: row.longitude, latitude: row.latitude }];
}

/** Who is in a team, leaders first. */
export async function membersOf(
  connection: Connection,
  teamId: string,
): Promise<{ personId: string; leader: boolean }[]> {
  return (await loadMembers(connection, teamId)).map(({ personId, leader }) => ({ personId, leader }));
}

/** Ids of a team's leaders; may be empty. */
export async function leadersOf(connection: Connection, teamId: string): Promise<string[]> {
  const members = await loadMembers(connection, teamId);
  return members.filter((member) => member.leader).map((member) => member.personId);
}

/** Whom to look for: below which units, the nearest first, with one of which skills (none given: anyone). */
export interface NearWish {
  /** A unit with all above it, the unit first (`pathOf`). */
  ancestors: readonly string[];
  skills: readonly string[];
  limit: number;
}

/** A team that could serve, with what it can do. */
export type TeamNear = TeamRow & NearTeam;

/** Teams below the nearest of these units that have one of the skills: nearest first, at most `limit`. */
export async function teamsNear(connection: Connection, wish: NearWish, at: Date): Promise<TeamNear[]> {
  const date = localDate(at, chineseCalendar().offsetMinutes);
  const near = await findTeamsNear(connection, { ...wish, date });
  const rows = await loadTeamRows(
    connection,
    near.map((team) => team.teamId),
  );
  const byId = new Map(rows.map((row) => [row.teamId, row]));
  return near.flatMap((team) => {
    const row = byId.get(team.teamId);
    return row ? [{ ...row, ...team }] : [];
  });
}

/** A volunteer near a place. */
export interface VolunteerNear extends LoadedVolunteer {
  /** Position in the given ancestors of the nearest unit that they live or like to serve below. */
  nearness: number;
}

/**
 * Volunteers who live or like to serve below the nearest of these units, name one of the skills and are not away: all of
 * the nearest unit before any of the next, at most `limit`. Whether they may serve is for `reasonsAgainst`.
 */
export async function volunteersNear(connection: Connection, wish: NearWish, at: Date): Promise<VolunteerNear[]> {
  const date = localDate(at, chineseCalendar().offsetMinutes);
  const nearness = await nearest(connection, { ...wish, date });
  const loaded = await loadVolunteers(connection, [...nearness.keys()], at);
  return [...nearness].flatMap(([id, index]) => {
    const volunteer = loaded.get(id);
    return volunteer ? [{ ...volunteer, nearness: index }] : [];
  });
}

/** A skill that fewer have is looked up by the skill; another by the place, where enough of them live close by. */
const RARE = 2000;

async function nearest(connection: Connection, wish: NearWish & { date: string }): Promise<Map<string, number>> {
  const few = wish.skills.length === 0 ? undefined : await idsHaving(connection, wish.skills, RARE);
  if (few && few.length < RARE)
    return new Map((await nearestOf(connection, few, wish)).map(({ id, nearness }) => [id, nearness]));
  const found = new Map<string, number>();
  for (const [index, unitId] of wish.ancestors.entries()) {
    const limit = wish.limit - found.size;
    if (limit <= 0) break;
    const query = { skills: wish.skills, date: wish.date, except: [...found.keys()], limit };
    for (const id of await idsNear(connection, unitId, query)) found.set(id, index);
  }
  return found;
}

/** Loads volunteers in bulk, unchecked, for demo cities and imports; people, units and teams must be there. No events. */
export function insertVolunteers(connection: Connection, volunteers: readonly BulkVolunteer[]): Promise<void> {
  return insertVolunteerRows(connection, volunteers);
}

/** Loads what teams can do in bulk, unchecked; their units (level `team`) must be there, by `importTree`. No events. */
export function insertTeams(connection: Connection, teams: readonly BulkTeam[]): Promise<void> {
  return insertTeamRows(connection, teams);
}

/** What one's own data holds of volunteering, for seeing and taking along. */
export const volunteerExporter = {
  name: 'volunteers',
  async export(_context: Context, connection: Connection, personId: string): Promise<unknown> {
    const [row] = await loadVolunteerRows(connection, [personId]);
    if (!row) return null;
    const { readAt: _readAt, ...profile } = row;
    return profile;
  },
};

/** Removes what somebody offered as a volunteer; what they did stands with the orders. */
export const volunteerEraser = {
  name: 'volunteers',
  async erase(_context: Context, connection: Connection, personId: string): Promise<void> {
    await eraseVolunteer(connection, personId);
  },
};
