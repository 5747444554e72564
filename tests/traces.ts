import { createHash } from 'node:crypto';
import pg from 'pg';

/** Shorter traces are chance. */
const LEAST = 2;

/** Forms in which something that must not be found could stand somewhere. */
function formsOf(secret: string): [form: string, text: string][] {
  const bytes = Buffer.from(secret);
  const wide = Buffer.from(secret, 'utf16le');
  // Base64 of the same bytes looks different at each of the three places it can begin at.
  const base64 = (bytes: Buffer) =>
    [0, 1, 2].map((offset) => {
      const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
      const sure = text.slice(offset === 0 ? 0 : 4, text.length - 4);
      return sure.length < 6 ? '' : sure;
    });
  const hash = createHash('sha256').update(bytes);
  return [
    ['plain', secret],
    ['json', JSON.stringify(secret).slice(1, -1)],
    ['escaped', [...secret].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['hexadecimal', bytes.toString('hex')],
    ['utf-16', wide.toString('hex')],
    ['address', encodeURIComponent(secret)],
    ['sha256', hash.copy().digest('hex')],
    ['sha256 base64', hash.digest('base64').slice(0, -1)],
    ...[...base64(bytes), ...base64(wide)].map((text): [string, string] => ['base64', text]),
  ].filter((form): form is [string, string] => (form[1] ?? '').length >= LEAST);
}

/** In which forms a text holds something that it must not hold; empty is good. */
export function formsFound(text: string, secret: string): string[] {
  const lower = text.toLowerCase();
  return [
    ...new Set(
      formsOf(secret).flatMap(([form, each]) =>
        text.includes(each) || (form !== 'base64' && lower.includes(each.toLowerCase())) ? [form] : [],
      ),
    ),
  ];
}

/** Every row of every table of a database as text, row security passed by, by table; bytes as hexadecimal digits. */
export async function allRows(adminUrl: string): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`,
    );
    const rows = new Map<string, string[]>();
    for (const { name } of tables.rows) {
      const found = await client.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${pg.escapeIdentifier(name)} t`,
      );
      rows.set(
        name,
        found.rows.map((each) => each.row),
      );
    }
    return rows;
  } finally {
    await client.end();
  }
}

/** Where in a database something stands in the open: table and form. Empty is good. */
export async function tracesIn(adminUrl: string, secrets: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [table, rows] of await allRows(adminUrl))
    for (const secret of secrets)
      for (const form of formsFound(rows.join('\n'), secret)) found.push(`${table}: ${secret} (${form})`);
  return found.sort();
}
