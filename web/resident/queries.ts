import type { Me } from '../../src/identity/schema.ts';
import { doOverlap, type WishedWindow } from '../../src/orders/rules/windows.ts';
import type { ActionInput } from '../../src/orders/schema/inputs.ts';
import type { ActionName } from '../../src/orders/schema/states.ts';
import type { OrderDetail, OrderEvent } from '../../src/orders/schema/views.ts';
import type { PetitionPolicy } from '../../src/organisation/policies/schema/clocks.ts';
import type { SkillList } from '../../src/organisation/policies/schema/lists.ts';
import type { AskableKind, AskableNeeds } from '../../src/organisation/policies/schema/needs.ts';
import type { NetworkShape } from '../../src/organisation/schema.ts';
import { answerOf, api } from '../ui/api.ts';
import { languageInUse } from '../ui/language.ts';
import { readMe } from '../ui/session.ts';
import { put, type Remote, refresh, useRemote } from './remote.ts';

/** Who reads; null when nobody is signed in. */
export function useMe(): Remote<Me | null> {
  return useRemote('me', readMe);
}

/**
 * The city, its name and the phone that people answer: at once as this phone last knew it, then as it is now. So the
 * number for help is there without a network too.
 */
export function useNetwork(): Remote<NetworkShape> {
  const network = useRemote('network', readNetwork);
  if (network.value) return network;
  lastKnown ??= storedNetwork();
  return { ...network, value: lastKnown };
}

const NETWORK = 'linli.network';
let lastKnown: NetworkShape | undefined;

async function readNetwork(): Promise<NetworkShape> {
  const network = await answerOf(api.GET('/api/v1/network'));
  keepNetwork(network);
  return network;
}

/** Keeps what is known of the city for the next time. */
export function keepNetwork(network: NetworkShape): void {
  try {
    localStorage.setItem(NETWORK, JSON.stringify(network));
  } catch {
    // A browser without storage knows it as long as the page.
  }
}

function storedNetwork(): NetworkShape | undefined {
  try {
    return (JSON.parse(localStorage.getItem(NETWORK) ?? 'null') as NetworkShape | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A policy as it stands; the API's document leaves its body open, the shape is that of its own schema. */
async function readPolicy<T>(name: string): Promise<T> {
  const policy = await answerOf(api.GET('/api/v1/policies/{name}', { params: { path: { name: name as 'needs' } } }));
  return policy.body as T;
}

/** What can be asked for. */
export function useNeeds(): Remote<AskableNeeds> {
  return useRemote('needs', () => answerOf(api.GET('/api/v1/needs')) as Promise<AskableNeeds>);
}

/** What volunteers can do. */
export function useSkills(): Remote<SkillList> {
  return useRemote('skills', () => readPolicy<SkillList>('skills'));
}

/** A kind of need by its code. */
export function kindOf(needs: AskableNeeds | undefined, id: string | null): AskableKind | undefined {
  return id === null
    ? undefined
    : needs?.categories.flatMap((category) => category.kinds).find((kind) => kind.id === id);
}

/** A kind as a resident says it. */
export function sayKind(kind: Pick<AskableKind, 'askZh' | 'askEn'>): string {
  return languageInUse() === 'zh-CN' ? kind.askZh : kind.askEn;
}

/** My orders, newest first. */
export function useMyOrders(enabled: boolean) {
  return useRemote(enabled ? 'orders:mine' : null, () => readMyOrders());
}

/** My orders from a cursor on, else the newest. */
export function readMyOrders(cursor?: string) {
  const query = { limit: 50, ...(cursor === undefined ? {} : { cursor }) };
  return answerOf(api.GET('/api/v1/me/orders', { params: { query } }));
}

/** One order as I may see it. */
export function useOrder(id: string | null): Remote<OrderDetail> {
  return useRemote(
    id === null ? null : `orders:${id}`,
    () => answerOf(api.GET('/api/v1/orders/{id}', { params: { path: { id: id ?? '' } } })) as Promise<OrderDetail>,
  );
}

/** What happened to one order, oldest first. */
export function useOrderEvents(id: string | null): Remote<OrderEvent[]> {
  const events = useRemote(
    id === null ? null : `orders:${id}:events`,
    () =>
      answerOf(api.GET('/api/v1/orders/{id}/events', { params: { path: { id: id ?? '' } } })) as Promise<{
        items: OrderEvent[];
      }>,
  );
  return { ...events, value: events.value?.items };
}

/** Does something to an order, and shows what it is afterwards everywhere. */
export async function actOn<Name extends Exclude<ActionName, 'warn' | 'expire'>>(
  id: string,
  name: Name,
  input: ActionInput<Name>,
  key?: string,
): Promise<void> {
  const order = (await answerOf(
    api.POST('/api/v1/orders/{id}/actions/{name}', {
      params: { path: { id, name } },
      body: input as ActionInput<ActionName>,
      ...(key ? { headers: { 'idempotency-key': key } } : {}),
    }),
  )) as OrderDetail | undefined;
  // Who gives an order back may not see it any more: then nothing is answered.
  if (order) put(`orders:${id}`, order);
  void refresh('orders:', 'offers', 'tasks', 'team:');
}

/** What is offered to me. */
export function useOffers(enabled: boolean) {
  return useRemote(enabled ? 'offers' : null, () => answerOf(api.GET('/api/v1/me/offers')));
}

/** What I have taken on. */
export function useTasks(enabled: boolean) {
  return useRemote(enabled ? 'tasks' : null, () => answerOf(api.GET('/api/v1/me/tasks')));
}

const UNDER_WAY = new Set(['dispatched', 'accepted', 'in_service']);

/** Whether an order that I may take meets in time something else that I have taken on. */
export function useMeetsMine(orderId: string, wished: WishedWindow): boolean {
  const tasks = useTasks(true).value?.items ?? [];
  return tasks.some((task) => task.id !== orderId && UNDER_WAY.has(task.status) && doOverlap(task, wished));
}

/** The policy on petitions: where what is not taken in is taken in. */
export function usePetitionPolicy() {
  return useRemote('policy:petitions', async () => {
    const { body } = await answerOf(api.GET('/api/v1/policies/{name}', { params: { path: { name: 'petitions' } } }));
    return body as PetitionPolicy;
  });
}

/** One unit, for its name and phone. */
export function useUnit(id: string | null) {
  return useRemote(id === null ? null : `unit:${id}`, () =>
    answerOf(api.GET('/api/v1/units/{id}', { params: { path: { id: id ?? '' } } })),
  );
}

/** Every community of the city: only where somebody looks for one. */
export function useTree(enabled: boolean) {
  return useRemote(enabled ? 'tree' : null, () => answerOf(api.GET('/api/v1/tree')));
}
