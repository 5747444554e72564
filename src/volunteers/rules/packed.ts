/*
 * How volunteers are packed into bytes by the database, for whoever reads all of them at once. Numbers stand big end first.
 */

/** Where each field of a packed volunteer begins, in bytes. */
export const packedVolunteer = {
  personId: 0,
  unitId: 16,
  /** Degrees; not a number where nothing was said. */
  longitude: 32,
  latitude: 40,
  /** 0: not known. */
  birthYear: 48,
  flags: 50,
  /** Days since 1970-01-01; -1: not away. */
  awayUntilDay: 52,
  /** 168 bits, Monday 00:00 first, after four bytes that say how many there are. */
  availability: 60,
  size: 81,
} as const;

/** Bits of `flags`. */
export const packedFlag = { verified: 1, guardianConsented: 2 } as const;

/** Where each field of a packed skill begins. */
export const packedSkill = {
  personId: 0,
  /** Position in the skills asked for, from 1. */
  skill: 16,
  /** 1: somebody has seen the papers. */
  verified: 18,
  /** The last day on which the papers are good, since 1970-01-01; the largest number: they do not end. */
  validUntilDay: 20,
  size: 24,
} as const;

/** Bytes of a packed place: whose, and which unit. */
export const packedPlace = { personId: 0, unitId: 16, size: 32 } as const;
