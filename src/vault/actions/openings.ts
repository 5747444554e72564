import type { Connection } from '../../platform/database.ts';
import {
  deleteOpenings,
  endOpening,
  handShares,
  insertOpening,
  loadAgreed,
  loadWaiting,
  lockOpening,
  type OpeningRow,
} from '../store/openings.ts';

/*
 * Proposals to open an identity, as rows. Whether somebody may propose or agree is decided by who knows the petition.
 */

export type { OpeningRow } from '../store/openings.ts';

/** Writes a proposal. */
export function proposeOpening(connection: Connection, opening: Parameters<typeof insertOpening>[1]): Promise<void> {
  return insertOpening(connection, opening);
}

/** A proposal, kept from others' changes, or null. */
export function lockProposal(connection: Connection, id: string): Promise<OpeningRow | null> {
  return lockOpening(connection, id);
}

/** Proposals that wait, made after an instant; newest first, at most 200. */
export function waitingProposals(connection: Connection, after: Date): Promise<OpeningRow[]> {
  return loadWaiting(connection, after);
}

/** The openings of a petition that two custodians made, oldest first. */
export function openingsOf(connection: Connection, subjectId: string): Promise<OpeningRow[]> {
  return loadAgreed(connection, subjectId);
}

/** Keeps the proposer's share, sealed to others. */
export function handOverShares(connection: Connection, id: string, handed: OpeningRow['handed']): Promise<void> {
  return handShares(connection, id, handed);
}

/** Ends a proposal: agreed to, and shown until an instant; or refused, with null. */
export function endProposal(
  connection: Connection,
  id: string,
  end: { by: string; at: Date; closesAt: Date | null },
): Promise<void> {
  return endOpening(connection, id, end);
}

/** Deletes what was ever proposed for these petitions: they are erased. */
export function forgetOpenings(connection: Connection, subjectIds: readonly string[]): Promise<void> {
  return deleteOpenings(connection, subjectIds);
}
