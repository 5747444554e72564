import type { OrderRow } from '../rules/state.ts';

/** Each field of an order's row with its column and type: the one place where they meet. */
const COLUMNS: { readonly [Field in keyof OrderRow]: readonly [column: string, type: string, changes: boolean] } = {
  id: ['id', 'uuid', false],
  number: ['number', 'text', false],
  status: ['status', 'text', true],
  nature: ['nature', 'text', true],
  kind: ['kind', 'text', true],
  urgency: ['urgency', 'text', true],
  confidential: ['confidential', 'boolean', true],
  unitId: ['unit_id', 'uuid', true],
  placeUnitId: ['place_unit_id', 'uuid', false],
  requesterId: ['requester_id', 'uuid', true],
  placedBy: ['placed_by', 'uuid', true],
  requesterDigest: ['requester_digest', 'text', true],
  placerDigest: ['placer_digest', 'text', true],
  complainedUnits: ['complained_units', 'uuid[]', true],
  complainedPeople: ['complained_people', 'uuid[]', true],
  source: ['source', 'text', false],
  places: ['places', 'smallint', true],
  homeVisit: ['home_visit', 'boolean', true],
  twoPersonRule: ['two_person_rule', 'boolean', true],
  skills: ['skills', 'text[]', true],
  earliestAt: ['earliest_at', 'timestamptz', true],
  latestAt: ['latest_at', 'timestamptz', true],
  submittedAt: ['submitted_at', 'timestamptz', false],
  statusSince: ['status_since', 'timestamptz', true],
  warnAt: ['warn_at', 'timestamptz', true],
  dueAt: ['due_at', 'timestamptz', true],
  completeBy: ['complete_by', 'timestamptz', true],
  warned: ['warned', 'boolean', true],
  escalations: ['escalations', 'smallint', true],
  supervisedBy: ['supervised_by', 'uuid', true],
  reminders: ['reminders', 'smallint', true],
  reopened: ['reopened', 'smallint', true],
  round: ['round', 'smallint', true],
  teamId: ['team_id', 'uuid', true],
  departmentId: ['department_id', 'uuid', true],
  mergedInto: ['merged_into', 'uuid', true],
  splitFrom: ['split_from', 'uuid', false],
  outcome: ['outcome', 'text', true],
  historical: ['historical', 'boolean', false],
  likes: ['likes', 'int', false],
  externalId: ['external_id', 'text', false],
  version: ['version', 'int', true],
};

const entries = Object.entries(COLUMNS);

/** `o.unit_id as "unitId", …`: a row of `orders o` as an `OrderRow`. */
export const ROW_SELECT = entries.map(([field, [column]]) => `o.${column} as "${field}"`).join(', ');

/** The same without the fields named: each field costs as much to hand over as a row costs to find. */
export function rowSelectWithout(fields: readonly (keyof OrderRow)[]): string {
  const kept = entries.filter(([field]) => !fields.some((each) => each === field));
  return kept.map(([field, [column]]) => `o.${column} as "${field}"`).join(', ');
}

/** Column names, in order, for an insert. */
export const ROW_COLUMNS = entries.map(([, [column]]) => column).join(', ');

/** `"unitId" uuid, …`: an `OrderRow` as JSON, read by `jsonb_to_recordset`. */
export const ROW_RECORD = entries.map(([field, [, type]]) => `"${field}" ${type}`).join(', ');

/** `r."unitId", …` in the order of `ROW_COLUMNS`. */
export const ROW_VALUES = entries.map(([field]) => `r."${field}"`).join(', ');

/** `status = excluded.status, …`: what may change after submission. */
export const ROW_UPDATES = entries
  .filter(([, [, , changes]]) => changes)
  .map(([, [column]]) => `${column} = excluded.${column}`)
  .join(', ');
