import { fork } from 'node:child_process';
import pg from 'pg';
import { median, printFigure } from '../figure.ts';
import { openCity } from '../orders/city.ts';
import { logInAtDesk } from '../orders/logins.ts';
import { inTurns } from '../orders/requests.ts';

/** Petitions of the whole city, as the figure is defined. */
const PETITIONS = 200_000;
/** States of a city at work, by how long each lasts; one in four has ended. */
const STATES = ['forwarded', 'signed_for', 'objected', 'admitted', 'admitted', 'replied', 'closed', 'closed'];

/**
 * `inbox.cpu`: the first page of a department's inbox, by time left, of 200,000 petitions in the city, a fifth of them the
 * department's. Processor time of server and database together, over HTTP, permissions applied.
 */
export async function measureInbox(postgres: { adminUrl: string; postmasterPid: number }, size: number): Promise<void> {
  const city = await openCity(postgres.adminUrl, 'inbox', Math.round(PETITIONS * size), 'imported');
  const child = fork('bench/orders/load.mjs');
  try {
    await intoPetitions(new URL(city.databaseUrl).pathname.slice(1), postgres.adminUrl);
    const cookies = [await logInAtDesk(city.url, 'bumen')];
    const url = `${city.url}/api/v1/petitions?limit=20`;
    const first = await fetch(url, { headers: { cookie: cookies[0] ?? '' } });
    const { items } = (await first.json()) as { items: unknown[] };
    if (items.length !== 20) throw new Error(`The inbox holds ${items.length} petitions on its first page, not 20.`);
    const count = Math.max(300, Math.round(4_000 * Math.min(1, size * 2)));
    const [rounds = []] = await inTurns(postgres, child, [{ url, method: 'GET', cookies, count }]);
    printFigure({ name: 'inbox.cpu', value: median(rounds), unit: 'ms', target: 0.7, direction: 'atMost', rounds });
  } finally {
    child.disconnect();
    await city.close();
  }
}

/** Makes petitions of all imported orders, each with a department, by the database's owner: carrying them there takes a day. */
async function intoPetitions(database: string, adminUrl: string): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    // The demo has petitions of its own.
    const { rows } = await client.query(
      'select exists (select from orders where external_id is not null and confidential) as done',
    );
    if (rows[0]?.['done'] === true) return;
    await client.query(
      `with offices as (select network_id, id, code, row_number() over (order by code) - 1 as place, count(*) over () as many
          from org_unit where level = 'department'),
        states as (select ($1::text[])[1 + abs(hashtext(external_id)) % array_length($1::text[], 1)] as status, o.id,
          case when abs(hashtext(external_id || 'd')) % 5 = 0 then (select id from offices where code like '%medical_insurance')
            else (select id from offices where place = abs(hashtext(external_id || 'e')) % many) end as department
          from orders o where o.external_id is not null)
      update orders o set confidential = true, nature = 'complaint', kind = 'noise_nuisance', status = s.status,
        department_id = s.department, outcome = case when s.status = 'closed' then 'satisfied' end,
        due_at = case when s.status = 'closed' then null else now() + (abs(hashtext(external_id || 't')) % 80000) * interval '1 minute' end,
        warn_at = case when s.status = 'closed' then null else now() + interval '50 days' end
      from states s where s.id = o.id`,
      [STATES],
    );
    await client.query(`insert into petition (network_id, order_id, forwards, masked, forwarded_at, resolve_by)
      select network_id, id, 1, true, submitted_at, submitted_at + interval '60 days' from orders where external_id is not null`);
    await client.query(`insert into order_word (network_id, id, order_id, kind, words, at)
      select o.network_id, gen_random_uuid(), o.id, 'masked', t.words, o.submitted_at from orders o
      join order_text t on t.network_id = o.network_id and t.order_id = o.id where o.external_id is not null`);
    await client.query(`update order_listing l set confidential = true, status = o.status, due_at = o.due_at
      from orders o where o.network_id = l.network_id and o.id = l.order_id and o.external_id is not null`);
    await client.query(`insert into order_listing (network_id, order_id, ancestor_id, confidential, status, due_at, place_unit_id)
      select network_id, id, department_id, true, status, due_at, place_unit_id from orders where external_id is not null on conflict do nothing`);
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
