import type { Unit } from '../src/organisation/rules/tree.ts';
import { insertUnits } from '../src/organisation/store/units.ts';
import type { Context } from '../src/platform/context.ts';
import { newId } from '../src/shared/ids.ts';
import type { UnitLevel } from '../src/shared/units.ts';

/** A network with the least tree that has an above, a below and a beside: for tests below the organisation's actions. */
export interface Town {
  networkId: string;
  city: string;
  /** The first centre and what stands below it. */
  centre: string;
  institute: string;
  station: string;
  team: string;
  department: string;
  /** Beside it. */
  otherCentre: string;
  otherStation: string;
}

const OPENED = '2020-01-01';

/** Writes a town of the code given, in a demo one of a demo; several stand in one database as foreign networks. */
export async function makeTown(context: Context, code = 'town'): Promise<Town> {
  const at = context.clock.now();
  const networkId = newId(at);
  await context.database.transaction(networkId, (connection) =>
    connection.query(
      {
        name: 'tests.network',
        text: `insert into network (id, code, name_zh, name_en, created_at, demo) values ($1, $2, $3, $3, $4, $5)`,
      },
      [networkId, code, code, at, context.demo],
    ),
  );
  context.memo.forget('identity.networks');
  return buildTown(context, networkId, code);
}

/** Builds the tree of a town in a network that is there and has none. */
export async function buildTown(context: Context, networkId: string, code: string): Promise<Town> {
  const at = context.clock.now();
  const placed: { unit: Unit; path: string[] }[] = [];
  const add = (level: UnitLevel, above: string | null): string => {
    const id = newId(at);
    const path = [id, ...(placed.find(({ unit }) => unit.id === above)?.path ?? [])];
    placed.push({ unit: unitOf(id, level, above, `${code}-${placed.length}`), path });
    return id;
  };
  const city = add('city', null);
  const centre = add('centre', city);
  const institute = add('institute', centre);
  const station = add('station', institute);
  const team = add('team', station);
  const department = add('department', centre);
  const otherCentre = add('centre', city);
  const otherStation = add('station', otherCentre);
  await context.database.transaction(networkId, (connection) =>
    insertUnits(connection, placed, { at, actorId: 'test', change: 'opened' }, []),
  );
  return { networkId, city, centre, institute, station, team, department, otherCentre, otherStation };
}

function unitOf(id: string, level: UnitLevel, parentId: string | null, code: string): Unit {
  return {
    id,
    code,
    parentId,
    level,
    nameZh: `演示${code}`,
    nameEn: code,
    shortNameZh: code,
    plaque: 'none',
    plaqueSince: null,
    longitude: null,
    latitude: null,
    placeApproximate: false,
    address: null,
    phone: null,
    openingHours: null,
    openedOn: OPENED,
    closedOn: null,
    mergedInto: null,
    invented: true,
    gridQ: null,
    gridR: null,
    version: 1,
  };
}
