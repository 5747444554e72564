import { slotsPerWeek, type Volunteer } from '../../../matching/schema.ts';
import { packedFlag, packedPlace, packedSkill, packedVolunteer } from '../../../volunteers/rules/packed.ts';
import { type CityPlane, type Point, pointOf } from '../places.ts';
import { type SkillBits, wordsOf } from '../skill-groups.ts';
import { bytesOfId, IdTable } from './id-table.ts';

/** What rows of the index are made with. */
export interface RowGround {
  plane: CityPlane;
  bits: SkillBits;
  /** Where units stand, by the sixteen bytes of their id as latin-1 text: what packed rows name them by. */
  byBytes: ReadonlyMap<string, { point: Point | undefined; district: number | undefined }>;
  /** Today where the network is, days since 1970-01-01. */
  day: number;
}

/** Volunteers and what they can do, as `src/volunteers/actions/packed.ts` reads them. */
export interface Packed {
  volunteers: Buffer;
  skills: Buffer;
  places: Buffer;
}

/** A team, as `src/volunteers/actions/packed.ts` reads it. */
export interface TeamToIndex {
  skills: readonly string[];
  availability: string;
  radiusMetres: number;
  members: number;
}

/** Days from 1900-01-01, which birthdays count from, to 1970-01-01. */
export const daysTo1970 = 25_567;
/** Volunteers say where, not how far: the order's own radius decides. */
const ANY_REACH = 65_535;
/** What nobody has reviewed stands in the middle. */
export const unreviewed = 50;
/** Of whom no year is known: never of age. */
const UNKNOWN_BIRTHDAY = 65_535;
const FIRST_HOUR = 7;
const HOURS_A_DAY = 14;

/** What a ground is made of, beside the plane. */
export function rowGround(plane: CityPlane, bits: SkillBits, unitIds: Iterable<string>, day: number): RowGround {
  const byBytes = new Map<string, { point: Point | undefined; district: number | undefined }>();
  for (const id of unitIds) {
    const key = bytesOfId(id).toString('latin1');
    byBytes.set(key, { point: plane.units.get(id), district: plane.districts.get(id) });
  }
  return { plane, bits, byBytes, day };
}

/**
 * Reads packed volunteers one by one, in their order: `at` is where the id stands among the bytes, `isPlaced` whether it
 * is known where they live. The volunteer is the same object each time, to be copied. Load and reviews are left at none.
 */
export function readRows(
  packed: Packed,
  ground: RowGround,
  visit: (at: number, volunteer: Volunteer, isPlaced: boolean) => void,
): void {
  const beside = besideOf(packed, ground);
  const volunteer = blankVolunteer();
  const { volunteers } = packed;
  for (let at = 0, row = 0; at < volunteers.length; at += packedVolunteer.size, row++) {
    const isPlaced = placeInto(volunteer, volunteers, at, ground);
    const flags = volunteers.readInt16BE(at + packedVolunteer.flags);
    const birthYear = volunteers.readInt16BE(at + packedVolunteer.birthYear);
    volunteer.verified = (flags & packedFlag.verified) !== 0;
    volunteer.guardianConsent = (flags & packedFlag.guardianConsented) !== 0;
    volunteer.bornDay = birthYear === 0 ? UNKNOWN_BIRTHDAY : bornDayOf(birthYear);
    volunteer.active = volunteers.readInt32BE(at + packedVolunteer.awayUntilDay) < ground.day;
    slotsInto(volunteer.availability as Int32Array, (hour) => bitAt(volunteers, at, hour));
    volunteer.skillsLow = beside.held[2 * row]!;
    volunteer.skillsHigh = beside.held[2 * row + 1]!;
    volunteer.credentialsLow = beside.proved[2 * row]!;
    volunteer.credentialsHigh = beside.proved[2 * row + 1]!;
    volunteer.preferences = beside.districts[row]!;
    visit(at, volunteer, isPlaced);
  }
}

/** A team as a candidate: its leader names who goes, so papers count as seen where the skill is there. */
export function teamRow(
  team: TeamToIndex,
  unitId: string,
  ground: RowGround,
): { volunteer: Volunteer; isPlaced: boolean } {
  const point = ground.plane.units.get(unitId);
  const words = wordsOf(team.skills.flatMap((skill) => ground.bits.bitsWith(skill)));
  const availability = new Int32Array(7);
  slotsInto(availability, (hour) => team.availability[hour] === '1');
  const volunteer: Volunteer = {
    ...blankVolunteer(),
    ...(point ?? {}),
    skillsLow: words.low,
    skillsHigh: words.high,
    credentialsLow: words.low,
    credentialsHigh: words.high,
    availability,
    verified: true,
    guardianConsent: true,
    kind: 'team',
    active: true,
    size: team.members,
    reachMetres: team.radiusMetres,
  };
  return { volunteer, isPlaced: point !== undefined };
}

/**
 * The birthday by which the index finds the same people of age as `isAdult` does, who knows the year alone: the first day
 * of the year after it. Example: born in 2007 gives 2008-01-01, of age from 2026-01-01 on.
 */
export function bornDayOf(birthYear: number): number {
  return Math.round(Date.UTC(birthYear + 1, 0, 1) / 86_400_000) + daysTo1970;
}

/** The year of birth that a birthday of the index stands for; null: not known. */
export function birthYearOf(bornDay: number): number | null {
  return bornDay === UNKNOWN_BIRTHDAY ? null : new Date((bornDay - daysTo1970) * 86_400_000).getUTCFullYear() - 1;
}

/** Skills and places of packed volunteers, by their row. */
function besideOf(packed: Packed, { bits, byBytes, day }: RowGround) {
  const count = packed.volunteers.length / packedVolunteer.size;
  const rows = new IdTable(count);
  for (let at = 0; at < packed.volunteers.length; at += packedVolunteer.size) rows.add(packed.volunteers, at);
  const held = new Int32Array(2 * count);
  const proved = new Int32Array(2 * count);
  const districts = new Int32Array(count);
  const words = bits.skills.map((skill) => wordsOf(bits.bitsWith(skill)));
  const { skills, places } = packed;
  for (let at = 0; at < skills.length; at += packedSkill.size) {
    const row = rows.find(skills, at);
    const word = words[skills.readInt16BE(at + packedSkill.skill) - 1];
    if (row < 0 || !word) continue;
    held[2 * row]! |= word.low;
    held[2 * row + 1]! |= word.high;
    const isSeen = skills.readInt16BE(at + packedSkill.verified) === 1;
    if (!isSeen || skills.readInt32BE(at + packedSkill.validUntilDay) < day) continue;
    proved[2 * row]! |= word.low;
    proved[2 * row + 1]! |= word.high;
  }
  for (let at = 0; at < places.length; at += packedPlace.size) {
    const row = rows.find(places, at);
    const district = byBytes.get(unitKey(places, at + packedPlace.unitId))?.district;
    if (row >= 0 && district !== undefined) districts[row]! |= 1 << district;
  }
  return { held, proved, districts };
}

function placeInto(volunteer: Volunteer, packed: Buffer, at: number, { plane, byBytes }: RowGround): boolean {
  const longitude = packed.readDoubleBE(at + packedVolunteer.longitude);
  const latitude = packed.readDoubleBE(at + packedVolunteer.latitude);
  const point =
    Number.isNaN(longitude) || Number.isNaN(latitude)
      ? byBytes.get(unitKey(packed, at + packedVolunteer.unitId))?.point
      : pointOf(plane.origin, { longitude, latitude });
  volunteer.eastMetres = point?.eastMetres ?? 0;
  volunteer.northMetres = point?.northMetres ?? 0;
  return point !== undefined;
}

function unitKey(packed: Buffer, at: number): string {
  return packed.toString('latin1', at, at + 16);
}

/** Bits come most significant first. */
function bitAt(packed: Buffer, at: number, hour: number): boolean {
  return (packed[at + packedVolunteer.availability + (hour >> 3)]! & (128 >> (hour & 7))) !== 0;
}

/** The hours of a week as the index's half-hours: those between 07:00 and 21:00. */
function slotsInto(words: Int32Array, isFree: (hour: number) => boolean): void {
  words.fill(0);
  for (let slot = 0; slot < slotsPerWeek; slot += 2) {
    const day = Math.floor(slot / (2 * HOURS_A_DAY));
    const hour = 24 * day + FIRST_HOUR + (slot - day * 2 * HOURS_A_DAY) / 2;
    if (isFree(hour)) words[slot >> 5]! |= 3 << (slot & 31);
  }
}

function blankVolunteer(): Volunteer {
  return {
    eastMetres: 0,
    northMetres: 0,
    skillsLow: 0,
    skillsHigh: 0,
    credentialsLow: 0,
    credentialsHigh: 0,
    languages: 0,
    availability: new Int32Array(7),
    gender: 'unsaid',
    verified: false,
    guardianConsent: false,
    kind: 'person',
    active: false,
    size: 1,
    bornDay: 0,
    household: 0,
    review: unreviewed,
    brokenPromises: 0,
    load: 0,
    preferences: 0,
    reachMetres: ANY_REACH,
  };
}
