import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** What the environment decides. */
export interface Config {
  host: string;
  port: number;
  /** Where people reach the pages, as `https://linli.example`; undefined: by `localhost` alone. */
  origin: string | undefined;
  /** Addresses or ranges of those whose `X-Forwarded-*` are believed, besides loopback. */
  trustedProxies: readonly string[];
  /** What Prometheus shows as a bearer where it does not ask on loopback; undefined: it must. */
  metricsKey: string | undefined;
  /** Folder of the embedded database, its log, and the server's secret. */
  dataFolder: string;
  /** An outside PostgreSQL, or undefined for the embedded one. */
  databaseUrl: string | undefined;
  migrationUrl: string | undefined;
  /** An outside PostgreSQL for the wrapped keys of petitions, or undefined for an embedded one of their own. */
  keysUrl: string | undefined;
  city: 'demo' | 'small' | 'none';
  logLevel: string;
  /** 32 bytes given from outside, or undefined: then kept in the data folder. */
  secret: Buffer | undefined;
  /** The same for the keys that sign the audit log. */
  auditKey: Buffer | undefined;
  /** So long stopping may take, in seconds; then the process ends whatever is under way. */
  stopSeconds: number;
  /** How many volunteers the demo city has. */
  demoVolunteers: number;
}

/** Reads the environment. Throws an Error that names the variable and what it may be. */
export function readConfig(environment: NodeJS.ProcessEnv, defaultCity: Config['city']): Config {
  const databaseUrl = postgresUrl(environment, 'DATABASE_URL');
  const migrationUrl = postgresUrl(environment, 'DATABASE_MIGRATION_URL');
  if (databaseUrl && !migrationUrl)
    throw new Error(
      'DATABASE_URL needs DATABASE_MIGRATION_URL beside it: the same database as the role that owns the tables.',
    );
  const city = environment['LINLI_CITY'] ?? (databaseUrl ? 'none' : defaultCity);
  if (city !== 'demo' && city !== 'small' && city !== 'none')
    throw new Error(`LINLI_CITY is demo, small or none, not ${city}.`);
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: wholeNumber(environment, 'PORT', 8080, 65_535),
    origin: originIn(environment),
    trustedProxies: proxiesIn(environment),
    metricsKey: metricsKeyIn(environment),
    dataFolder: resolve(environment['LINLI_DATA'] ?? '.linli'),
    databaseUrl,
    migrationUrl,
    keysUrl: keysUrlOf(environment, databaseUrl),
    city,
    logLevel: environment['LINLI_LOG'] ?? 'info',
    secret: secretIn(environment, 'LINLI_SECRET'),
    auditKey: secretIn(environment, 'LINLI_AUDIT_KEY'),
    stopSeconds: wholeNumber(environment, 'LINLI_STOP_SECONDS', 9, 3_600),
    demoVolunteers: wholeNumber(environment, 'LINLI_DEMO_VOLUNTEERS', 3000, 434_710),
  };
}

/** 32 bytes of a secret of any length. */
function secretIn(environment: NodeJS.ProcessEnv, name: string): Buffer | undefined {
  const text = environment[name];
  return text ? createHash('sha256').update(text).digest() : undefined;
}

/** Keys beside what they open, in one backup with it, would make no erasure final. */
function keysUrlOf(environment: NodeJS.ProcessEnv, databaseUrl: string | undefined): string | undefined {
  const url = postgresUrl(environment, 'KEYS_DATABASE_URL');
  const place = (address: string) => new URL(address).host + new URL(address).pathname;
  if (url && databaseUrl && place(url) === place(databaseUrl))
    throw new Error('KEYS_DATABASE_URL is the same database as DATABASE_URL. Keys need a PostgreSQL of their own.');
  return url;
}

function wholeNumber(environment: NodeJS.ProcessEnv, name: string, otherwise: number, most: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new Error(`${name} is a whole number from 0 to ${most}, not ${text}.`);
  return value;
}

function originIn(environment: NodeJS.ProcessEnv): string | undefined {
  const text = environment['LINLI_ORIGIN'];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isTrusted = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
  if (!url || !isTrusted || url.pathname !== '/')
    throw new Error(`LINLI_ORIGIN is where people reach the pages, like https://linli.example, not ${text}.`);
  return url.origin;
}

/** Addresses and ranges, as `10.88.0.0/16, fd00::1`. */
function proxiesIn(environment: NodeJS.ProcessEnv): string[] {
  const proxies = (environment['LINLI_TRUSTED_PROXIES'] ?? '').split(/[\s,]+/).filter(Boolean);
  for (const proxy of proxies)
    if (!isRange(proxy))
      throw new Error(`LINLI_TRUSTED_PROXIES holds addresses and ranges like 10.88.0.0/16, not ${proxy}.`);
  return proxies;
}

/** All addresses there are (`/0`) would let anybody say who they are. */
function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const LEAST_KEY_LENGTH = 16;

function metricsKeyIn(environment: NodeJS.ProcessEnv): string | undefined {
  const key = environment['LINLI_METRICS_KEY'];
  if (!key) return undefined;
  if (key.length < LEAST_KEY_LENGTH || /\s/.test(key))
    throw new Error(`LINLI_METRICS_KEY is at least ${LEAST_KEY_LENGTH} characters without a space.`);
  return key;
}

function postgresUrl(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = environment[name];
  if (!text) return undefined;
  if (!/^postgres(ql)?:\/\//.test(text))
    throw new Error(`${name} is an address like postgres://role:password@host:5432/linli.`);
  return text;
}
