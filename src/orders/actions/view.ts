import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import { placesIn } from '../../triage/actions/places.ts';
import { assess } from '../../triage/model/assess.ts';
import { maskedText, maskingOf } from '../../triage/rules/masking.ts';
import { leadsTeam } from '../../volunteers/rules.ts';
import { available } from '../rules/decide.ts';
import { isResidentOf } from '../rules/permissions.ts';
import { activeAssignments } from '../rules/state.ts';
import { mayShowContact, viewOf } from '../rules/visibility.ts';
import type { View } from '../schema/sight.ts';
import type { WordKind } from '../schema/states.ts';
import type { OrderDetail, PetitionView } from '../schema/views.ts';
import { findOrder, type StoredOrder } from '../store/read.ts';
import { hasReceipt } from '../store/receipts.ts';
import { findSeal } from '../store/sealing.ts';
import { standingFor } from './conflict.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { opened, openPeople, type ReadableOrder, recognised, unopened } from './opening.ts';
import { recordReading } from './reading.ts';
import { summaryOf } from './summary.ts';

/** One order as its caller may see it. `platform.not_found` when they may not know of it. */
export async function readOrder(context: Context, actor: Actor, id: string): Promise<OrderDetail> {
  const detail = await findVisible(context, actor, id);
  if (!detail) throw notFound();
  return detail;
}

/**
 * One order for who has just acted on it, and may have given it out of their hands: then only how far it is. Null for a
 * confidential one that is none of their business any more.
 */
export function readActedOn(context: Context, actor: Actor, id: string): Promise<OrderDetail | null> {
  return findVisible(context, actor, id, 'states');
}

/** One order as its caller may see it, or null when they may not know of it. */
async function findVisible(
  context: Context,
  actor: Actor,
  id: string,
  least: View | null = null,
): Promise<OrderDetail | null> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const found = await findOrder(connection, id);
    if (!found) return null;
    const stored = recognised(context, actor, found);
    const standing = await standingFor(ground, connection, stored, actor, context.clock.now());
    const view = viewOf(stored, actor, standing) ?? (stored.confidential ? null : least);
    if (!view) return null;
    const named = view !== 'offer' && view !== 'states' && view !== 'receipt';
    const order = named ? await opened(context, actor.networkId, stored) : unopened(stored);
    if (stored.confidential && view === 'whole' && order.text) await recordReading(context, connection, actor, stored);
    const names = await namesOf(connection, named ? peopleOf(order) : peopleLed(order, actor));
    const own = stored.confidential && isResidentOf(stored, actor) ? await findSeal(connection, id) : null;
    const people = own && (await openPeople(context, actor.networkId, own));
    const detail = detailOf(
      { ground, now: context.clock.now() },
      actor,
      order,
      view,
      (personId) => names.get(personId)?.name ?? null,
    );
    if (stored.confidential && view === 'whole') detail.byReceipt = await hasReceipt(connection, id);
    if (people) return { ...detail, place: people.place, requesterName: people.contactName ?? people.name };
    return view === 'receipt' ? receiptOf(detail) : detail;
  });
}

/** The order, when the caller may read its words and photos; else null. */
export async function findReadable(
  context: Context,
  ground: Ground,
  connection: Connection,
  actor: Actor,
  orderId: string,
): Promise<StoredOrder | null> {
  const found = await findOrder(connection, orderId);
  const order = found && recognised(context, actor, found);
  if (!order) return null;
  const view = viewOf(order, actor, await standingFor(ground, connection, order, actor, context.clock.now()));
  return view === 'whole' || view === 'service' ? order : null;
}

function peopleOf(order: ReadableOrder): string[] {
  const ids = [
    order.requesterId,
    order.placedBy,
    ...order.offers.map((each) => each.personId),
    ...order.assignments.map((each) => each.personId),
    ...order.words.map((each) => each.personId),
    order.petition?.extensionGrantedBy ?? null,
    ...(order.complainedPeople ?? []),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
}

/** Who goes for a team that the caller leads: its leader sent them, and knows them by name. */
function peopleLed(order: Pick<ReadableOrder, 'assignments'>, actor: Actor): string[] {
  const led = order.assignments.filter(({ teamId }) => teamId !== null && leadsTeam(actor, teamId));
  return [...new Set(led.map((each) => each.personId))];
}

type NameOf = (personId: string) => string | null;

/** Builds what one caller sees. What the view does not hold is null or empty, never cut out of the page later. */
function detailOf(
  { ground, now }: { ground: Ground; now: Date },
  actor: Actor,
  order: ReadableOrder,
  view: View,
  nameOf: NameOf,
): OrderDetail {
  const standing = standingOf(ground, order.unitId);
  const staff = view === 'whole' && !isResidentOf(order, actor);
  const whole = view === 'whole';
  const inside = whole || view === 'service';
  const typed = view === 'typed';
  const described = inside || typed || view === 'offer' || view === 'masked';
  const summary = summaryOf({
    ...order,
    text: order.text?.words ?? null,
    wish: order.text?.wish ?? null,
    assigned: activeAssignments(order).length,
  });
  return {
    ...summary,
    text: inside || typed ? summary.text : view === 'masked' ? maskedWords(order) : null,
    wish: described && view !== 'masked' ? summary.wish : null,
    nature: described ? summary.nature : null,
    kind: described ? summary.kind : null,
    // Whoever only follows learns how far it is, not where; a department, what the masked words say of it.
    placeUnitId: described && view !== 'masked' ? summary.placeUnitId : summary.unitId,
    teamId: described && !typed ? summary.teamId : null,
    likes: inside ? summary.likes : 0,
    place: inside || typed ? (order.text?.place ?? null) : null,
    // Whoever wrote to the old system named nobody to us.
    requesterName: (inside || typed) && order.source !== 'import' ? nameOf(order.requesterId) : null,
    placedByName: whole && order.placedBy ? nameOf(order.placedBy) : null,
    contactAvailable: mayShowContact(order, actor, standing),
    mine: isResidentOf(order, actor),
    forOther: isResidentOf(order, actor) && order.placedBy === actor.id && order.requesterId !== actor.id,
    byReceipt: false,
    photoIds: inside ? order.photoIds : [],
    offers: staff
      ? order.offers.map((each) => ({ ...pick(each), name: each.personId ? nameOf(each.personId) : null }))
      : [],
    assignments: assignmentsFor(order, actor, view, nameOf),
    words: wordsFor(order, actor, { staff, view }, nameOf),
    reviews: whole ? order.reviews.map(({ stars, solved, at }) => ({ stars, solved, at: at.toISOString() })) : [],
    mergedInto: whole ? order.mergedInto : null,
    mergedFrom: staff ? order.followers.map((each) => each.orderId) : [],
    // Half of a complaint may be a plain service: that they belong together is known to the resident alone.
    splitFrom:
      whole && (!staff || (!order.confidential && order.splitFromConfidential === false)) ? order.splitFrom : null,
    completeBy: order.completeBy?.toISOString() ?? null,
    suggestion:
      staff && !order.nature && order.text ? suggestionFor(ground, order.text.words, order.placeUnitId) : null,
    callFirst: whole && order.nature === 'emergency' ? callFirstOf(ground, order.kind) : null,
    complained: staff && order.confidential ? complainedFor(order, nameOf) : null,
    petition: whole || view === 'masked' ? petitionFor(order, nameOf) : null,
    actions: available(order, actor, { ...standing, now, skillRules: ground.skillRules, kinds: ground.policies.kinds }),
  };
}

/** What it seems to be, and which units its words are about, seen from where it was asked for. */
function suggestionFor(ground: Ground, words: string, placeUnitId: string): OrderDetail['suggestion'] {
  const { tree, taught, triageTaxonomy, triageModel } = ground;
  return {
    ...assess(words, triageTaxonomy, triageModel),
    places: placesIn(words, tree, { taught, writerUnitId: placeUnitId }),
  };
}

/** What is left of a detail for who typed in what is confidential now: number, state, where it is and what they may do. */
function receiptOf(detail: OrderDetail): OrderDetail {
  return {
    ...detail,
    urgency: null,
    warnAt: null,
    dueAt: null,
    completeBy: null,
    escalations: 0,
    supervisedBy: null,
    earliestAt: null,
    latestAt: null,
    places: 1,
    assigned: 0,
    homeVisit: false,
    reopened: 0,
    outcome: null,
    words: [],
    assignments: [],
  };
}

/** The number to call at once for an emergency of a kind; 110 when the kind names none. */
export function callFirstOf(ground: Ground, kind: string | null): string {
  return (kind === null ? undefined : ground.policies.kinds.get(kind)?.callFirst) ?? '110';
}

function pick({ teamId, personId, status, round, offeredAt }: StoredOrder['offers'][number]) {
  return { teamId, personId, status, round, offeredAt: offeredAt.toISOString() };
}

/**
 * Staff and those who go together see who serves; the resident too, once somebody comes. A team's leader sees whom the
 * team has sent, anybody else their own part.
 */
function assignmentsFor(order: ReadableOrder, actor: Actor, view: View, nameOf: NameOf): OrderDetail['assignments'] {
  const all = view === 'whole' || view === 'service';
  return order.assignments
    .filter((each) =>
      all
        ? isStaffView(order, actor, view) || each.status !== 'returned'
        : each.personId === actor.id || (each.teamId !== null && leadsTeam(actor, each.teamId)),
    )
    .map((each) => ({
      personId: each.personId,
      name: nameOf(each.personId),
      teamId: each.teamId,
      status: each.status,
      acceptedAt: each.acceptedAt.toISOString(),
      startedAt: each.startedAt?.toISOString() ?? null,
      finishedAt: each.finishedAt?.toISOString() ?? null,
    }));
}

function isStaffView(order: ReadableOrder, actor: Actor, view: View): boolean {
  return view === 'whole' && !isResidentOf(order, actor);
}

/** The words that the clerks last confirmed for the department. */
function maskedWords(order: StoredOrder): string | null {
  return order.words.findLast((each) => each.kind === 'masked')?.words ?? null;
}

function complainedFor({ complainedUnits, complainedPeople }: StoredOrder, nameOf: NameOf): OrderDetail['complained'] {
  if (complainedUnits === null) return null;
  return { unitIds: complainedUnits, people: (complainedPeople ?? []).map((id) => ({ id, name: nameOf(id) })) };
}

function petitionFor({ petition, departmentId }: StoredOrder, nameOf: NameOf): PetitionView | null {
  if (!petition) return null;
  const { bounced: _bounced, extensionAskedBy: _asker, extensionGrantedBy, ...rest } = petition;
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...rest,
    departmentId,
    forwardedAt: text(petition.forwardedAt),
    signedAt: text(petition.signedAt),
    admittedAt: text(petition.admittedAt),
    repliedAt: text(petition.repliedAt),
    objectBy: text(petition.objectBy),
    noticeBy: text(petition.noticeBy),
    resolveBy: text(petition.resolveBy),
    reconsiderBy: text(petition.reconsiderBy),
    concludeBy: text(petition.concludeBy),
    instructionDueBy: text(petition.instructionDueBy),
    reportedBackAt: text(petition.reportedBackAt),
    extensionGrantedByName: extensionGrantedBy === null ? null : nameOf(extensionGrantedBy),
  };
}

/** What the resident hears of what is said along the way. */
const TOLD_RESIDENT: ReadonlySet<string> = new Set<WordKind>([
  'answer',
  'note',
  'review',
  'masked',
  'notice',
  'question',
  'response',
  'extension',
  'reply',
  'appeal',
  'conclusion',
]);
/** What the department hears: all but what clerks note among themselves, and the plain words. */
const TOLD_DEPARTMENT: ReadonlySet<string> = new Set<WordKind>([
  'instruction',
  'masked',
  'decision',
  'notice',
  'question',
  'response',
  'extension',
  'reply',
  'review',
  'appeal',
  'conclusion',
  'receipt',
]);
/** What the petitioner said: never with a name, not even to whom the clerks show theirs. */
const BY_PETITIONER: ReadonlySet<string> = new Set<WordKind>(['response', 'review', 'appeal']);

/** What was said: all of it to staff; to the resident and the department what is for them; to who serves, their own. */
function wordsFor(
  order: ReadableOrder,
  actor: Actor,
  { staff, view }: { staff: boolean; view: View },
  nameOf: NameOf,
): OrderDetail['words'] {
  const told = view === 'masked' ? TOLD_DEPARTMENT : view === 'whole' ? TOLD_RESIDENT : new Set<string>();
  return order.words
    .filter((each) => staff || each.personId === actor.id || told.has(each.kind))
    .map((each) => ({
      kind: each.kind as OrderDetail['words'][number]['kind'],
      // What the petitioner says by the relay is masked by rule on its way: a name slips in easily.
      words:
        view === 'masked' && BY_PETITIONER.has(each.kind) ? maskedText(each.words, maskingOf(each.words)) : each.words,
      at: each.at.toISOString(),
      by:
        each.personId !== null &&
        !(order.confidential && BY_PETITIONER.has(each.kind)) &&
        (staff || each.kind === 'note' || each.personId === actor.id)
          ? nameOf(each.personId)
          : null,
    }));
}
