import type { Connection } from '../../platform/database.ts';
import {
  countVolunteers,
  endOfSlice,
  readPackedPlaces,
  readPackedSkills,
  readPackedVolunteers,
  turnedBetween,
  type Wanted,
} from '../store/packed.ts';
import { loadTeamRows, type TeamRow } from '../store/teams.ts';

/*
 * All volunteers and teams of a network at once, for whoever keeps an index of them. How the bytes are laid out:
 * `rules/packed.ts`.
 */

/** Some volunteers with their skills and places, packed. */
export interface PackedVolunteers {
  /** In the order of their ids. */
  volunteers: Buffer;
  skills: Buffer;
  places: Buffer;
}

/** Volunteers read at once: a few megabytes, well below a second. */
const SLICE = 20_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A slice of all volunteers, and the id after which the next begins; undefined after the last. */
export async function readVolunteerSlice(
  connection: Connection,
  after: string | undefined,
  skills: readonly string[],
  size = SLICE,
): Promise<PackedVolunteers & { upTo: string | undefined }> {
  const from = after ?? FIRST;
  const upTo = await endOfSlice(connection, from, size);
  return { ...(await readPacked(connection, { after: from, upTo: upTo ?? LAST }, skills)), upTo };
}

/** Volunteers by id, packed; ids that are no volunteer's are absent. */
export function readVolunteersPacked(
  connection: Connection,
  ids: readonly string[],
  skills: readonly string[],
): Promise<PackedVolunteers> {
  return readPacked(connection, { ids }, skills);
}

async function readPacked(
  connection: Connection,
  wanted: Wanted,
  skills: readonly string[],
): Promise<PackedVolunteers> {
  return {
    volunteers: await readPackedVolunteers(connection, wanted),
    skills: await readPackedSkills(connection, wanted, skills),
    places: await readPackedPlaces(connection, wanted),
  };
}

/** What teams can do, by id; ids that are no team's are absent. */
export function readTeams(connection: Connection, ids: readonly string[]): Promise<TeamRow[]> {
  return loadTeamRows(connection, ids);
}

/** Whose last day away, or last day of papers, lay on `from` or later and before `to` (local dates). */
export function volunteersTurned(connection: Connection, from: string, to: string): Promise<string[]> {
  return turnedBetween(connection, from, to);
}

/** How many volunteer. */
export function volunteerCount(connection: Connection): Promise<number> {
  return countVolunteers(connection);
}
