import Type, { type Static } from 'typebox';
import { Page, PageQuery } from '../shared/page.ts';
import { unitLevels } from '../shared/units.ts';

/*
 * Problems of this capability:
 *   organisation.import_json              the file begins like JSON and is none
 *   organisation.import_not_a_list        its JSON is no list of units
 *   organisation.import_csv               a line of its CSV does not fit its columns
 *   organisation.import_no_rows           it has no rows
 *   organisation.import_refused           something in it is wrong, so nothing was written
 *   organisation.network_code_taken       another network has this code
 *   organisation.tree_missing             the network has no city yet: import its tree
 *   organisation.unit_unknown             the unit named in a field does not exist
 *   organisation.unit_closed              the unit does not work any more
 *   organisation.unit_closing             the unit above is to close on a day already fixed
 *   organisation.not_closing              no closing is planned that could be taken back
 *   organisation.code_taken               another unit has this code
 *   organisation.level_not_below          a unit of this level cannot stand there
 *   organisation.plaque_date_needed       an open plaque needs its date
 *   organisation.place_incomplete         longitude and latitude come together
 *   organisation.hours_wrong              opening hours end before they begin
 *   organisation.date_before_opening      the date lies before the unit opened
 *   organisation.heir_needed              name who carries on what is open
 *   organisation.heir_unfit               the heir is the unit itself, stands below it, or is closed then
 *   organisation.heir_of_other_level      a unit merges into one of its own level
 *   organisation.children_open            units below still work: move, merge or close them first
 *   organisation.merge_with_children_later units below move at once, so this cannot lie in the future
 *   organisation.city_stays               the city cannot be closed, merged or moved
 *   organisation.move_into_itself         a unit cannot stand below itself
 *   organisation.version_conflict         somebody changed it meanwhile: look again
 *   organisation.post_unknown             the unit has no such post
 *   organisation.post_ended               the post was ended
 *   organisation.person_unknown           the person does not exist
 *   organisation.policy_unknown           there is no policy of this name
 *   organisation.policy_invalid           the policy is not as it should be
 *   organisation.policy_time              the time from which it shall hold is past, or too far off
 *   organisation.map_missing              no own map was loaded: the schematic one is shown
 *   organisation.map_invalid              the map is not a GeoJSON FeatureCollection
 *   organisation.import_*                 one row of an import: see rules/import-row.ts
 */

const Id = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date', description: 'local date YYYY-MM-DD' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));

const Name = Type.String({ minLength: 1, maxLength: 120 });
const Code = Type.String({
  pattern: '^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$',
  description: 'official division code, or the network’s own',
});
const ClockTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'HH:MM, local' });

export const LevelShape = Enum(unitLevels);
export const PlaqueShape = Enum(['none', 'planned', 'open'] as const);

export const OpeningHoursShape = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      description: '1 is Monday',
    }),
    opens: ClockTime,
    closes: ClockTime,
  },
  { additionalProperties: false },
);

/** A unit, whole. */
export const UnitShape = Type.Object({
  id: Id,
  code: Type.String(),
  parentId: Nullable(Id),
  level: LevelShape,
  nameZh: Type.String(),
  nameEn: Type.String(),
  shortNameZh: Type.String(),
  plaque: PlaqueShape,
  plaqueSince: Nullable(Day),
  longitude: Nullable(Type.Number({ description: 'WGS-84 degrees' })),
  latitude: Nullable(Type.Number({ description: 'WGS-84 degrees' })),
  placeApproximate: Type.Boolean(),
  address: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  openingHours: Nullable(Type.Array(OpeningHoursShape)),
  openedOn: Day,
  closedOn: Nullable(Type.String({ format: 'date', description: 'first day on which it is no more' })),
  mergedInto: Nullable(Type.String({ format: 'uuid', description: 'who carries on for a closed unit' })),
  invented: Type.Boolean({ description: 'made up for the demo: pages write 演示 beside it' }),
  gridQ: Nullable(Type.Integer({ description: 'cell of the schematic map, axial hexagon coordinates' })),
  gridR: Nullable(Type.Integer()),
  version: Type.Integer(),
});

/** A unit with where it stands, and its plaques. */
export const UnitDetail = Type.Intersect([
  UnitShape,
  Type.Object({
    path: Type.Array(Type.Object({ id: Id, level: LevelShape, nameZh: Type.String(), nameEn: Type.String() }), {
      description: 'all units above, the nearest first',
    }),
    children: Type.Integer({ description: 'units one level below that work' }),
    plaqueRates: Type.Array(
      Type.Object({ level: LevelShape, open: Type.Integer(), planned: Type.Integer(), units: Type.Integer() }),
      { description: 'plaques of the subtree, by level' },
    ),
  }),
]);
export type UnitDetail = Static<typeof UnitDetail>;

export const UnitPage = Page(UnitShape);

/** Filters of the list of units. */
export const UnitFilter = Type.Object({
  ...PageQuery.properties,
  ids: Type.Optional(Type.Array(Id, { maxItems: 100, description: 'only these' })),
  parent: Type.Optional(Type.String({ format: 'uuid', description: 'only those directly below' })),
  within: Type.Optional(Type.String({ format: 'uuid', description: 'only those anywhere below, itself included' })),
  level: Type.Optional(LevelShape),
  text: Type.Optional(Type.String({ maxLength: 60, description: 'part of a name, or the beginning of a code' })),
  closed: Type.Optional(Type.Boolean({ description: 'with closed ones; without, if absent' })),
});
export type UnitFilter = Static<typeof UnitFilter>;

/** One unit of the compact tree. What is absent is null, false or `none`. */
export const TreeUnit = Type.Object({
  id: Id,
  code: Type.String(),
  parent: Type.Integer({ description: 'index of the parent in this list, which comes before; -1 for the city' }),
  level: LevelShape,
  zh: Type.String({ description: 'name' }),
  en: Type.String({ description: 'name' }),
  short: Type.Optional(Type.String({ description: 'short Chinese name, where it differs' })),
  plaque: Type.Optional(PlaqueShape),
  at: Type.Optional(
    Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'longitude, latitude; WGS-84' }),
  ),
  approximate: Type.Optional(Type.Boolean()),
  cell: Type.Optional(
    Type.Array(Type.Integer(), { minItems: 2, maxItems: 2, description: 'q, r of the schematic map' }),
  ),
  closes: Type.Optional(Type.String({ format: 'date', description: 'first day on which it will be no more' })),
  invented: Type.Optional(Type.Boolean()),
});
export type TreeUnit = Static<typeof TreeUnit>;

/** The tree of units that work today, parents first; teams are not in it. */
export const CompactTree = Type.Object({ units: Type.Array(TreeUnit) });
export type CompactTree = Static<typeof CompactTree>;

/** What everybody may know of a network. */
export const NetworkShape = Type.Object({
  id: Id,
  code: Type.String(),
  nameZh: Type.String(),
  nameEn: Type.String(),
  demo: Type.Boolean(),
  zone: Type.String(),
  helpPhone: Nullable(Type.String({ description: 'a number that people answer' })),
  languages: Type.Array(Type.String()),
});
export type NetworkShape = Static<typeof NetworkShape>;

const changeable = {
  nameZh: Name,
  nameEn: Name,
  shortNameZh: Name,
  plaque: PlaqueShape,
  plaqueSince: Nullable(Day),
  longitude: Nullable(Type.Number({ minimum: -180, maximum: 180 })),
  latitude: Nullable(Type.Number({ minimum: -90, maximum: 90 })),
  placeApproximate: Type.Boolean(),
  address: Nullable(Type.String({ maxLength: 200 })),
  phone: Nullable(Type.String({ pattern: '^[0-9+ ()-]{3,30}$' })),
  openingHours: Nullable(Type.Array(OpeningHoursShape, { maxItems: 14 })),
};

/** What can be changed of a unit as it stands. */
export const UnitChange = Type.Partial(Type.Object(changeable), { additionalProperties: false, minProperties: 1 });
export type UnitChange = Static<typeof UnitChange>;

/** What a new unit is opened with. */
export const NewUnit = Type.Object(
  {
    code: Code,
    parentId: Id,
    level: LevelShape,
    nameZh: Name,
    nameEn: Name,
    shortNameZh: Type.Optional(Name),
    plaque: Type.Optional(PlaqueShape),
    plaqueSince: Type.Optional(Nullable(Day)),
    longitude: Type.Optional(changeable.longitude),
    latitude: Type.Optional(changeable.latitude),
    placeApproximate: Type.Optional(Type.Boolean()),
    address: Type.Optional(changeable.address),
    phone: Type.Optional(changeable.phone),
    openingHours: Type.Optional(changeable.openingHours),
    openedOn: Type.Optional(Type.String({ format: 'date', description: 'today if absent' })),
  },
  { additionalProperties: false },
);
export type NewUnit = Static<typeof NewUnit>;

export const ClosingInput = Type.Object(
  {
    on: Type.Optional(Type.String({ format: 'date', description: 'first day without it; today if absent' })),
    heirId: Type.Optional(
      Type.String({ format: 'uuid', description: 'who carries on what is open; only a team may do without' }),
    ),
  },
  { additionalProperties: false },
);
export type ClosingInput = Static<typeof ClosingInput>;

export const MergeInput = Type.Object(
  { into: Id, on: Type.Optional(Type.String({ format: 'date', description: 'today if absent' })) },
  { additionalProperties: false },
);
export type MergeInput = Static<typeof MergeInput>;

export const MoveInput = Type.Object({ parentId: Id }, { additionalProperties: false });
export type MoveInput = Static<typeof MoveInput>;

/** A staff post and who fills it. */
export const PostShape = Type.Object({
  id: Id,
  unitId: Id,
  titleZh: Type.String(),
  titleEn: Type.String(),
  established: Type.Boolean({ description: '事业编制' }),
  endedOn: Nullable(Day),
  holders: Type.Array(
    Type.Object({
      personId: Id,
      name: Nullable(Type.String({ description: 'null: they left none, or were erased' })),
      erased: Type.Boolean(),
      since: Day,
      until: Nullable(Day),
    }),
    { description: 'newest first' },
  ),
});
export type PostShape = Static<typeof PostShape>;

export const NewPost = Type.Object(
  { titleZh: Name, titleEn: Name, established: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
export type NewPost = Static<typeof NewPost>;

export const HolderInput = Type.Object(
  {
    personId: Nullable(Type.String({ format: 'uuid', description: 'null: nobody fills it from then on' })),
    since: Type.Optional(Type.String({ format: 'date', description: 'today if absent' })),
  },
  { additionalProperties: false },
);
export type HolderInput = Static<typeof HolderInput>;

/** One state of a unit, as it was from `at` on. */
export const UnitVersion = Type.Object({
  version: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  change: Enum(['opened', 'changed', 'moved', 'merged', 'closed', 'kept_open', 'imported'] as const),
  parentId: Nullable(Id),
  nameZh: Type.String(),
  nameEn: Type.String(),
  plaque: PlaqueShape,
  plaqueSince: Nullable(Day),
  closedOn: Nullable(Day),
  mergedInto: Nullable(Id),
});
export type UnitVersion = Static<typeof UnitVersion>;

const Loose = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });

/** A policy in force. */
export const PolicyShape = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  effectiveAt: Type.String({ format: 'date-time' }),
  body: Loose,
});

/** One version of a policy, and who put it in force. */
export const PolicyVersion = Type.Object({
  ...PolicyShape.properties,
  scheduledAt: Nullable(
    Type.String({ format: 'date-time', description: 'when it was saved, where it holds from a later time on' }),
  ),
  actorId: Type.String(),
});

const WholePolicy = Type.Unknown({ description: 'the whole policy' });
const EffectiveAt = Type.String({ format: 'date-time', description: 'from when on it holds; at once if absent' });

/** A new version of a policy. */
export const PolicyInput = Type.Object(
  { body: WholePolicy, effectiveAt: Type.Optional(EffectiveAt) },
  { additionalProperties: false },
);

/** What would keep a policy from being saved, place by place. */
export const PolicyFaults = Type.Object({
  faults: Type.Array(
    Type.Object({
      field: Type.String({ description: 'JSON pointer into the body' }),
      reason: Type.String(),
      value: Type.String(),
    }),
    { maxItems: 50 },
  ),
});

/** A network's own boundaries. */
export const MapInput = Type.Object(
  {
    reviewNumber: Type.String({
      minLength: 4,
      maxLength: 60,
      description: '审图号 (地图管理条例): a published map carries it',
    }),
    geojson: Type.Object(
      {
        type: Type.Literal('FeatureCollection'),
        features: Type.Array(
          Type.Object({
            type: Type.Literal('Feature'),
            properties: Nullable(Type.Record(Type.String(), Type.Unknown())),
            geometry: Nullable(Type.Object({ type: Type.String(), coordinates: Type.Array(Type.Unknown()) })),
          }),
          { minItems: 1, maxItems: 5000 },
        ),
      },
      { description: 'properties.code names the unit that a feature bounds' },
    ),
  },
  { additionalProperties: false },
);
export type MapInput = Static<typeof MapInput>;

export const MapShape = Type.Object({
  reviewNumber: Type.String(),
  loadedAt: Type.String({ format: 'date-time' }),
  geojson: Loose,
});
