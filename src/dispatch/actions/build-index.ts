import { emptyColumns, packStanding, type VolunteerColumns, writeRow } from '../../matching/columns.ts';
import type { Volunteer } from '../../matching/schema.ts';
import { buildSnapshot, type Snapshot } from '../../matching/snapshot.ts';
import { readServing } from '../../orders/actions/serving.ts';
import type { Policies } from '../../organisation/policies/schema/policies.ts';
import { isOpen, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import { type Cursor, endOfEvents } from '../../platform/events.ts';
import { readTeams, readVolunteerSlice, volunteerCount } from '../../volunteers/actions/packed.ts';
import { bytesOfId, IdTable } from '../rules/columns/id-table.ts';
import { type RowGround, readRows, rowGround, teamRow, unreviewed } from '../rules/columns/index-row.ts';
import { cityPlane } from '../rules/places.ts';
import { skillBits } from '../rules/skill-groups.ts';
import { readBroken } from './absences.ts';

/** The index of one network as it stands in memory. */
export interface HeldIndex {
  snapshot: Snapshot;
  ids: IdTable;
  /** Numbers of those of whom it is not known where they live. */
  unplaced: Set<number>;
  ground: RowGround;
  /** Everything up to here is in the index. */
  cursor: Cursor;
  /** As of when what ages was counted. */
  agedAt: Date;
  tree: Tree;
}

/** What an index is built on. */
export interface IndexGround {
  tree: Tree;
  policies: Policies;
  /** Local date of now. */
  date: string;
  now: Date;
}

/** Days since 1970-01-01 of a local date. */
export function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

/** Room for those who come while it is read, before the first growth. */
const SLACK = 1.01;

/**
 * Reads everybody of a network and builds the index. Where the history stood is noted first, so that what changes
 * meanwhile is read once more by whoever follows from there.
 */
export async function buildIndex(context: Context, networkId: string, on: IndexGround): Promise<HeldIndex> {
  const { tree, policies, date, now } = on;
  const ground = rowGround(cityPlane(tree), skillBits(policies), tree.units.keys(), dayOf(date));
  const [cursor, count] = await context.database.transaction(networkId, async (connection) => [
    await endOfEvents(connection),
    await volunteerCount(connection),
  ]);
  const growing = new Growing(Math.ceil(count * SLACK) + teamIds(tree, date).length + 64);
  await addVolunteers(context, networkId, ground, growing);
  await addTeams(context, networkId, { tree, date, ground }, growing);
  await addServing(context, networkId, now, growing);
  const snapshot = buildSnapshot({ ...growing.columns, count: growing.ids.count });
  return { snapshot, ids: growing.ids, unplaced: growing.unplaced, ground, cursor, agedAt: now, tree };
}

/** Columns that are filled row by row, with the ids they belong to. */
class Growing {
  readonly ids: IdTable;
  readonly unplaced = new Set<number>();
  columns: VolunteerColumns;

  constructor(expected: number) {
    this.ids = new IdTable(expected);
    this.columns = emptyColumns(expected);
  }

  add(bytes: Buffer, at: number, volunteer: Volunteer, isPlaced: boolean): void {
    const row = this.ids.add(bytes, at);
    if (row >= this.columns.count) this.columns = widened(this.columns, Math.ceil(row * 1.2) + 64);
    writeRow(this.columns, row, volunteer);
    if (!isPlaced) this.unplaced.add(row);
  }
}

function widened(columns: VolunteerColumns, count: number): VolunteerColumns {
  const wider = emptyColumns(count);
  for (const name of Object.keys(wider) as (keyof VolunteerColumns)[]) {
    const target = wider[name];
    if (typeof target === 'object') target.set(columns[name] as Int32Array);
  }
  return wider;
}

async function addVolunteers(context: Context, networkId: string, ground: RowGround, growing: Growing): Promise<void> {
  const read = (after?: string) => {
    const slice = context.database.transaction(networkId, (connection) =>
      readVolunteerSlice(connection, after, ground.bits.skills),
    );
    // It is waited for below; should what comes before it fail, nobody does.
    slice.catch(() => undefined);
    return slice;
  };
  for (let coming: ReturnType<typeof read> | undefined = read(); coming; ) {
    const slice: Awaited<ReturnType<typeof read>> = await coming;
    // The database packs the next slice while this one is laid out.
    coming = slice.upTo === undefined ? undefined : read(slice.upTo);
    readRows(slice, ground, (at, volunteer, isPlaced) => growing.add(slice.volunteers, at, volunteer, isPlaced));
  }
}

/** Ids of the teams that work on a date. */
export function teamIds(tree: Tree, date: string): string[] {
  return [...tree.units.values()].filter((unit) => unit.level === 'team' && isOpen(unit, date)).map((unit) => unit.id);
}

async function addTeams(
  context: Context,
  networkId: string,
  { tree, date, ground }: { tree: Tree; date: string; ground: RowGround },
  growing: Growing,
): Promise<void> {
  const teams = await context.database.transaction(networkId, (connection) =>
    readTeams(connection, teamIds(tree, date)),
  );
  for (const team of teams) {
    const { volunteer, isPlaced } = teamRow(team, team.teamId, ground);
    growing.add(bytesOfId(team.teamId), 0, volunteer, isPlaced);
  }
}

async function addServing(context: Context, networkId: string, now: Date, growing: Growing): Promise<void> {
  const [{ loads, reviews }, broken] = await context.database.transaction(networkId, async (connection) => [
    await readServing(connection, now),
    await readBroken(connection, now),
  ]);
  for (const id of new Set([...loads.keys(), ...reviews.keys(), ...broken.keys()])) {
    const row = growing.ids.numberOf(id);
    if (row < 0) continue;
    const [load, review] = [loads.get(id) ?? 0, reviews.get(id) ?? unreviewed];
    growing.columns.standing[row] = packStanding({ load, review, brokenPromises: broken.get(id) ?? 0 });
  }
}
