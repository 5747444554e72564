import type { Connection, Statement } from '../../platform/database.ts';
import type { ConsentManner, ConsentPurpose } from '../schema.ts';

/** A recorded consent. */
export interface ConsentRow {
  id: string;
  personId: string;
  purpose: ConsentPurpose;
  givenBy: string;
  manner: ConsentManner;
  subjectId: string | null;
  givenAt: Date;
  withdrawnAt: Date | null;
}

const INSERT: Statement = {
  name: 'identity.consent.insert',
  text: `insert into consent (network_id, id, person_id, purpose, given_by, manner, subject_id, given_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};
const OF_PERSON: Statement = {
  name: 'identity.consent.of_person',
  text: `select id, person_id as "personId", purpose, given_by as "givenBy", manner, subject_id as "subjectId",
      given_at as "givenAt", withdrawn_at as "withdrawnAt"
    from consent where network_id = $1 and person_id = $2 order by id`,
};
const WITHDRAW: Statement = {
  name: 'identity.consent.withdraw',
  text: `update consent set withdrawn_at = $4 where network_id = $1 and person_id = $2 and withdrawn_at is null
    and ($3::uuid is null or id = $3) returning id, purpose`,
};

const CLEAR_SUBJECT: Statement = {
  name: 'identity.consent.clear_subject',
  text: `update consent set subject_id = null where network_id = $1 and person_id = $2 and subject_id = $3`,
};

/** Takes the order off a person's consents that were given for it. */
export async function clearConsentSubject(connection: Connection, personId: string, subjectId: string): Promise<void> {
  await connection.query(CLEAR_SUBJECT, [connection.networkId, personId, subjectId]);
}

/** Writes a consent. */
export async function insertConsent(connection: Connection, consent: Omit<ConsentRow, 'withdrawnAt'>): Promise<void> {
  const { id, personId, purpose, givenBy, manner, subjectId, givenAt } = consent;
  await connection.query(INSERT, [connection.networkId, id, personId, purpose, givenBy, manner, subjectId, givenAt]);
}

/** A person's consents, oldest first, withdrawn ones too. */
export function loadConsents(connection: Connection, personId: string): Promise<ConsentRow[]> {
  return connection.query<ConsentRow & Record<string, unknown>>(OF_PERSON, [connection.networkId, personId]);
}

/** Withdraws one consent of a person, or all that stand with `id` null. Gives those withdrawn now. */
export function withdrawConsents(
  connection: Connection,
  personId: string,
  id: string | null,
  at: Date,
): Promise<{ id: string; purpose: ConsentPurpose }[]> {
  return connection.query(WITHDRAW, [connection.networkId, personId, id, at]);
}
