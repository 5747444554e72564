import type { Petition } from '../rules/petition.ts';

/** Each field of a petition with its column and type: the one place where they meet. */
const COLUMNS: { readonly [Field in keyof Petition]: readonly [column: string, type: string] } = {
  forwards: ['forwards', 'smallint'],
  objections: ['objections', 'smallint'],
  bounced: ['bounced', 'uuid[]'],
  binding: ['binding', 'boolean'],
  masked: ['masked', 'boolean'],
  forwardedAt: ['forwarded_at', 'timestamptz'],
  signedAt: ['signed_at', 'timestamptz'],
  admittedAt: ['admitted_at', 'timestamptz'],
  repliedAt: ['replied_at', 'timestamptz'],
  objectBy: ['object_by', 'timestamptz'],
  noticeBy: ['notice_by', 'timestamptz'],
  resolveBy: ['resolve_by', 'timestamptz'],
  reconsiderBy: ['reconsider_by', 'timestamptz'],
  concludeBy: ['conclude_by', 'timestamptz'],
  extensionDays: ['extension_days', 'smallint'],
  extensionAsked: ['extension_asked', 'smallint'],
  extensionAskedBy: ['extension_asked_by', 'uuid'],
  extensionGrantedBy: ['extension_granted_by', 'uuid'],
  disputes: ['disputes', 'smallint'],
  stage: ['stage', 'smallint'],
  questionOpen: ['question_open', 'boolean'],
  instructionDueBy: ['instruction_due_by', 'timestamptz'],
  reportedBackAt: ['reported_back_at', 'timestamptz'],
  consented: ['consented', 'boolean'],
  door: ['door', 'text'],
  hotlineNumber: ['hotline_number', 'text'],
  hotlineDirection: ['hotline_direction', 'text'],
};

const entries = Object.entries(COLUMNS);
const columns = entries.map(([, [column]]) => column).join(', ');

/** The petition of `orders o` as JSON with the fields of the rules, or null. Looked up only where there can be one. */
export const PETITION_SELECT = `case when o.confidential then (select jsonb_build_object(${entries
  .map(([field, [column]]) => `'${field}', p.${column}`)
  .join(', ')}) from petition p where p.network_id = $1 and p.order_id = o.id) end`;

/** Writes the petitions of `$3 -> 'petitions'`. */
export const PETITION_UPSERT = `insert into petition (network_id, order_id, ${columns})
    select $1::uuid, p."orderId", ${entries.map(([field]) => `p."${field}"`).join(', ')}
    from jsonb_to_recordset($3::jsonb -> 'petitions') as p("orderId" uuid, ${entries
      .map(([field, [, type]]) => `"${field}" ${type}`)
      .join(', ')}) where exists (select 1 from go)
    on conflict (network_id, order_id) do update set ${entries
      .map(([, [column]]) => `${column} = excluded.${column}`)
      .join(', ')}`;
