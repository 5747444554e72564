/* Stands in until the document of the API is generated; written from the same shapes. */
import type { ActionInput, ActionName, NewOrder, OfferCard, OrderDetail, OrderEvent, OrderPlaced, OrderSummary } from '../../src/orders/schema.ts';
import type { CodeSent, Me, MeChange, MyData, SessionShape } from '../../src/identity/schema.ts';
import type { Notification } from '../../src/notify/schema.ts';
import type { CompactTree, NetworkShape, UnitDetail } from '../../src/organisation/schema.ts';
import type { Static } from 'typebox';
import type { NeedTaxonomy } from '../../src/organisation/policies/schema.ts';

import type { VolunteerInput, VolunteerProfile } from '../../src/volunteers/schema.ts';

interface Page<T> { items: T[]; nextCursor: string | null }
interface Ok<T> { responses: { 200: { content: { 'application/json': T } } } }
interface Done { responses: { 204: { content?: never } } }
interface Paged { parameters: { query?: { cursor?: string; limit?: number } } }
interface Id { parameters: { path: { id: string } } }
interface Body<T> { requestBody: { content: { 'application/json': T } } }

export interface paths {
  '/api/v1/network': { get: Ok<NetworkShape> };
  '/api/v1/tree': { get: Ok<CompactTree> };
  '/api/v1/units/{id}': { get: Id & Ok<UnitDetail> };
  '/api/v1/policies/{name}': { get: { parameters: { path: { name: string } } } & Ok<NeedTaxonomy> };
  '/api/v1/login/code': { post: Body<{ phone: string }> & Ok<CodeSent> };
  '/api/v1/login/phone': { post: Body<{ phone: string; code: string; name?: string; privacyConsent?: boolean }> & Ok<Me> };
  '/api/v1/logout': { post: Done };
  '/api/v1/me': { get: Ok<Me>; patch: Body<MeChange> & Ok<Me>; delete: Ok<unknown> };
  '/api/v1/me/data': { get: Ok<MyData> };
  '/api/v1/me/sessions': { get: Ok<Page<Static<typeof SessionShape>>> };
  '/api/v1/me/sessions/{id}': { delete: Id & Done };
  '/api/v1/me/orders': { get: Paged & Ok<Page<OrderSummary>> };
  '/api/v1/me/offers': { get: Ok<Page<OfferCard>> };
  '/api/v1/me/tasks': { get: Ok<Page<OrderSummary>> };
  '/api/v1/me/notifications': { get: Paged & Ok<Page<Notification>> };
  '/api/v1/me/notifications/read': { post: Body<{ upTo: string }> & Done };
  '/api/v1/me/volunteer': { get: Ok<VolunteerProfile>; put: Body<VolunteerInput> & Ok<VolunteerProfile> };
  '/api/v1/orders': { post: Body<NewOrder> & Ok<OrderPlaced> };
  '/api/v1/orders/{id}': { get: Id & Ok<OrderDetail> };
  '/api/v1/orders/{id}/events': { get: Id & Ok<Page<OrderEvent>> };
  '/api/v1/orders/{id}/actions/{name}': { post: { parameters: { path: { id: string; name: ActionName } } } & Body<ActionInput<ActionName>> & Ok<OrderDetail> };
  '/api/v1/orders/{id}/contact': { post: Id & Ok<{ items: { name: string | null; phone: string | null }[] }> };
  '/api/v1/photos': { post: Body<Blob> & Ok<{ id: string }> };
  '/api/v1/triage/suggest': { post: Body<{ text: string }> & Ok<{ nature: string; kind: string | null; confidential: boolean; callFirst: string | null }> };
}
