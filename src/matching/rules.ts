import {
  type Exclusion,
  type MatchingPolicy,
  type OrderNeed,
  type ScoreTerms,
  slotsPerWeek,
  type Volunteer,
} from './schema.ts';

const adultYears = 18;

/** Last birthday (days since 1900-01-01) of someone who is at least `years` old on `day`. Born on 29 February: of age on 1 March. */
export function latestBirthday(day: number, years: number): number {
  const epoch = Date.UTC(1900, 0, 1);
  const date = new Date(epoch + day * 86_400_000);
  const moved = Date.UTC(date.getUTCFullYear() - years, date.getUTCMonth(), date.getUTCDate());
  return Math.floor((moved - epoch) / 86_400_000) - (new Date(moved).getUTCDate() === date.getUTCDate() ? 0 : 1);
}

/** Whether the slot is one of the week's and free. */
export function isFree(availability: ArrayLike<number>, slot: number): boolean {
  return slot >= 0 && slot < slotsPerWeek && ((availability[slot >> 5] ?? 0) & (1 << (slot & 31))) !== 0;
}

/**
 * Every reason why this volunteer or team may not serve this order; empty when they may. The plain reading of the
 * rules: the index answers exactly as this does, only faster.
 * Sources: 志愿服务条例 art. 7 (guardians of minors), art. 16 (skills and credentials, safety).
 */
export function exclusions(order: OrderNeed, id: number, volunteer: Volunteer): Exclusion[] {
  const reasons: Exclusion[] = [];
  const isTeam = volunteer.kind === 'team';
  if (!volunteer.active) reasons.push('inactive');
  if (order.provider !== 'either' && order.provider !== volunteer.kind) reasons.push('wrong_kind');
  if (isTeam && volunteer.size < order.demand) reasons.push('team_too_small');
  if (order.twoPersons && (isTeam ? volunteer.size < 2 : order.demand < 2)) reasons.push('two_persons');
  if (lacks(volunteer.skillsLow, order.skillsLow) || lacks(volunteer.skillsHigh, order.skillsHigh))
    reasons.push('skill');
  if (
    lacks(volunteer.credentialsLow, order.credentialsLow) ||
    lacks(volunteer.credentialsHigh, order.credentialsHigh)
  ) {
    reasons.push('credential');
  }
  if (lacks(volunteer.languages, order.languages)) reasons.push('language');
  if (!coversWindow(order, volunteer)) reasons.push('unavailable');
  if (order.homeVisit && !volunteer.verified) reasons.push('not_verified');
  reasons.push(...ageExclusions(order, volunteer));
  if (order.gender !== null && volunteer.gender !== order.gender.wanted) reasons.push('gender');
  if (isConflict(order, id, volunteer)) reasons.push('conflict');
  if (isTooFar(order, volunteer)) reasons.push('too_far');
  return reasons;
}

function ageExclusions(order: OrderNeed, volunteer: Volunteer): Exclusion[] {
  if (volunteer.kind === 'team') return [];
  if (volunteer.bornDay > latestBirthday(order.day, order.minimumAge)) return ['too_young'];
  if (volunteer.bornDay <= latestBirthday(order.day, order.maximumAge + 1)) return ['too_old'];
  const isMinor = volunteer.bornDay > latestBirthday(order.day, adultYears);
  return isMinor && !volunteer.guardianConsent ? ['guardian'] : [];
}

function coversWindow(order: OrderNeed, volunteer: Volunteer): boolean {
  for (let slot = order.window[0]; slot < order.window[1]; slot++) {
    if (!isFree(volunteer.availability, slot)) return false;
  }
  return true;
}

function isConflict(order: OrderNeed, id: number, volunteer: Volunteer): boolean {
  return order.conflicts.includes(id) || (order.household !== 0 && order.household === volunteer.household);
}

function isTooFar(order: OrderNeed, volunteer: Volunteer): boolean {
  const east = order.eastMetres - volunteer.eastMetres;
  const north = order.northMetres - volunteer.northMetres;
  const limit = Math.min(order.radiusMetres, volunteer.reachMetres);
  return east * east + north * north > limit * limit;
}

function lacks(has: number, needs: number): boolean {
  return (has & needs) !== (needs | 0);
}

/**
 * The named terms of a candidate's score, whole points of one metre of way each.
 * Worked example: 1,200 m away, credential checked, welcome language spoken, review 80, one earlier order, free before
 * and after, none of the liked categories: -1200 + 200 + 120 + 250 + 240 + 0 - 150 + 0 = -540.
 */
export function scoreTerms(order: OrderNeed, volunteer: Volunteer, policy: MatchingPolicy): ScoreTerms {
  const east = order.eastMetres - volunteer.eastMetres;
  const north = order.northMetres - volunteer.northMetres;
  const metres = Math.floor(Math.sqrt(east * east + north * north));
  const needsSkill = order.skillsLow !== 0 || order.skillsHigh !== 0;
  const isProved =
    !lacks(volunteer.credentialsLow, order.skillsLow) && !lacks(volunteer.credentialsHigh, order.skillsHigh);
  const margin =
    Number(isFree(volunteer.availability, order.window[0] - 1)) +
    Number(isFree(volunteer.availability, order.window[1]));
  return {
    distance: 0 - Math.floor((metres * policy.distancePerKilometre) / 1000),
    skill: needsSkill && isProved ? policy.credential : 0,
    availability: margin * policy.availabilityMargin,
    language: (volunteer.languages & order.languagesWelcome) !== 0 ? policy.language : 0,
    reviews: volunteer.review * policy.review,
    keptPromises: 0 - volunteer.brokenPromises * policy.brokenPromise,
    load: 0 - 2 * policy.loadPrice * volunteer.load,
    preference: (volunteer.preferences & (1 << order.category)) !== 0 ? policy.preference : 0,
  };
}

/** The score: the exact sum of its terms. */
export function scoreOf(terms: ScoreTerms): number {
  return (
    terms.distance +
    terms.skill +
    terms.availability +
    terms.language +
    terms.reviews +
    terms.keptPromises +
    terms.load +
    terms.preference
  );
}

/** The most that everything but distance can add to a score for this order. */
export function bestSoftTerms(order: OrderNeed, policy: MatchingPolicy): number {
  const needsSkill = order.skillsLow !== 0 || order.skillsHigh !== 0;
  return (
    (needsSkill ? policy.credential : 0) +
    2 * policy.availabilityMargin +
    (order.languagesWelcome !== 0 ? policy.language : 0) +
    100 * policy.review +
    policy.preference
  );
}
