import { createHmac } from 'node:crypto';
import pg from 'pg';

/** Two processes that prepare the same server wait for each other. */
const PREPARE_LOCK = 4_771_403;

export interface PreparedDatabase {
  /** For Linli's own work: a role that owns nothing and cannot pass row security by. */
  databaseUrl: string;
  /** For migrations: the role that owns the database and its tables. */
  migrationUrl: string;
}

/**
 * Makes the two roles of Linli and a database of the owner's (UTF-8, ordered by code point) on a server of which
 * `adminUrl` is the superuser's address, whatever of it is missing, and gives the addresses to work with. The roles'
 * passwords are drawn from the superuser's, so they need no file of their own and the same call gives the same ones.
 */
export async function prepareDatabase(
  adminUrl: string,
  options: { database: string; ownerRole?: string; appRole?: string },
): Promise<PreparedDatabase> {
  const { database, ownerRole = 'linli_owner', appRole = 'linli_app' } = options;
  const client = new pg.Client({ connectionString: adminUrl });
  // A connection that is lost is heard of by the statement under way; unheard it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [PREPARE_LOCK]);
    await ensureRole(client, ownerRole, passwordOf(adminUrl, ownerRole));
    await ensureRole(client, appRole, passwordOf(adminUrl, appRole));
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await createDatabase(client, database, ownerRole);
    await allowOnly(client, database, appRole);
  } finally {
    await client.end();
  }
  return addressesOf(adminUrl, options);
}

/** The addresses of a database for both roles, as `prepareDatabase` made them. */
export function addressesOf(
  adminUrl: string,
  options: { database: string; ownerRole?: string; appRole?: string },
): PreparedDatabase {
  const { database, ownerRole = 'linli_owner', appRole = 'linli_app' } = options;
  return {
    databaseUrl: addressFor(adminUrl, appRole, database),
    migrationUrl: addressFor(adminUrl, ownerRole, database),
  };
}

/** Nobody but the owner and the application's role may connect. Not copied with a template, so done for each database. */
export async function allowOnly(client: pg.Client, database: string, appRole: string): Promise<void> {
  const [name, app] = [pg.escapeIdentifier(database), pg.escapeIdentifier(appRole)];
  await client.query(`revoke all on database ${name} from public; grant connect on database ${name} to ${app}`);
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  const attributes = `login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password ${pg.escapeLiteral(password)}`;
  await client.query(`${rowCount ? 'alter' : 'create'} role ${pg.escapeIdentifier(role)} with ${attributes}`);
}

/** From 17 on PostgreSQL has the locale built in; before, it is the system's, and where that is missing plain C. */
async function createDatabase(client: pg.Client, database: string, owner: string): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const locales =
    (rows[0]?.version ?? 0) >= 170_000
      ? [`locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'`]
      : [`locale_provider libc locale 'C.UTF-8'`, `locale_provider libc locale 'C'`];
  const text = `create database ${pg.escapeIdentifier(database)} template template0 owner ${pg.escapeIdentifier(owner)} encoding 'UTF8'`;
  for (const [index, locale] of locales.entries())
    try {
      await client.query(`${text} ${locale}`);
      return;
    } catch (error) {
      if (!/invalid .*locale/.test(String(error)) || index === locales.length - 1) throw error;
    }
}

function passwordOf(adminUrl: string, role: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(adminUrl).password))
    .update(`linli role ${role}`)
    .digest('base64url');
}

function addressFor(adminUrl: string, role: string, database: string): string {
  const url = new URL(adminUrl);
  url.username = encodeURIComponent(role);
  url.password = passwordOf(adminUrl, role);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
