import { randomInt } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { jobActor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { recordConsent } from '../actions.ts';
import { codeHash, type IdentityKeys, identityKeys, keyedDigest, sameHash } from '../rules/digests.ts';
import {
  CODE_SECONDS,
  GUESSES_PER_DAY,
  judgeCode,
  OFFSET_MINUTES,
  SENDS_PER_DAY,
  secondsUntilResend,
  secondsUntilTomorrow,
} from '../rules/login.ts';
import { isMobile, normalisePhone } from '../rules/phone.ts';
import { hoursUntil, waits } from '../rules/phone-moves.ts';
import type { CodeSent } from '../schema.ts';
import { type Counted, count, keepCode, lockCode, markCodeUsed, readCount, uncount } from '../store/login.ts';
import { findByPhone, insertPerson, lockPerson, type PersonRow, updatePerson } from '../store/people.ts';
import { findMove, loadMove } from '../store/phone-moves.ts';
import { forgetActor } from './callers.ts';
import { isDemo } from './networks.ts';
import { askPhoneMove, phoneTaken } from './phone-moves.ts';
import { beginSession, type NewSession } from './sessions.ts';

/**
 * Sends a one-time code to a mobile phone, after it was kept (hashed) and counted. In a demo nothing is sent: the code is
 * given back. Sent again with the same `attempt`, nothing new is made or shown. Problems `identity.phone_malformed`,
 * `identity.phone_not_mobile` (400), `identity.code_just_sent`, `identity.too_many_codes`, `identity.too_many_guesses`
 * (429), `identity.code_not_sent` (503).
 */
export async function requestCode(
  context: Context,
  networkId: string,
  request: { phone: string; address: string },
  attempt?: Attempt,
): Promise<CodeSent> {
  const phone = mobileOf(request.phone);
  const keys = identityKeys(context.secret);
  const at = context.clock.now();
  const code = randomInt(1_000_000).toString().padStart(6, '0');
  const isNew = await context.database.transaction(networkId, async (connection) => {
    if (await wasSent(connection, keys, phone, attempt, at)) return false;
    await refuseTooMany(connection, keys, { ...request, phone }, at);
    const expiresAt = new Date(at.getTime() + CODE_SECONDS * 1000);
    const hash = codeHash(keys, networkId, phone, code);
    await keepCode(connection, keyedDigest(keys, 'phone', networkId, phone), hash, expiresAt);
    return true;
  });
  const sent: CodeSent = { expiresInSeconds: CODE_SECONDS };
  if (!isNew) return sent;
  if (await isDemo(context, networkId)) return { ...sent, demoCode: code };
  await send(context, { networkId, phone, code });
  return sent;
}

function mobileOf(text: string): string {
  const phone = normalisePhone(text);
  if (isMobile(phone)) return phone;
  throw new Problem('identity.phone_not_mobile', 400, 'A code can only be sent to a mobile phone.', {
    field: '/phone',
  });
}

/** Whether this very request was done before. The request's digest covers a phone number, so it is keyed before it is kept. */
async function wasSent(
  connection: Connection,
  keys: IdentityKeys,
  phone: string,
  attempt: Attempt | undefined,
  at: Date,
): Promise<boolean> {
  if (!attempt) return false;
  const { networkId } = connection;
  const key = keyedDigest(keys, 'attempt', networkId, `${phone}\0${attempt.key}`).toString('base64url');
  const digest = keyedDigest(keys, 'attempt', networkId, attempt.digest.toString('hex'));
  return (await claimAttempt(connection, { key, digest }, { status: 200, subjectId: null, at })) !== null;
}

async function refuseTooMany(
  connection: Connection,
  keys: IdentityKeys,
  request: { phone: string; address: string },
  at: Date,
): Promise<void> {
  const { networkId } = connection;
  const digest = (use: string, subject: string) => keyedDigest(keys, use, networkId, subject);
  const day = localDate(at, OFFSET_MINUTES);
  const phoneDigest = digest('phone', request.phone);
  // Always in this order, so that two requests never wait for each other; the network's own count last, held shortest.
  const sends = [
    { scope: 'send:phone', subject: phoneDigest, day, most: SENDS_PER_DAY.phone },
    { scope: 'send:address', subject: digest('address', request.address), day, most: SENDS_PER_DAY.address },
    { scope: 'send:network', subject: digest('network', networkId), day, most: SENDS_PER_DAY.network },
  ] as const;
  for (const { most, ...counted } of sends)
    if ((await count(connection, counted, most)) === null)
      throw new Problem(
        'identity.too_many_codes',
        429,
        'No more codes can be sent today. Try tomorrow, or call your station.',
        {
          params: { scope: counted.scope.slice('send:'.length) },
          retryAfterSeconds: secondsUntilTomorrow(at),
        },
      );
  const guesses = await readCount(connection, { scope: 'guess:phone', subject: phoneDigest, day });
  if (guesses.attempts >= GUESSES_PER_DAY) throw tooManyGuesses(at);
  const seconds = secondsUntilResend(await lockCode(connection, phoneDigest), at);
  if (seconds > 0)
    throw new Problem(
      'identity.code_just_sent',
      429,
      `A code is on its way. Another can be sent in ${seconds} seconds.`,
      {
        params: { seconds },
        retryAfterSeconds: seconds,
      },
    );
}

async function send(context: Context, message: { networkId: string; phone: string; code: string }): Promise<void> {
  try {
    await context.ports.sendCode(message);
  } catch {
    // The provider's own error may quote the phone number, so it is not logged.
    context.log.error({ networkId: message.networkId }, 'a one-time code could not be sent');
    throw new Problem(
      'identity.code_not_sent',
      503,
      'The code could not be sent. Try again in a minute, or call your station.',
      {
        retryAfterSeconds: 60,
      },
    );
  }
}

function tooManyGuesses(at: Date): Problem {
  return new Problem(
    'identity.too_many_guesses',
    429,
    'Too many wrong codes for this phone today. Try tomorrow, or call your station.',
    {
      retryAfterSeconds: secondsUntilTomorrow(at),
    },
  );
}

type Judgement = 'right' | 'wrong' | 'blocked';

/**
 * Judges a given code and spends it when right. Every guess is counted before it is judged and taken back unless it was
 * wrong, so that no two at once pass the limit. Must be committed whatever it says: the count is the point.
 */
async function spendCode(
  connection: Connection,
  keys: IdentityKeys,
  guess: { phone: string; code: string },
  at: Date,
): Promise<Judgement> {
  const { networkId } = connection;
  const subject = keyedDigest(keys, 'phone', networkId, guess.phone);
  const counted: Counted = { scope: 'guess:phone', subject, day: localDate(at, OFFSET_MINUTES) };
  const guesses = await count(connection, counted, GUESSES_PER_DAY);
  if (guesses === null) return 'blocked';
  const kept = await lockCode(connection, subject);
  const matches = kept !== undefined && sameHash(kept.hash, codeHash(keys, networkId, guess.phone, guess.code));
  const judgement = judgeCode(kept, matches, at);
  if (judgement === 'wrong') {
    if (guesses === GUESSES_PER_DAY)
      await recordEvents(connection, jobActor(networkId, 'identity.login'), at, [
        { kind: 'identity.guesses_spent', subjectKind: 'network', subjectId: networkId, body: { guesses } },
      ]);
    return 'wrong';
  }
  await uncount(connection, counted);
  if (judgement === 'spent') return 'wrong';
  return (await markCodeUsed(connection, subject, at)) ? 'right' : 'wrong';
}

function refuse(judgement: Exclude<Judgement, 'right'>, at: Date): never {
  if (judgement === 'blocked') throw tooManyGuesses(at);
  throw new Problem(
    'identity.code_wrong',
    401,
    'This is not the code, or it is no longer good. Look again, or ask for a new one.',
    {
      field: '/code',
    },
  );
}

/**
 * Logs in by phone and code. Who is new is entered; who was entered by another claims the record. Events
 * `identity.logged_in`, `identity.person_entered`, `identity.person_claimed`, `identity.guesses_spent`. Problems
 * `identity.code_wrong` (401), `identity.too_many_guesses` (429), and those of phone numbers.
 */
export async function logInByCode(
  context: Context,
  networkId: string,
  login: { phone: string; code: string; name?: string; privacyConsent?: boolean; device: string | null },
): Promise<NewSession & { personId: string }> {
  const phone = mobileOf(login.phone);
  const keys = identityKeys(context.secret);
  const at = context.clock.now();
  const outcome = await context.database.transaction(networkId, async (connection) => {
    const judgement = await spendCode(connection, keys, { phone, code: login.code }, at);
    if (judgement !== 'right') return judgement;
    const personId = await enter(connection, { phone, name: login.name?.trim() || null }, at);
    const actor: Actor = { kind: 'person', id: personId, networkId, grants: [] };
    if (login.privacyConsent)
      await recordConsent(connection, actor, { personId, purpose: 'privacy', givenBy: personId, manner: 'tap' }, at);
    const session = await beginSession(connection, { personId, strength: 'code', device: login.device, at });
    return { ...session, personId };
  });
  if (typeof outcome === 'string') refuse(outcome, at);
  return outcome;
}

/** The person behind a phone that was just proved: found, claimed or made. */
async function enter(connection: Connection, login: { phone: string; name: string | null }, at: Date): Promise<string> {
  const id = newId(at);
  const { networkId } = connection;
  const known = await findByPhone(connection, login.phone);
  if (!known) {
    await refuseWaiting(connection, login.phone, at);
    const row = { ...login, id, birthYear: null, homeUnitId: null, createdAt: at, claimedAt: at };
    if (await insertPerson(connection, row)) {
      await tell(connection, { networkId, id }, 'identity.person_entered', at);
      return id;
    }
  }
  const person = known ?? (await findByPhone(connection, login.phone));
  if (!person) throw new Error('A phone was taken and is nobody’s.');
  await claim(connection, person.id, login.name, at);
  return person.id;
}

/** A number that waits for somebody begins no second record beside theirs. */
async function refuseWaiting(connection: Connection, phone: string, at: Date): Promise<void> {
  const move = await findMove(connection, phone);
  if (!move) return;
  const hours = hoursUntil(move.dueAt, at);
  throw new Problem(
    'identity.phone_moving',
    409,
    `This number becomes yours in ${hours} hours. Until then log in with the old one.`,
    { params: { hours } },
  );
}

async function claim(connection: Connection, personId: string, name: string | null, at: Date): Promise<void> {
  const person = await lockPerson(connection, personId);
  if (!person) throw new Error('A person vanished.');
  const isFirst = person.claimedAt === null;
  // Who was entered by another is called as they say themselves; later the name is changed under "me".
  const named = name !== null && (isFirst || person.name === null) ? name : person.name;
  if (!isFirst && named === person.name) return;
  await updatePerson(connection, { ...person, name: named, claimedAt: person.claimedAt ?? at });
  if (isFirst) await tell(connection, { networkId: connection.networkId, id: personId }, 'identity.person_claimed', at);
}

async function tell(
  connection: Connection,
  person: { networkId: string; id: string },
  kind: string,
  at: Date,
): Promise<void> {
  const actor: Actor = { kind: 'person', id: person.id, networkId: person.networkId, grants: [] };
  await recordEvents(connection, actor, at, [{ kind, subjectKind: 'person', subjectId: person.id }]);
}

/**
 * Moves a person to a new phone that they proved with a code sent to it: after 72 hours, in which whoever holds the old one
 * is told and can say no; at once where there was none. Gives when; null: done. Events `identity.phone_changed`,
 * `identity.phone_move_asked`. Problems as `logInByCode`, and `identity.phone_taken` (409).
 */
export async function changePhone(
  context: Context,
  actor: Actor,
  change: { phone: string; code: string },
  attempt?: Attempt,
): Promise<{ movesAt: Date | null }> {
  const phone = mobileOf(change.phone);
  const keys = identityKeys(context.secret);
  const at = context.clock.now();
  const outcome = await context.database.transaction(actor.networkId, async (connection) => {
    // Claimed only once it is done: a wrong code is written down too, and must not pass for a move.
    const isRepeated = async () => attempt !== undefined && (await findAttempt(connection, attempt)) !== null;
    const asBefore = async () => ({ movesAt: (await loadMove(connection, actor.id))?.dueAt ?? null });
    if (await isRepeated()) return asBefore();
    const found = await spendCode(connection, keys, { phone, code: change.code }, at);
    if (found !== 'right') return (await isRepeated()) ? asBefore() : found;
    const person = await lockPerson(connection, actor.id);
    if (!person) throw new Error('A person vanished.');
    const other = await findByPhone(connection, phone);
    if (other && other.id !== person.id) return 'taken' as const;
    const movesAt = waits(person, phone)
      ? await askPhoneMove(connection, actor, { personId: person.id, phone }, at)
      : await setPhone(connection, actor, { ...person, phone }, at);
    await claimAttempt(connection, attempt, { status: 200, subjectId: actor.id, at });
    return { movesAt };
  });
  if (outcome === 'taken') throw phoneTaken();
  if (typeof outcome === 'string') refuse(outcome, at);
  forgetActor(context, actor.id);
  return outcome;
}

async function setPhone(connection: Connection, actor: Actor, person: PersonRow, at: Date): Promise<null> {
  await updatePerson(connection, person);
  await recordEvents(connection, actor, at, [
    { kind: 'identity.phone_changed', subjectKind: 'person', subjectId: person.id },
  ]);
  return null;
}
