import type { Static } from 'typebox';
import type { GrantPage, Me, NewGrant, NewPerson, PersonPage, TotpStarted } from '../../src/identity/schema.ts';
import type { NotificationPage } from '../../src/notify/schema.ts';
import type {
  ActionInput,
  ActionName,
  Candidate,
  NewOrder,
  OrderDetail,
  OrderEvent,
  OrderFigures,
  OrderFilter,
  OrderPage,
  OrderPlaced,
  ShownContact,
  TriageSuggestion,
} from '../../src/orders/schema.ts';
import type { PolicyBody, PolicyName } from '../../src/organisation/policies/schema.ts';
import type {
  ClosingInput,
  CompactTree,
  MergeInput,
  MoveInput,
  NetworkShape,
  NewPost,
  NewUnit,
  PostShape,
  UnitChange,
  UnitDetail,
  UnitPage,
  UnitVersion,
} from '../../src/organisation/schema.ts';
import type { NewMember, TeamMember, TeamShape } from '../../src/volunteers/schema.ts';
import { newKey, refusalOf, sendSafely } from '../ui/api.ts';
import { languageInUse } from '../ui/language.ts';

type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

interface Sending {
  query?: Query;
  body?: unknown;
  /** The version that the person has before them. */
  version?: number;
  signal?: AbortSignal;
}

function search(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    if (typeof value === 'object') for (const each of value) params.append(name, each);
    else params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Sends one request of the open API; a write carries a key of its own, so that sending it again does nothing twice. */
async function call<T>(method: string, path: string, { query = {}, body, version, signal }: Sending = {}): Promise<T> {
  const headers: Record<string, string> = { 'accept-language': languageInUse() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET') headers['idempotency-key'] = newKey();
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  const request = new Request(`/api/v1${path}${search(query)}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const response = await sendSafely(request);
  if (!response.ok) throw refusalOf(await response.json().catch(() => undefined), response);
  return response.status === 204 ? (undefined as T) : response.json();
}

/** Signing in and out, and who is here. */
export const readMe = () => call<Me>('GET', '/me');
export const readNetwork = () => call<NetworkShape>('GET', '/network');
export const signIn = (body: { username: string; password: string; totp?: string }) =>
  call<unknown>('POST', '/login/password', { body });
export const signOut = () => call<void>('POST', '/logout');
export const startSecondFactor = (password: string) => call<TotpStarted>('POST', '/me/totp', { body: { password } });
export const confirmSecondFactor = (code: string) => call<void>('POST', '/me/totp/confirm', { body: { code } });
export const readInbox = () =>
  call<Static<typeof NotificationPage>>('GET', '/me/notifications', { query: { limit: 50 } });
export const markInboxRead = (upTo: string) => call<void>('POST', '/me/notifications/read', { body: { upTo } });

/** Orders. */
export const listOrders = (filter: OrderFilter) =>
  call<Static<typeof OrderPage>>('GET', '/orders', { query: { ...filter } });
export const readOrder = (id: string) => call<OrderDetail>('GET', `/orders/${id}`);
export const readOrderEvents = (id: string) => call<{ items: OrderEvent[] }>('GET', `/orders/${id}/events`);
export const readCandidates = (id: string) => call<{ items: Candidate[] }>('GET', `/orders/${id}/candidates`);
export const showContact = (id: string) =>
  call<{ items: ShownContact[] }>('POST', `/orders/${id}/contact`, { body: {} });
export const placeOrder = (body: NewOrder) => call<OrderPlaced>('POST', '/orders', { body });
export const readFigures = (unit: string) => call<OrderFigures>('GET', '/figures', { query: { unit } });
export const suggestTriage = (text: string, signal: AbortSignal) =>
  call<Static<typeof TriageSuggestion> & { callFirst: string | null }>('POST', '/triage/suggest', {
    body: { text },
    signal,
  });

/** Does one thing to an order, as it stood in `version`. */
export function actOn<Name extends ActionName>(id: string, name: Name, input: ActionInput<Name>, version: number) {
  return call<OrderDetail>('POST', `/orders/${id}/actions/${name}`, { body: input, version });
}

/** The tree and its policies. */
export const readTree = () => call<CompactTree>('GET', '/tree');
export interface PolicyVersion<Body> {
  name: string;
  version: number;
  effectiveAt: string;
  body: Body;
  actorId?: string;
}
export const readPolicy = <Name extends PolicyName>(name: Name) =>
  call<PolicyVersion<PolicyBody<Name>>>('GET', `/policies/${name}`);
export const readPolicyVersions = <Name extends PolicyName>(name: Name) =>
  call<{ items: PolicyVersion<PolicyBody<Name>>[] }>('GET', `/policies/${name}/versions`);
export const readUnit = (id: string) => call<UnitDetail>('GET', `/units/${id}`);
export const findUnits = (query: { text?: string; level?: string; within?: string; parent?: string; limit?: number }) =>
  call<Static<typeof UnitPage>>('GET', '/units', { query });
export const readUnitHistory = (id: string) => call<{ items: UnitVersion[] }>('GET', `/units/${id}/history`);
export const openUnit = (body: NewUnit) => call<UnitDetail>('POST', '/units', { body });
export const changeUnit = (id: string, body: UnitChange, version: number) =>
  call<UnitDetail>('PATCH', `/units/${id}`, { body, version });
export const closeUnit = (id: string, body: ClosingInput) =>
  call<UnitDetail>('POST', `/units/${id}/actions/close`, { body });
export const mergeUnit = (id: string, body: MergeInput) =>
  call<UnitDetail>('POST', `/units/${id}/actions/merge`, { body });
export const moveUnit = (id: string, body: MoveInput) =>
  call<UnitDetail>('POST', `/units/${id}/actions/move`, { body });
export const readPosts = (id: string) => call<{ items: PostShape[] }>('GET', `/units/${id}/posts`);
export const addPost = (id: string, body: NewPost) => call<PostShape>('POST', `/units/${id}/posts`, { body });

/** People and roles. */
export const findPeople = (query: { text?: string; unit?: string; cursor?: string; limit?: number }) =>
  call<Static<typeof PersonPage>>('GET', '/people', { query });
export const addPerson = (body: Static<typeof NewPerson>) => call<{ id: string }>('POST', '/people', { body });
export const readGrants = (query: { unit?: string; person?: string }) =>
  call<Static<typeof GrantPage>>('GET', '/grants', { query });
export const giveRole = (body: Static<typeof NewGrant>) => call<unknown>('POST', '/grants', { body });
export const endRole = (id: string) => call<void>('DELETE', `/grants/${id}`);

/** Teams and their members. */
export const readTeam = (id: string) => call<TeamShape>('GET', `/teams/${id}`);
export const readMembers = (id: string) => call<{ items: TeamMember[] }>('GET', `/teams/${id}/members`);
export const addMember = (id: string, body: NewMember) => call<unknown>('POST', `/teams/${id}/members`, { body });
export const removeMember = (id: string, personId: string) => call<void>('DELETE', `/teams/${id}/members/${personId}`);
export const listTeamOrders = (id: string) =>
  call<Static<typeof OrderPage>>('GET', `/teams/${id}/orders`, { query: { limit: 100 } });
export const verifyVolunteer = (personId: string) =>
  call<unknown>('POST', `/volunteers/${personId}/actions/verify`, { body: {} });
export const verifySkill = (personId: string, skill: string) =>
  call<unknown>('POST', `/volunteers/${personId}/actions/verify_skill`, { body: { skill } });
