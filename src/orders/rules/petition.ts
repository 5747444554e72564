import type { Status } from '../schema/states.ts';

/** What a petition or complaint has beside its order: whom it was forwarded to, how it came back, and by when the law asks for what. */
export interface Petition {
  /** How often it was forwarded. */
  forwards: number;
  /** How often a department said "not ours". */
  objections: number;
  /** Departments that said so and were believed. */
  bounced: string[];
  /** The centre has decided two objections: whoever has it now handles it. */
  binding: boolean;
  /** A clerk has confirmed the words that the department may read. */
  masked: boolean;
  forwardedAt: Date | null;
  signedAt: Date | null;
  admittedAt: Date | null;
  repliedAt: Date | null;
  objectBy: Date | null;
  noticeBy: Date | null;
  resolveBy: Date | null;
  reconsiderBy: Date | null;
  /** By when a reconsideration that was asked for is answered. */
  concludeBy: Date | null;
  /** Days granted beyond the 60; 0 none. */
  extensionDays: number;
  /** Days asked for and not yet decided; 0 none. */
  extensionAsked: number;
  extensionAskedBy: string | null;
  /** Who of the staff granted it. */
  extensionGrantedBy: string | null;
  /** How often the petitioner or who follows said "not solved". */
  disputes: number;
  /** 0 none, 1 reconsideration asked for, 2 the final one. */
  stage: number;
  /** A question of the department or the clerks waits for the petitioner. */
  questionOpen: boolean;
  /** By when an instruction from above is answered; null: none waits. */
  instructionDueBy: Date | null;
  /** When the last instruction was answered. */
  reportedBackAt: Date | null;
  /** The petitioner lets question and answer be published. */
  consented: boolean;
  /** The way out that a petition was shown which is not taken in. */
  door: string | null;
  /** Its number at the city's 12345 line, and which way it went. */
  hotlineNumber: string | null;
  hotlineDirection: 'from' | 'to' | null;
}

/** What a petition has when it is first one. */
export const BLANK_PETITION: Petition = {
  forwards: 0,
  objections: 0,
  bounced: [],
  binding: false,
  masked: false,
  forwardedAt: null,
  signedAt: null,
  admittedAt: null,
  repliedAt: null,
  objectBy: null,
  noticeBy: null,
  resolveBy: null,
  reconsiderBy: null,
  concludeBy: null,
  extensionDays: 0,
  extensionAsked: 0,
  extensionAskedBy: null,
  extensionGrantedBy: null,
  disputes: 0,
  stage: 0,
  questionOpen: false,
  instructionDueBy: null,
  reportedBackAt: null,
  consented: false,
  door: null,
  hotlineNumber: null,
  hotlineDirection: null,
};

/** Fields of a petition that are instants: text wherever they come out of JSON. */
const PETITION_TIMES = [
  'forwardedAt',
  'signedAt',
  'admittedAt',
  'repliedAt',
  'objectBy',
  'noticeBy',
  'resolveBy',
  'reconsiderBy',
  'concludeBy',
  'instructionDueBy',
  'reportedBackAt',
] as const satisfies readonly (keyof Petition)[];

/** After so many objections that the centre has decided, its decision binds. */
export const MOST_OBJECTIONS = 2;

/** States in which the department that has it must act. */
export const withDepartment: readonly Status[] = ['forwarded', 'signed_for', 'admitted'];

/**
 * The units so many levels above the owner, whose clerks decide; where there are not so many, the highest one. Example: of
 * a county's petition (`[county, city]`) two levels up is the city.
 */
export function levelsAbove(unitPath: readonly string[], levels: number): readonly string[] {
  return unitPath.slice(Math.min(levels, unitPath.length - 1));
}

/** A petition as it comes out of JSON, with its instants as such. */
export function revivePetition(raw: Petition): Petition {
  const revived: Record<string, unknown> = { ...raw };
  for (const name of PETITION_TIMES) if (typeof revived[name] === 'string') revived[name] = new Date(revived[name]);
  return revived as unknown as Petition;
}
