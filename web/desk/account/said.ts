import { problemText } from '../frame/said.tsx';
import { PasskeyNotGiven } from './passkey.ts';

/** What went wrong with a passkey: by the device's own account, or the server's. */
export function saidOf(error: unknown): string {
  return error instanceof PasskeyNotGiven ? error.message : problemText(error);
}
