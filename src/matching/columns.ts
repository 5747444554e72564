import { availabilityWords, traitBits, type Volunteer } from './schema.ts';

/**
 * Volunteers as plain typed arrays, one entry each (availability: `availabilityWords` each), numbered from 0.
 * What the index is built from.
 */
export interface VolunteerColumns {
  count: number;
  eastMetres: Int32Array;
  northMetres: Int32Array;
  skillsLow: Int32Array;
  skillsHigh: Int32Array;
  credentialsLow: Int32Array;
  credentialsHigh: Int32Array;
  languages: Int32Array;
  availability: Int32Array;
  /** `traitBits` below, size in bits 8..15, birthday in bits 16..31. */
  traits: Int32Array;
  household: Int32Array;
  /** Review in bits 0..7, broken promises in 8..15, load in 16..31. */
  standing: Int32Array;
  preferences: Int32Array;
  reachMetres: Uint16Array;
}

/** Empty columns for so many volunteers. */
export function emptyColumns(count: number): VolunteerColumns {
  return {
    count,
    eastMetres: new Int32Array(count),
    northMetres: new Int32Array(count),
    skillsLow: new Int32Array(count),
    skillsHigh: new Int32Array(count),
    credentialsLow: new Int32Array(count),
    credentialsHigh: new Int32Array(count),
    languages: new Int32Array(count),
    availability: new Int32Array(count * availabilityWords),
    traits: new Int32Array(count),
    household: new Int32Array(count),
    standing: new Int32Array(count),
    preferences: new Int32Array(count),
    reachMetres: new Uint16Array(count),
  };
}

/** Packs what is said of a person in bits. */
export function packTraits(volunteer: Volunteer): number {
  let bits = 0;
  if (volunteer.gender === 'female') bits |= traitBits.female;
  if (volunteer.gender === 'male') bits |= traitBits.male;
  if (volunteer.verified) bits |= traitBits.verified;
  if (volunteer.guardianConsent) bits |= traitBits.guardianConsent;
  if (volunteer.kind === 'team') bits |= traitBits.team;
  if (volunteer.active) bits |= traitBits.active;
  return bits | (within(volunteer.size, 255) << 8) | (within(volunteer.bornDay, 65535) << 16);
}

/** Packs review, broken promises and load. */
export function packStanding(volunteer: Pick<Volunteer, 'review' | 'brokenPromises' | 'load'>): number {
  return (
    within(volunteer.review, 100) | (within(volunteer.brokenPromises, 255) << 8) | (within(volunteer.load, 65535) << 16)
  );
}

/** Writes one volunteer into row `row` of the columns. */
export function writeRow(columns: VolunteerColumns, row: number, volunteer: Volunteer): void {
  columns.eastMetres[row] = volunteer.eastMetres;
  columns.northMetres[row] = volunteer.northMetres;
  columns.skillsLow[row] = volunteer.skillsLow;
  columns.skillsHigh[row] = volunteer.skillsHigh;
  columns.credentialsLow[row] = volunteer.credentialsLow;
  columns.credentialsHigh[row] = volunteer.credentialsHigh;
  columns.languages[row] = volunteer.languages;
  for (let word = 0; word < availabilityWords; word++) {
    columns.availability[row * availabilityWords + word] = volunteer.availability[word] ?? 0;
  }
  columns.traits[row] = packTraits(volunteer);
  columns.household[row] = volunteer.household;
  columns.standing[row] = packStanding(volunteer);
  columns.preferences[row] = volunteer.preferences;
  columns.reachMetres[row] = within(volunteer.reachMetres, 65535);
}

/** Reads row `row` back as one volunteer. */
export function readRow(columns: VolunteerColumns, row: number): Volunteer {
  const traits = columns.traits[row]!;
  const standing = columns.standing[row]!;
  return {
    eastMetres: columns.eastMetres[row]!,
    northMetres: columns.northMetres[row]!,
    skillsLow: columns.skillsLow[row]!,
    skillsHigh: columns.skillsHigh[row]!,
    credentialsLow: columns.credentialsLow[row]!,
    credentialsHigh: columns.credentialsHigh[row]!,
    languages: columns.languages[row]!,
    availability: columns.availability.slice(row * availabilityWords, (row + 1) * availabilityWords),
    gender: traits & traitBits.female ? 'female' : traits & traitBits.male ? 'male' : 'unsaid',
    verified: (traits & traitBits.verified) !== 0,
    guardianConsent: (traits & traitBits.guardianConsent) !== 0,
    kind: traits & traitBits.team ? 'team' : 'person',
    active: (traits & traitBits.active) !== 0,
    size: (traits >>> 8) & 255,
    bornDay: traits >>> 16,
    household: columns.household[row]!,
    review: standing & 255,
    brokenPromises: (standing >>> 8) & 255,
    load: standing >>> 16,
    preferences: columns.preferences[row]!,
    reachMetres: columns.reachMetres[row]!,
  };
}

function within(value: number, largest: number): number {
  return Math.max(0, Math.min(largest, Math.round(value)));
}
