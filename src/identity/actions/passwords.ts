import type { Context } from '../../platform/context.ts';
import { recordEvents } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { identityKeys, keyedDigest } from '../rules/digests.ts';
import { blockedUntil, OFFSET_MINUTES } from '../rules/login.ts';
import { refusalOfPassword } from '../rules/password.ts';
import { stepOf } from '../rules/totp.ts';
import { type AccountRow, findAccount, loadAccount, setPassword, spendStep } from '../store/accounts.ts';
import { block, type Counted, clearCount, count, readCount, uncount } from '../store/login.ts';
import { revokeSessions } from '../store/sessions.ts';
import { forgetActor } from './callers.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { beginSession, type NewSession } from './sessions.ts';

/** Wrong passwords from one address a day; a whole office may share one. */
const FAILURES_PER_ADDRESS = 300;
/** No count reaches it: usernames are blocked by time instead. */
const UNLIMITED = 1_000_000;

/**
 * Logs staff in by username, password and, once set up, the code of the authenticator app. An unknown username takes the
 * same time and gets the same answers, blocking included. Every try is counted before it is judged, so that many at once
 * gain nothing. Events `identity.logged_in`, `identity.login_failed`. Problems `identity.login_wrong`,
 * `identity.second_factor_needed` (401), `identity.login_blocked` (429), `identity.busy` (503).
 */
export async function logInByPassword(
  context: Context,
  networkId: string,
  login: { username: string; password: string; totp?: string; address: string; device: string | null },
): Promise<NewSession & { personId: string }> {
  const at = context.clock.now();
  const username = login.username.trim().toLowerCase();
  const counted = countedFor(context, networkId, { username, address: login.address }, at);
  const account = await openTry(context, networkId, username, counted, at);
  const isRight = await verifyPassword(login.password, account?.passwordHash);
  if (!account || !isRight) throw await failed(context, networkId, account, counted, at);
  const hasSecondFactor = account.totpConfirmedAt !== null;
  if (hasSecondFactor && login.totp === undefined) {
    await forgive(context, networkId, counted);
    throw new Problem('identity.second_factor_needed', 401, 'Now the six digits of your authenticator app.', {
      field: '/totp',
    });
  }
  const step = secondFactorStep(context, networkId, account, login.totp, at);
  if (hasSecondFactor && step === null) throw await failed(context, networkId, account, counted, at);
  const { personId } = account;
  const session = await context.database.transaction(networkId, async (connection) => {
    if (step !== null && !(await spendStep(connection, personId, step, at))) return null;
    await clearCount(connection, counted.username);
    await uncount(connection, counted.address);
    const strength = hasSecondFactor ? 'password_totp' : 'password';
    return beginSession(connection, { personId, strength, device: login.device, at });
  });
  if (!session) throw await failed(context, networkId, account, counted, at);
  return { ...session, personId };
}

function secondFactorStep(
  context: Context,
  networkId: string,
  account: AccountRow,
  totp: string | undefined,
  at: Date,
): number | null {
  if (!account.totpConfirmedAt || !account.totpSecret || totp === undefined) return null;
  const owner = { networkId, personId: account.personId };
  return stepOf(identityKeys(context.secret), owner, account.totpSecret, totp, at);
}

interface CountedTry {
  username: Counted;
  address: Counted;
}

function countedFor(
  context: Context,
  networkId: string,
  from: { username: string; address: string },
  at: Date,
): CountedTry {
  const keys = identityKeys(context.secret);
  const day = localDate(at, OFFSET_MINUTES);
  return {
    username: { scope: 'password:username', subject: keyedDigest(keys, 'username', networkId, from.username), day },
    address: { scope: 'password:address', subject: keyedDigest(keys, 'address', networkId, from.address), day },
  };
}

/** Counts a try and blocks the next before this one is judged; a right one takes both back. */
async function openTry(
  context: Context,
  networkId: string,
  username: string,
  counted: CountedTry,
  at: Date,
): Promise<AccountRow | undefined> {
  const opened = await context.database.transaction(networkId, async (connection) => {
    // Counting comes first: it locks the row, also the very first time, so that the next try sees what this one says.
    const failures = await count(connection, counted.username, UNLIMITED);
    const { blockedUntil: until } = await readCount(connection, counted.username);
    if (until && until > at) {
      await uncount(connection, counted.username);
      return { until };
    }
    if ((await count(connection, counted.address, FAILURES_PER_ADDRESS)) === null)
      return { until: new Date(at.getTime() + 3_600_000) };
    const next = blockedUntil(failures ?? UNLIMITED, at);
    if (next) await block(connection, counted.username, next);
    return { account: await findAccount(connection, username) };
  });
  if (!opened.until) return opened.account;
  const seconds = Math.ceil((opened.until.getTime() - at.getTime()) / 1000);
  throw new Problem(
    'identity.login_blocked',
    429,
    `Wrong too often. Try again in ${Math.ceil(seconds / 60)} minutes.`,
    {
      params: { minutes: Math.ceil(seconds / 60) },
      retryAfterSeconds: seconds,
    },
  );
}

async function failed(
  context: Context,
  networkId: string,
  account: AccountRow | undefined,
  counted: CountedTry,
  at: Date,
): Promise<Problem> {
  if (account)
    await context.database.transaction(networkId, async (connection) => {
      const { attempts } = await readCount(connection, counted.username);
      const actor: Actor = { kind: 'job', id: 'identity.login', networkId, grants: [] };
      await recordEvents(connection, actor, at, [
        { kind: 'identity.login_failed', subjectKind: 'person', subjectId: account.personId, body: { attempts } },
      ]);
    });
  return new Problem('identity.login_wrong', 401, 'Username, password or code do not fit. Check them and try again.');
}

/**
 * A right password alone is no failure: this one try is taken back. Earlier wrong ones stay counted, or who knows the
 * password could guess the second factor for ever.
 */
async function forgive(context: Context, networkId: string, counted: CountedTry): Promise<void> {
  await context.database.transaction(networkId, async (connection) => {
    await uncount(connection, counted.username);
    await block(connection, counted.username, null);
    await uncount(connection, counted.address);
  });
}

/**
 * Changes one's own password; all other sessions end. Event `identity.password_changed`. Problems
 * `identity.account_only` (404), `identity.password_wrong` (403), `identity.password_weak` (422),
 * `identity.login_blocked` (429).
 */
export async function changePassword(
  context: Context,
  actor: Actor,
  change: { current: string; next: string; address: string },
): Promise<void> {
  const { networkId } = actor;
  const account = await confirmPassword(context, actor, { password: change.current, address: change.address });
  const refusal = refusalOfPassword(change.next, account.username);
  if (refusal) throw refusal;
  const hash = await hashPassword(change.next);
  const at = context.clock.now();
  await context.database.transaction(networkId, async (connection) => {
    await setPassword(connection, actor.id, hash, at);
    await revokeSessions(connection, actor.id, { id: null, but: actor.sessionId ?? null }, at);
    await recordEvents(connection, actor, at, [
      { kind: 'identity.password_changed', subjectKind: 'person', subjectId: actor.id },
    ]);
  });
  forgetActor(context, actor.id);
}

/**
 * Asks for the digits of the authenticator app once more; counted like a login, spent like one. Problems
 * `identity.account_only` (404), `identity.proof_wrong` (403), `identity.login_blocked` (429).
 */
export async function confirmDigits(
  context: Context,
  actor: Actor,
  given: { totp: string; address: string },
): Promise<void> {
  const { networkId } = actor;
  const at = context.clock.now();
  const own = await context.database.transaction(networkId, (connection) => loadAccount(connection, actor.id));
  if (!own) throw accountOnly();
  const counted = countedFor(context, networkId, { username: own.username, address: given.address }, at);
  const account = await openTry(context, networkId, own.username, counted, at);
  const step = account ? secondFactorStep(context, networkId, account, given.totp, at) : null;
  const isSpent =
    step !== null &&
    (await context.database.transaction(networkId, (connection) => spendStep(connection, actor.id, step, at)));
  if (!isSpent) {
    await failed(context, networkId, account, counted, at);
    throw new Problem(
      'identity.proof_wrong',
      403,
      'These are not the digits that the app shows now, or they were used.',
      {
        field: '/totp',
      },
    );
  }
  await forgive(context, networkId, counted);
}

function accountOnly(): Problem {
  return new Problem('identity.account_only', 404, 'Only staff who log in with a password have this.');
}

/** Asks for the password once more before something grave; counted like a login. Problems as `changePassword`. */
export async function confirmPassword(
  context: Context,
  actor: Actor,
  given: { password: string; address: string },
): Promise<AccountRow> {
  const { networkId } = actor;
  const at = context.clock.now();
  const own = await context.database.transaction(networkId, (connection) => loadAccount(connection, actor.id));
  if (!own) throw accountOnly();
  const counted = countedFor(context, networkId, { username: own.username, address: given.address }, at);
  const account = await openTry(context, networkId, own.username, counted, at);
  if (!account || !(await verifyPassword(given.password, account.passwordHash))) {
    await failed(context, networkId, account, counted, at);
    throw new Problem('identity.password_wrong', 403, 'This is not your password.', { field: '/password' });
  }
  await forgive(context, networkId, counted);
  return account;
}
