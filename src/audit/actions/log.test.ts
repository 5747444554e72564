import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeTown } from '../../../tests/town.ts';
import { auditVerifyCommand, auditVerifyEach } from '../../main/commands/audit.ts';
import { recordEvents } from '../../platform/events.ts';
import { runJobsOnce, startJobs } from '../../platform/jobs.ts';
import { jobActor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { recordLook } from '../actions.ts';
import { auditJobs } from '../jobs.ts';
import { loadLastCheckpoint } from '../store/checkpoints.ts';
import { sequenceAndSign, sequenceEvents } from './sequence.ts';
import { verifyLog } from './verify.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let folder: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
  folder = await mkdtemp(join(tmpdir(), 'linli-audit-'));
});
afterAll(async () => {
  await context.database.close();
  await fresh.drop();
  await rm(folder, { recursive: true, force: true });
});

let towns = 0;
const town = async () => (await makeTown(context, `log${towns++}`)).networkId;

/** Writes `count` events, a transaction for every five. */
async function happen(networkId: string, count: number): Promise<void> {
  const at = context.clock.now();
  for (let done = 0; done < count; done += 5)
    await context.database.transaction(networkId, (connection) =>
      recordEvents(
        connection,
        jobActor(networkId, 'test'),
        at,
        Array.from({ length: Math.min(5, count - done) }, (_, index) => ({
          kind: 'test.happened',
          subjectKind: 'thing',
          subjectId: newId(at),
          body: { number: done + index, share: 0.25, small: 1e-7 },
        })),
      ),
    );
}

async function look(networkId: string, personId: string): Promise<void> {
  await context.database.transaction(networkId, (connection) =>
    recordLook(connection, jobActor(networkId, 'test'), context.clock.now(), {
      kind: 'test.looked',
      subjectKind: 'person',
      subjectId: personId,
      look: { what: 'record', outcome: 'shown', why: 'test', of: [personId] },
    }),
  );
}

async function asRole<T>(url: string, networkId: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select set_config('linli.network_id', '${networkId}', false)`);
    return await work(client);
  } finally {
    await client.end();
  }
}

const note = async (networkId: string) =>
  (await context.database.transaction(networkId, loadLastCheckpoint))?.note ?? '';

const verify = (networkId: string, ...args: string[]) => printing(() => auditVerifyCommand(context, networkId, args));

async function printing(command: () => Promise<number>) {
  const printed = { out: '', err: '' };
  const keep = (which: 'out' | 'err') => (text: unknown) => {
    printed[which] += String(text);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(keep('out'));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(keep('err'));
  try {
    return { code: await command(), ...printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe('the audit log', () => {
  it('numbers every event once, in the order of commit, with two sequencers at work', async () => {
    const networkId = await town();
    await happen(networkId, 300);
    const other = testContext(fresh.databaseUrl);
    await Promise.all([sequenceEvents(context, networkId), sequenceEvents(other, networkId), happen(networkId, 300)]);
    await Promise.all([sequenceAndSign(context, networkId), sequenceAndSign(other, networkId)]);
    await other.database.close();
    await sequenceAndSign(context, networkId);
    expect(await verifyLog(context, networkId, null)).toEqual({ verified: 600, afterCheckpoint: 0, fault: null });
  });

  it('waits for a transaction that began before and is not over', async () => {
    const networkId = await town();
    await asRole(fresh.adminUrl, networkId, async (client) => {
      await client.query('begin; select pg_current_xact_id()');
      await happen(networkId, 5);
      await sequenceAndSign(context, networkId);
      expect(await verifyLog(context, networkId, null)).toMatchObject({ verified: 0, afterCheckpoint: 5 });
      await client.query('commit');
    });
    await sequenceAndSign(context, networkId);
    expect(await verifyLog(context, networkId, null)).toMatchObject({ verified: 5, afterCheckpoint: 0 });
  });

  it('is signed once more when the server stops', async () => {
    const networkId = await town();
    await happen(networkId, 3);
    const jobs = startJobs(context, auditJobs);
    await jobs.stop();
    expect(await verifyLog(context, networkId, null)).toMatchObject({ verified: 3, afterCheckpoint: 0 });
  });

  it('leaves a backlog that is too long for the time to stop, and signs what it has', async () => {
    const networkId = await town();
    await happen(networkId, 5);
    await sequenceAndSign(context, networkId, performance.now());
    expect(await verifyLog(context, networkId, null)).toMatchObject({ verified: 0, fault: null });
    await sequenceAndSign(context, networkId);
    expect(await verifyLog(context, networkId, null)).toMatchObject({ verified: 5, fault: null });
  });

  it('signs nothing when nothing is new', async () => {
    const networkId = await town();
    await runJobsOnce(context, auditJobs);
    expect(await note(networkId)).toBe('');
    await happen(networkId, 2);
    await runJobsOnce(context, auditJobs);
    const first = await note(networkId);
    await runJobsOnce(context, auditJobs);
    expect(await note(networkId)).toBe(first);
    expect(first.split('\n').slice(0, 2)).toEqual([`linli/${networkId}`, '2']);
  });

  it('can neither be changed nor shortened by the application’s role', async () => {
    const networkId = await town();
    await happen(networkId, 1);
    await sequenceAndSign(context, networkId);
    await asRole(fresh.databaseUrl, networkId, async (client) => {
      const tables = ['event', 'audit_leaf', 'audit_node', 'audit_checkpoint', 'audit_entry', 'audit_entry_person'];
      for (const table of tables) {
        await expect(client.query(`update ${table} set network_id = network_id`)).rejects.toThrow(/permission denied/);
        await expect(client.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
        await expect(client.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
      }
      await expect(client.query('delete from audit_head')).rejects.toThrow(/permission denied/);
    });
  });
});

describe('linli audit verify', () => {
  it('says how much a checkpoint proves, and how much came after it', async () => {
    const networkId = await town();
    await happen(networkId, 12);
    await sequenceAndSign(context, networkId);
    const file = join(folder, 'kept');
    await writeFile(file, await note(networkId));
    await happen(networkId, 3);
    await sequenceAndSign(context, networkId);
    await happen(networkId, 2);
    expect(await verify(networkId)).toEqual({ code: 0, out: 'verified 15, after checkpoint 2\n', err: '' });
    expect(await verify(networkId, '--checkpoint', file)).toEqual({
      code: 0,
      out: 'verified 12, after checkpoint 5\n',
      err: '',
    });
    expect(JSON.parse((await verify(networkId, '--json')).out)).toEqual({
      verified: 15,
      afterCheckpoint: 2,
      fault: null,
    });
  });

  it('refuses a checkpoint of another log, an unreadable one and unknown words', async () => {
    const [own, other] = [await town(), await town()];
    for (const networkId of [own, other]) {
      await happen(networkId, 1);
      await sequenceAndSign(context, networkId);
    }
    const file = join(folder, 'foreign');
    await writeFile(file, await note(other));
    expect(await verify(own, '--checkpoint', file)).toMatchObject({ code: 1, err: expect.stringContaining('signed') });
    expect(await verify(own, '--checkpoint', join(folder, 'none'))).toMatchObject({ code: 1 });
    expect(await verify(own, '--all')).toMatchObject({ code: 2 });
  });

  it.each([
    ['an event’s figure', `update event set body = jsonb_set(body, '{number}', '70') where position = $1`, 4],
    [
      'its 20th figure',
      `update event set body = jsonb_set(body, '{share}', '0.25000000000000000001') where position = $1`,
      4,
    ],
    ['its microsecond', `update event set at = at + interval '1 microsecond' where position = $1`, 4],
    ['who did it', `update event set actor_id = 'somebody' where position = $1`, 4],
    ['its place', 'update event set position = position + 100000 where position = $1', 4],
    ['an event deleted', 'delete from event where position = $1', 4],
    [
      'an event put in',
      `insert into event select network_id, gen_random_uuid(), transaction, position, at, kind, actor_kind, actor_id, subject_kind,
        subject_id, unit_id, body from event where position = $1`,
      null,
    ],
    [
      'an event put in beside the last one',
      `insert into event select network_id, gen_random_uuid(), transaction, position, at, kind, actor_kind, actor_id, subject_kind,
        subject_id, unit_id, body from event where position = (select max(position) from event where $1 > 0)`,
      null,
    ],
    ['a leaf deleted', 'delete from audit_leaf where leaf = 4 and $1 > 0', 4],
    ['a leaf’s bytes', `update audit_leaf set bytes = bytes || ' ' where leaf = 4 and $1 > 0`, 4],
    ['a leaf’s hash', `update audit_leaf set hash = sha256('') where leaf = 4 and $1 > 0`, 4],
    [
      'a leaf added at the end',
      `insert into audit_leaf select network_id, 320, gen_random_uuid(), hash, bytes from audit_leaf where leaf = 4 and $1 > 0`,
      320,
    ],
    ['the last leaf deleted', 'delete from audit_leaf where leaf = 319 and $1 > 0', 319],
    ['a node', `update audit_node set hash = sha256('') where $1 > 0`, 0],
    ['the head', `update audit_head set peaks = sha256('') where $1 > 0`, 320],
    ['a checkpoint', `update audit_checkpoint set note = replace(note, '320', '319') where $1 > 0`, 0],
    ['a look hidden from the auditor', 'delete from audit_entry where $1 > 0', 319],
    ['whom it was at', `update audit_entry_person set person_id = gen_random_uuid() where $1 > 0`, 319],
  ])('finds %s', async (_, tampering, first) => {
    const networkId = await town();
    await happen(networkId, 319);
    await look(networkId, networkId);
    await sequenceAndSign(context, networkId);
    expect(await verify(networkId)).toMatchObject({ code: 0, out: 'verified 320, after checkpoint 0\n' });
    await asRole(fresh.adminUrl, networkId, async (client) => {
      const { rows } = await client.query(
        'select position from event where network_id = $1 order by transaction, position limit 1 offset 4',
        [networkId],
      );
      const done = await client.query(tampering.replace(/ (where) /g, ` where network_id = '${networkId}' and `), [
        rows[0].position,
      ]);
      expect(done.rowCount).toBe(1);
    });
    const found = await verify(networkId);
    expect(found).toMatchObject({ code: 1, out: '' });
    expect(found.err).toContain(first === null ? 'The first bad leaf is leaf' : `The first bad leaf is leaf ${first}`);
  });

  it('is verified in each network where none is named, and by a checkpoint in the one that signed it', async () => {
    const [good, bad] = [await town(), await town()];
    await happen(good, 3);
    await happen(bad, 5);
    for (const networkId of [good, bad]) await sequenceAndSign(context, networkId);
    const networks = [
      { id: bad, code: 'bad' },
      { id: good, code: 'good' },
    ];
    const each = (...args: string[]) => printing(() => auditVerifyEach(context, networks, args));
    expect(await each()).toEqual({
      code: 0,
      out: 'bad: verified 5, after checkpoint 0\ngood: verified 3, after checkpoint 0\n',
      err: '',
    });
    const file = join(folder, 'of-good');
    await writeFile(file, await note(good));
    await asRole(fresh.adminUrl, bad, (client) =>
      client.query(`update event set actor_id = 'somebody' where network_id = '${bad}' and body->>'number' = '2'`),
    );
    expect(await each()).toMatchObject({
      code: 1,
      out: 'good: verified 3, after checkpoint 0\n',
      err: expect.stringContaining('bad: The first bad leaf is leaf 2'),
    });
    expect(await each('--checkpoint', file)).toMatchObject({ code: 0, out: 'verified 3, after checkpoint 0\n' });
    await writeFile(file, 'linli/nobody\n3\n');
    expect(await each('--checkpoint', file)).toMatchObject({ code: 1 });
  });

  it('finds an event rewritten together with its leaf, hash and head by whoever holds the database', async () => {
    const networkId = await town();
    await happen(networkId, 20);
    await sequenceAndSign(context, networkId);
    const file = join(folder, 'before');
    await writeFile(file, await note(networkId));
    // The whole log is made anew from a changed history, and signed with the right key: the stored checkpoints fit.
    await asRole(fresh.adminUrl, networkId, async (client) => {
      const own = `where network_id = '${networkId}'`;
      await client.query(`update event set actor_id = 'somebody' ${own} and (body->>'number')::int = 7`);
      for (const table of ['audit_leaf', 'audit_node', 'audit_checkpoint', 'audit_head', 'event_follower'])
        await client.query(`delete from ${table} ${own}`);
    });
    await sequenceAndSign(context, networkId);
    expect(await verify(networkId)).toMatchObject({ code: 0 });
    expect(await verify(networkId, '--checkpoint', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has not the root that the checkpoint says'),
    });
  });
});
