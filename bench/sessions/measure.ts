import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { phoneNumber } from 'better-auth/plugins/phone-number';
import pg from 'pg';
import { logInByCode, requestCode } from '../../src/identity/actions/codes.ts';
import { callerOfSession } from '../../src/identity/actions/sessions.ts';
import { prepareDatabase } from '../../src/platform/embedded-postgres/prepare-database.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { testContext } from '../../tests/context.ts';
import { makeTown } from '../../tests/town.ts';
import { median, printFigure } from '../figure.ts';
import { usedMilliseconds } from '../orders/processor-time.ts';

/*
 * What `docs/decisions/sessions.md` says in figures: better-auth 1.7 and our own sessions side by side, on one database.
 * Run: npx tsx bench/sessions/measure.ts
 */

const ROUNDS = 5;
const CHECKS_A_ROUND = 2_000;
const noPorts = { volunteerOf: async () => undefined };

interface Postgres {
  adminUrl: string;
  postmasterPid: number;
}

async function main(): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-measure-'));
  await chmod(dataFolder, 0o711);
  const embedded = await startEmbeddedPostgres({ dataFolder });
  try {
    const postgres = { adminUrl: embedded.adminUrl, postmasterPid: await postmasterPid(embedded.adminUrl) };
    const theirs = await openBetterAuth(postgres);
    const ours = await openOurs(postgres);
    await checks(postgres, theirs, ours);
    await codes(theirs, ours);
    await theirs.close();
    await ours.close();
  } finally {
    await embedded.stop();
    await removeEmbeddedPostgres(dataFolder);
  }
}

async function postmasterPid(adminUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), chr(10), 1) as pid`,
  );
  await client.end();
  return Number(rows[0]?.pid);
}

/** One of the two, as far as it is compared. */
interface Candidate {
  /** Sends a code to a phone, and gives what was sent. */
  send(phone: string): Promise<string>;
  /** A guess: whether it logged in, and whether it was judged at all. */
  guess(phone: string, code: string): Promise<'in' | 'wrong' | 'not judged'>;
  /** Logs in and gives a check of that session, as every request does it. */
  session(phone: string, kept: 'nothing' | 'cache'): Promise<() => Promise<boolean>>;
  /** Everything written down while codes are out, as text. */
  written(): Promise<string>;
  /** Moves past what makes a phone wait between two codes. */
  wait(): void;
  close(): Promise<void>;
}

async function openBetterAuth(postgres: Postgres): Promise<Candidate> {
  const { migrationUrl } = await prepareDatabase(postgres.adminUrl, { database: 'better_auth' });
  const pool = new pg.Pool({ connectionString: migrationUrl, max: 10 });
  // The database may stop while the pool still says goodbye.
  pool.on('error', () => {});
  const sent = new Map<string, string>();
  const make = (cookieCache: boolean) => {
    // With the five seconds that we need, the cookie would have to be signed anew every few requests; with five minutes,
    // as here, a check is as cheap as it gets, and a revoked session goes on for five minutes.
    const options = {
      database: pool,
      secret: randomBytes(32).toString('hex'),
      baseURL: 'http://localhost',
      logger: { disabled: true },
      rateLimit: { enabled: false },
      session: { cookieCache: { enabled: cookieCache, maxAge: 300 } },
      plugins: [
        phoneNumber({
          sendOTP: ({ phoneNumber: phone, code }: { phoneNumber: string; code: string }) => {
            sent.set(phone, code);
          },
          signUpOnVerification: { getTempEmail: (phone: string) => `${phone}@example.org` },
        }),
      ],
    };
    return { options, auth: betterAuth(options) };
  };
  const plain = make(false);
  const cached = make(true);
  await (await getMigrations(plain.options)).runMigrations();
  const post = (auth: typeof plain.auth, path: string, body: object) =>
    auth.handler(
      new Request(`http://localhost/api/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost' },
        body: JSON.stringify(body),
      }),
    );
  const send = async (phone: string) => {
    await post(plain.auth, '/phone-number/send-otp', { phoneNumber: phone });
    return sent.get(phone) ?? '';
  };
  return {
    send,
    async guess(phone, code) {
      const answer = await post(plain.auth, '/phone-number/verify', { phoneNumber: phone, code });
      if (answer.ok) return 'in';
      const { code: problem } = (await answer.json()) as { code?: string };
      return problem === 'INVALID_OTP' ? 'wrong' : 'not judged';
    },
    async session(phone, kept) {
      const { auth } = kept === 'cache' ? cached : plain;
      const answer = await post(auth, '/phone-number/verify', { phoneNumber: phone, code: await send(phone) });
      const cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      const headers = new Headers({ cookie });
      return async () => (await auth.api.getSession({ headers })) !== null;
    },
    async written() {
      return JSON.stringify((await pool.query('select * from verification')).rows);
    },
    wait: () => undefined,
    close: () => pool.end(),
  };
}

async function openOurs(postgres: Postgres): Promise<Candidate> {
  const urls = await prepareDatabase(postgres.adminUrl, { database: 'linli_measure' });
  await migrate(urls.migrationUrl, 'db/migrations');
  const sent = new Map<string, string>();
  const context = testContext(urls.databaseUrl, {
    ports: {
      async sendCode({ phone, code }) {
        sent.set(phone, code);
      },
    },
  });
  const { networkId } = await makeTown(context);
  const send = async (phone: string) => {
    await requestCode(context, networkId, { phone, address: phone });
    return sent.get(phone) ?? '';
  };
  return {
    send,
    guess: (phone, code) =>
      logInByCode(context, networkId, { phone, code, device: null }).then(
        () => 'in' as const,
        (error: { code?: string }) => (error.code === 'identity.code_wrong' ? 'wrong' : 'not judged'),
      ),
    async session(phone, kept) {
      const { token } = await logInByCode(context, networkId, { phone, code: await send(phone), device: null });
      // A context of its own for every check has nothing in memory: the whole price of reading a session.
      const on = () => (kept === 'cache' ? context : { ...context });
      return async () => (await callerOfSession(on(), noPorts, token)) !== undefined;
    },
    written: () =>
      context.database.transaction(networkId, async (connection) =>
        JSON.stringify(
          await connection.query({
            name: '',
            text: 'select to_jsonb(c)::text as row from login_code c union all select to_jsonb(a)::text from login_attempt a',
          }),
        ),
      ),
    wait: () => context.clock.forward(1),
    close: () => context.database.close(),
  };
}

/** Processor time of one check, server and database together, in turns. */
async function checks(postgres: Postgres, theirs: Candidate, ours: Candidate): Promise<void> {
  const runs = [
    ['theirs.read', await theirs.session('13600000001', 'nothing')],
    ['theirs.cookie', await theirs.session('13600000002', 'cache')],
    ['ours.read', await ours.session('13600000003', 'nothing')],
    ['ours.kept', await ours.session('13600000004', 'cache')],
  ] as const;
  const spent = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, check] of runs) {
      const before = usedMilliseconds(postgres.postmasterPid);
      for (let n = 0; n < CHECKS_A_ROUND; n++) if (!(await check())) throw new Error(`${name} lost its session.`);
      const after = usedMilliseconds(postgres.postmasterPid);
      const milliseconds = (after.server - before.server + after.database - before.database) / CHECKS_A_ROUND;
      // The first round warms up.
      if (round > 0) spent.set(name, [...(spent.get(name) ?? []), milliseconds]);
    }
  const of = (name: string) => spent.get(name) ?? [];
  const figure = (name: string, reference?: string) =>
    printFigure({
      name: `sessions.check.${name}`,
      value: median(of(name)),
      unit: 'ms of processor',
      target: 0.1,
      direction: 'atMost',
      rounds: of(name),
      ...(reference ? { reference: median(of(reference)) } : {}),
    });
  figure('theirs.read');
  figure('theirs.cookie');
  figure('ours.read', 'theirs.read');
  figure('ours.kept', 'theirs.cookie');
}

async function codes(theirs: Candidate, ours: Candidate): Promise<void> {
  for (const [name, one] of [
    ['theirs', theirs],
    ['ours', ours],
  ] as const) {
    const code = await one.send('13600000010');
    const written = await one.written();
    const shown = Number(written.includes(code)) + Number(written.includes('13600000010'));
    printFigure({
      name: `codes.plain.${name}`,
      value: shown,
      unit: 'of code and phone readable',
      target: 0,
      direction: 'atMost',
    });
    const entered = await Promise.all(Array.from({ length: 50 }, () => one.guess('13600000010', code)));
    const logins = entered.filter((outcome) => outcome === 'in').length;
    printFigure({
      name: `codes.storm.${name}`,
      value: logins,
      unit: 'logins of 50 at once',
      target: 1,
      direction: 'atMost',
    });
    printFigure({
      name: `codes.guesses.${name}`,
      value: await guessesAcrossResends(one, '13600000011'),
      unit: 'wrong codes judged in a day, 20 resends tried',
      target: 10,
      direction: 'atMost',
    });
  }
}

async function guessesAcrossResends(one: Candidate, phone: string): Promise<number> {
  let judged = 0;
  for (let resend = 0; resend < 20; resend++) {
    one.wait();
    const code = await one.send(phone).catch(() => '');
    const wrong = code === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess++) if ((await one.guess(phone, wrong)) === 'wrong') judged += 1;
  }
  return judged;
}

await main();
