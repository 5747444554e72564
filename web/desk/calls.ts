import type { Static } from 'typebox';
import type { AuditQuery } from '../../src/audit/schema.ts';
import type { WeatherInput, WeekAhead } from '../../src/dispatch/schema/week-ahead.ts';
import type { BatchSettingInput, ProposalQuery } from '../../src/dispatch/schema.ts';
import type {
  LossReason,
  NewPasskey,
  PasskeyLogin,
  ProofGiven,
  ProofWanted,
} from '../../src/identity/schema/passkeys.ts';
import type { GrantQuery, NewGrant, NewPerson, PasswordLogin, PeopleQuery } from '../../src/identity/schema.ts';
import type { TopicQuery, TopicVerdictInput } from '../../src/orders/schema/alike.ts';
import type {
  ActionInput,
  ComplainedInput,
  NewOrder,
  OrderCountFilter,
  OrderFilter,
} from '../../src/orders/schema/inputs.ts';
import type { AnswerInput, PetitionFilter, ReportQuery } from '../../src/orders/schema/petitions.ts';
import type { Sight } from '../../src/orders/schema/sight.ts';
import type { ActionName } from '../../src/orders/schema/states.ts';
import type { Doing, OrderDetail, OrderSummary } from '../../src/orders/schema/views.ts';
import type { PolicyBody, PolicyName } from '../../src/organisation/policies/schema/policies.ts';
import type {
  ClosingInput,
  HolderInput,
  MergeInput,
  MoveInput,
  NewPost,
  NewUnit,
  UnitChange,
} from '../../src/organisation/schema.ts';
import type {
  Agreement,
  BreachInput,
  ConcernedInput,
  HandedShares,
  NewOpening,
  NewRecoveryKey,
} from '../../src/vault/schema.ts';
import type { NewMember, TeamFilter, VolunteerFilter } from '../../src/volunteers/schema.ts';
import { answerOf, api, sendPatiently } from '../ui/api.ts';

/* Every call of the open API that the desk makes, through the client drawn from the API's own document. */

/** Signing in and out. */
export const readNetwork = () => answerOf(api.GET('/api/v1/network'));
export const signIn = (body: Static<typeof PasswordLogin>) => answerOf(api.POST('/api/v1/login/password', { body }));
export const signOut = () => answerOf(api.POST('/api/v1/logout'));
export const startSecondFactor = (password: string) => answerOf(api.POST('/api/v1/me/totp', { body: { password } }));
export const confirmSecondFactor = (code: string) => answerOf(api.POST('/api/v1/me/totp/confirm', { body: { code } }));
export const removeSecondFactor = () => answerOf(api.DELETE('/api/v1/me/totp'));
export const wantPasskeyLogin = () => answerOf(api.POST('/api/v1/login/passkey/options'));
export const signInByPasskey = (body: PasskeyLogin) => answerOf(api.POST('/api/v1/login/passkey', { body }));
export const readPasskeys = () => answerOf(api.GET('/api/v1/me/passkeys'));
export const wantPasskey = () => answerOf(api.POST('/api/v1/me/passkeys/options'));
export const keepPasskey = (body: NewPasskey) => answerOf(api.POST('/api/v1/me/passkeys', { body }));
export const renamePasskey = (id: string, label: string) =>
  answerOf(api.PATCH('/api/v1/me/passkeys/{id}', { params: { path: { id } }, body: { label } }));
export const removePasskey = (id: string) =>
  answerOf(api.DELETE('/api/v1/me/passkeys/{id}', { params: { path: { id } } }));
export const wantProof = (): Promise<ProofWanted> => answerOf(api.POST('/api/v1/me/proof/options'));
export const giveProof = (body: ProofGiven) => answerOf(api.POST('/api/v1/me/proof', { body }));
export const readSessions = () => answerOf(api.GET('/api/v1/me/sessions'));
export const endSession = (id: string) =>
  answerOf(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } }));
export const readInbox = (query: { limit: number; cursor?: string }) =>
  answerOf(api.GET('/api/v1/me/notifications', { params: { query } }));
export const markInboxRead = (upTo: string) => answerOf(api.POST('/api/v1/me/notifications/read', { body: { upTo } }));

/** Orders. */
export const listOrders = (query: OrderFilter) => answerOf(api.GET('/api/v1/orders', { params: { query } }));
export const readCallers = (tail: string) =>
  answerOf(api.GET('/api/v1/orders/callers', { params: { query: { tail } } }));
export const countOrders = (query: OrderCountFilter) =>
  answerOf(api.GET('/api/v1/orders/count', { params: { query } }));
export const readOrder = (id: string): Promise<OrderDetail> =>
  answerOf(api.GET('/api/v1/orders/{id}', { params: { path: { id } } }));
/** As the lists show it; of a petition no reading, as the whole order is. */
export const readRow = (id: string): Promise<OrderSummary> =>
  answerOf(api.GET('/api/v1/orders/{id}/row', { params: { path: { id } } }));
export const readOrderEvents = (id: string) =>
  answerOf(api.GET('/api/v1/orders/{id}/events', { params: { path: { id } } }));
export const readCandidates = (id: string) =>
  answerOf(api.GET('/api/v1/orders/{id}/candidates', { params: { path: { id } } }));
export const readWaves = (id: string) => answerOf(api.GET('/api/v1/orders/{id}/waves', { params: { path: { id } } }));
export const startWaves = (id: string) => answerOf(api.POST('/api/v1/orders/{id}/waves', { params: { path: { id } } }));
export const readGaps = (unitId: string) =>
  answerOf(api.GET('/api/v1/units/{id}/gaps', { params: { path: { id: unitId } } }));
export const readWeekAhead = (unitId: string): Promise<WeekAhead> =>
  answerOf(api.GET('/api/v1/units/{id}/week-ahead', { params: { path: { id: unitId } } }));
export const noteWeather = (unitId: string, body: WeatherInput) =>
  answerOf(api.POST('/api/v1/units/{id}/weather', { params: { path: { id: unitId } }, body }));
export const withdrawWeather = (id: string) =>
  answerOf(api.DELETE('/api/v1/weather/{id}', { params: { path: { id } } }));
export const readAbsences = (id: string) =>
  answerOf(api.GET('/api/v1/orders/{id}/absences', { params: { path: { id } } }));
export const reportAbsence = (id: string, personId: string) =>
  answerOf(api.POST('/api/v1/orders/{id}/absences', { params: { path: { id } }, body: { personId } }));
export const decideAbsence = (id: string, personId: string, stands: boolean) =>
  answerOf(
    api.POST('/api/v1/orders/{id}/absences/{personId}/decision', {
      params: { path: { id, personId } },
      body: { stands },
    }),
  );
export const showContact = (id: string) =>
  answerOf(api.POST('/api/v1/orders/{id}/contact', { params: { path: { id } } }));
export const readNear = (id: string) => answerOf(api.GET('/api/v1/orders/{id}/near', { params: { path: { id } } }));
export const readAlerted = (id: string) =>
  answerOf(api.GET('/api/v1/orders/{id}/alerted', { params: { path: { id } } }));
export const sayPresence = (id: string, doing: Doing) =>
  answerOf(api.PUT('/api/v1/orders/{id}/presence', { params: { path: { id } }, body: { doing } }));
export const placeOrder = (body: NewOrder) => answerOf(api.POST('/api/v1/orders', { body }));
export const readFigures = (unit: string) => answerOf(api.GET('/api/v1/figures', { params: { query: { unit } } }));
export const suggestTriage = (text: string, signal: AbortSignal) =>
  answerOf(api.POST('/api/v1/triage/suggest', { body: { text }, signal }));

/** How much somebody sees of the order with a number, and why. */
export const readSight = (personId: string, order: string): Promise<Sight> =>
  answerOf(api.GET('/api/v1/people/{id}/sight', { params: { path: { id: personId }, query: { order } } }));

/** What is said again and again. */
export const readTopics = (query: TopicQuery) => answerOf(api.GET('/api/v1/topics', { params: { query } }));
export const sayOfTopics = (body: TopicVerdictInput) => answerOf(api.POST('/api/v1/topics/verdicts', { body }));

/** Petitions. */
export const listPetitions = (query: PetitionFilter) => answerOf(api.GET('/api/v1/petitions', { params: { query } }));
export const readPetitionReport = (query: ReportQuery) =>
  answerOf(api.GET('/api/v1/petitions/report', { params: { query } }));
export const readHotline = () => answerOf(api.GET('/api/v1/petitions/hotline'));
export const handToHotline = (id: string) =>
  answerOf(api.POST('/api/v1/orders/{id}/hotline', { params: { path: { id } } }));
export const markComplained = (id: string, body: ComplainedInput, version: number) =>
  answerOf(
    api.PUT('/api/v1/orders/{id}/complained-of', {
      params: { path: { id } },
      headers: { 'if-match': `"${version}"` },
      body,
    }),
  );
export const readUnitMembers = (id: string, unit: string) =>
  answerOf(api.GET('/api/v1/orders/{id}/complained-of/members', { params: { path: { id }, query: { unit } } }));
export const readPublication = (id: string) =>
  answerOf(api.GET('/api/v1/orders/{id}/publication', { params: { path: { id } } }));
export const publishAnswer = (id: string, body: AnswerInput, version: number) =>
  answerOf(
    api.PUT('/api/v1/orders/{id}/publication', {
      params: { path: { id } },
      headers: { 'if-match': `"${version}"` },
      body,
    }),
  );
export const withdrawAnswer = (id: string) =>
  answerOf(api.DELETE('/api/v1/orders/{id}/publication', { params: { path: { id } } }));
export const offerMasking = (text: string) => answerOf(api.POST('/api/v1/triage/masking', { body: { text } }));

/** Custodians: their keys, and opening together who stands behind a petition. */
export const readCustody = () => answerOf(api.GET('/api/v1/vault/custody'));
export const enrolKey = (publicKey: string) => answerOf(api.POST('/api/v1/vault/keys', { body: { publicKey } }));
export const readOpenings = () => answerOf(api.GET('/api/v1/vault/openings'));
export const proposeOpening = (body: NewOpening) => answerOf(api.POST('/api/v1/vault/openings', { body }));
export const handShareOver = (id: string, body: HandedShares) =>
  answerOf(api.PUT('/api/v1/vault/openings/{id}/share', { params: { path: { id } }, body }));
export const agreeToOpening = (id: string, body: Agreement) =>
  answerOf(api.POST('/api/v1/vault/openings/{id}/agree', { params: { path: { id } }, body }));
export const refuseOpening = (id: string) =>
  answerOf(api.POST('/api/v1/vault/openings/{id}/refuse', { params: { path: { id } } }));
export const makeRecoveryKey = (body: NewRecoveryKey) => answerOf(api.POST('/api/v1/vault/recovery-keys', { body }));
export const confirmRecoveryKey = (id: string, fingerprint: string) =>
  answerOf(api.POST('/api/v1/vault/recovery-keys/{id}/confirm', { params: { path: { id } }, body: { fingerprint } }));
export const endRecoveryKey = (id: string) =>
  answerOf(api.DELETE('/api/v1/vault/recovery-keys/{id}', { params: { path: { id } } }));

/** The register of breaches. */
export const readBreaches = () => answerOf(api.GET('/api/v1/breaches'));
export const registerBreach = (body: BreachInput) => answerOf(api.POST('/api/v1/breaches', { body }));
export const changeBreach = (id: string, body: BreachInput, version: number) =>
  answerOf(
    api.PUT('/api/v1/breaches/{id}', { params: { path: { id } }, headers: { 'if-match': `"${version}"` }, body }),
  );
export const enterConcerned = (id: string, body: ConcernedInput) =>
  answerOf(api.POST('/api/v1/breaches/{id}/concerned', { params: { path: { id } }, body }));
export const tellConcerned = (id: string) =>
  answerOf(api.POST('/api/v1/breaches/{id}/tell', { params: { path: { id } } }));
export const tellConcernedAgain = (id: string) =>
  answerOf(api.POST('/api/v1/breaches/{id}/tell-again', { params: { path: { id } } }));
export const noteAuthorityTold = (id: string) =>
  answerOf(api.POST('/api/v1/breaches/{id}/authority', { params: { path: { id } } }));

/** What people do to an order; warnings and escalations are the clock's. */
export type HumanAction = Exclude<ActionName, 'warn' | 'expire'>;

/** Does one thing to an order, as it stood in `version`. Undefined when it has left the caller's hands by it. */
export function actOn<Name extends HumanAction>(
  id: string,
  name: Name,
  input: ActionInput<Name>,
  version: number,
): Promise<OrderDetail | undefined> {
  return answerOf<OrderDetail | undefined>(
    api.POST('/api/v1/orders/{id}/actions/{name}', {
      params: { path: { id, name } },
      headers: { 'if-match': `"${version}"` },
      body: input,
    }),
  );
}

/** The audit log. */
export const readAuditEntries = (query: AuditQuery) =>
  answerOf(api.GET('/api/v1/audit/entries', { params: { query } }));
export const readAuditState = () => answerOf(api.GET('/api/v1/audit/state'));
export const compareCheckpoint = (note: string) => answerOf(api.POST('/api/v1/audit/compare', { body: { note } }));

/** The tree and its policies. */
export const readTree = () => answerOf(api.GET('/api/v1/tree'));
/** At most 100 units by id, closed ones and teams too. */
export const readUnits = (ids: string[]) =>
  answerOf(api.GET('/api/v1/units', { params: { query: { ids, closed: true, limit: 100 } } }));
export const readUnit = (id: string) => answerOf(api.GET('/api/v1/units/{id}', { params: { path: { id } } }));
export const readUnitHistory = (id: string) =>
  answerOf(api.GET('/api/v1/units/{id}/history', { params: { path: { id } } }));
export const checkTreeFile = (text: string) =>
  answerOf(api.POST('/api/v1/tree/check', { body: { text }, fetch: sendPatiently }));
export const importTreeFile = (text: string) =>
  answerOf(api.POST('/api/v1/tree/import', { body: { text }, fetch: sendPatiently }));
export const openUnit = (body: NewUnit) => answerOf(api.POST('/api/v1/units', { body }));
export const changeUnit = (id: string, body: UnitChange, version: number) =>
  answerOf(
    api.PATCH('/api/v1/units/{id}', { params: { path: { id } }, headers: { 'if-match': `"${version}"` }, body }),
  );
export const closeUnit = (id: string, body: ClosingInput, version: number) =>
  answerOf(
    api.POST('/api/v1/units/{id}/actions/close', {
      params: { path: { id } },
      headers: { 'if-match': `"${version}"` },
      body,
    }),
  );
export const keepUnitOpen = (id: string, version: number) =>
  answerOf(
    api.POST('/api/v1/units/{id}/actions/keep_open', {
      params: { path: { id } },
      headers: { 'if-match': `"${version}"` },
    }),
  );
export const mergeUnit = (id: string, body: MergeInput, version: number) =>
  answerOf(
    api.POST('/api/v1/units/{id}/actions/merge', {
      params: { path: { id } },
      headers: { 'if-match': `"${version}"` },
      body,
    }),
  );
export const moveUnit = (id: string, body: MoveInput, version: number) =>
  answerOf(
    api.POST('/api/v1/units/{id}/actions/move', {
      params: { path: { id } },
      headers: { 'if-match': `"${version}"` },
      body,
    }),
  );
export const readPosts = (id: string) => answerOf(api.GET('/api/v1/units/{id}/posts', { params: { path: { id } } }));

export const openPost = (id: string, body: NewPost) =>
  answerOf(api.POST('/api/v1/units/{id}/posts', { params: { path: { id } }, body }));
export const fillPost = (id: string, postId: string, body: HolderInput) =>
  answerOf(api.PUT('/api/v1/units/{id}/posts/{postId}/holder', { params: { path: { id, postId } }, body }));
export const endPost = (id: string, postId: string) =>
  answerOf(api.DELETE('/api/v1/units/{id}/posts/{postId}', { params: { path: { id, postId } } }));

/** A policy as it is in force, or was. Its body has the shape of its name, which one route for all of them cannot say. */
export interface PolicyInForce<Name extends PolicyName> {
  name: string;
  version: number;
  effectiveAt: string;
  body: PolicyBody<Name>;
}
export const readPolicy = <Name extends PolicyName>(name: Name): Promise<PolicyInForce<Name>> =>
  answerOf(api.GET('/api/v1/policies/{name}', { params: { path: { name } } })) as Promise<unknown> as Promise<
    PolicyInForce<Name>
  >;
/** A version of a policy, with who saved it. */
export interface PolicySaved {
  version: number;
  effectiveAt: string;
  scheduledAt: string | null;
  actorId: string;
  body: unknown;
}
export const readPolicyVersions = (name: PolicyName): Promise<{ items: PolicySaved[] }> =>
  answerOf(api.GET('/api/v1/policies/{name}/versions', { params: { path: { name } } }));
export const readPolicyShape = (name: PolicyName) =>
  answerOf(api.GET('/api/v1/policies/{name}/shape', { params: { path: { name } } }));
export const checkPolicy = (name: PolicyName, body: unknown) =>
  answerOf(api.POST('/api/v1/policies/{name}/check', { params: { path: { name } }, body: { body } }));
export const savePolicy = (name: PolicyName, body: { body: unknown; effectiveAt?: string }, version: number) =>
  answerOf(
    api.PUT('/api/v1/policies/{name}', { params: { path: { name } }, headers: { 'if-match': `"${version}"` }, body }),
  );
export const readBatch = (unit: string) =>
  answerOf(api.GET('/api/v1/units/{id}/batch', { params: { path: { id: unit } } }));
export const readProposals = (batch: string, query: ProposalQuery) =>
  answerOf(api.GET('/api/v1/batches/{id}/proposals', { params: { path: { id: batch }, query } }));
export const solveBatch = (unit: string) =>
  answerOf(api.POST('/api/v1/units/{id}/batch', { params: { path: { id: unit } }, body: {}, fetch: sendPatiently }));
export const setBatches = (unit: string, body: BatchSettingInput) =>
  answerOf(api.PUT('/api/v1/units/{id}/batch/setting', { params: { path: { id: unit } }, body }));
/** Sends what is proposed for some orders, or for all that are open. */
export const confirmBatch = (batch: string, orderIds: string[] | 'all') =>
  answerOf(
    api.POST('/api/v1/batches/{id}/confirm', {
      params: { path: { id: batch } },
      body: orderIds === 'all' ? {} : { orderIds },
      fetch: sendPatiently,
    }),
  );
export const replayPolicy = (body: unknown) =>
  answerOf(api.POST('/api/v1/dispatch/replay', { body: { body }, fetch: sendPatiently }));
export const readKindUses = () => answerOf(api.GET('/api/v1/figures/kinds'));
export const readSkillUses = () => answerOf(api.GET('/api/v1/figures/skills'));

/** Models that suggest kinds. */
export const listModels = () => answerOf(api.GET('/api/v1/triage/models'));
export const trainModel = () => answerOf(api.POST('/api/v1/triage/models'));
export const compareModel = (id: string) =>
  answerOf(api.POST('/api/v1/triage/models/{id}/actions/compare', { params: { path: { id } } }));
export const promoteModel = (id: string) =>
  answerOf(api.POST('/api/v1/triage/models/{id}/actions/promote', { params: { path: { id } } }));

/** People and roles. */
export const findPeople = (query: PeopleQuery) => answerOf(api.GET('/api/v1/people', { params: { query } }));
export const addPerson = (body: Static<typeof NewPerson>) => answerOf(api.POST('/api/v1/people', { body }));
export const takeAuthenticators = (id: string, reason: LossReason) =>
  answerOf(api.POST('/api/v1/people/{id}/actions/take_authenticators', { params: { path: { id } }, body: { reason } }));
export const readGrants = (query: Static<typeof GrantQuery>) =>
  answerOf(api.GET('/api/v1/grants', { params: { query } }));
export const giveRole = (body: Static<typeof NewGrant>) => answerOf(api.POST('/api/v1/grants', { body }));
export const readWishes = () => answerOf(api.GET('/api/v1/grants/asked'));
export const answerWish = (id: string, answer: 'agree' | 'decline') =>
  answer === 'agree'
    ? answerOf(api.POST('/api/v1/grants/asked/{id}/actions/agree', { params: { path: { id } } }))
    : answerOf(api.POST('/api/v1/grants/asked/{id}/actions/decline', { params: { path: { id } } }));
export const endRole = (id: string) => answerOf(api.DELETE('/api/v1/grants/{id}', { params: { path: { id } } }));

/** Teams and their members. */
export const readTeam = (id: string) => answerOf(api.GET('/api/v1/teams/{id}', { params: { path: { id } } }));
export const listTeams = (query: TeamFilter) => answerOf(api.GET('/api/v1/teams', { params: { query } }));
export const changeMember = (id: string, personId: string, role: 'leader' | 'member') =>
  answerOf(api.PUT('/api/v1/teams/{id}/members/{personId}', { params: { path: { id, personId } }, body: { role } }));
export const readMembers = (id: string) =>
  answerOf(api.GET('/api/v1/teams/{id}/members', { params: { path: { id } } }));
export const tellTeam = (team: string, words: string) =>
  answerOf(api.POST('/api/v1/teams/{id}/messages', { params: { path: { id: team } }, body: { words } }));
export const addMember = (id: string, body: NewMember) =>
  answerOf(api.POST('/api/v1/teams/{id}/members', { params: { path: { id } }, body }));
export const removeMember = (id: string, personId: string) =>
  answerOf(api.DELETE('/api/v1/teams/{id}/members/{personId}', { params: { path: { id, personId } } }));
export const listVolunteers = (query: VolunteerFilter) =>
  answerOf(api.GET('/api/v1/volunteers', { params: { query } }));
export const verifyVolunteer = (id: string) =>
  answerOf(api.POST('/api/v1/volunteers/{id}/actions/verify', { params: { path: { id } }, body: {} }));
export const verifySkill = (id: string, skill: string) =>
  answerOf(api.POST('/api/v1/volunteers/{id}/actions/verify_skill', { params: { path: { id } }, body: { skill } }));
