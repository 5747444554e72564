import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { ordersJobs } from '../../orders/jobs.ts';
import { loadTree } from '../../organisation/actions.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import { triageJobs } from '../jobs.ts';
import { loadTriageModel } from './models.ts';
import { beginTraining, beginTrial, listTriageModels, promoteTriageModel, trainingOver } from './trained.ts';

let database: FreshDatabase;
let town: OrderTown;
const follower = ordersJobs.filter((job) => job.name === 'orders.triage');

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  await runJobsOnce(town.context, triageJobs);
}, 120_000);
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const administrator = async () => {
  const { rootId } = await loadTree(town.context, town.dispatcher.networkId);
  return { ...town.dispatcher, grants: [{ role: 'administrator' as const, unitId: rootId }] };
};
const models = () => listTriageModels(town.context, town.dispatcher.networkId);

async function kept(): Promise<string> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return JSON.stringify((await client.query('select kind, suggested, held_back from triage_correction')).rows);
  } finally {
    await client.end();
  }
}

/** Asks for something in words no seed knows, and has it triaged as given; gives what was likely before. */
async function corrected(text: string, kind: string, confidential = false) {
  const id = await town.place({ text });
  const before = (await town.see(town.dispatcher, id)).suggestion;
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind, confidential });
  await runJobsOnce(town.context, follower);
  return before;
}

describe('the network’s own model', () => {
  it('is there from the seeds on, and says of each question the three likeliest', async () => {
    const { items, corrections } = await models();
    expect(items).toMatchObject([{ status: 'running', corrections: 0, figures: { tried: 0 } }]);
    expect(corrections).toBe(0);
    const id = await town.place({ text: '老人瘫在床上，想请人给擦擦身子' });
    const { suggestion } = await town.see(town.dispatcher, id);
    expect(suggestion?.likely?.kinds[0]?.label).toBe('bathing_assistance');
    expect(suggestion?.likely?.categories[0]?.label).toBe('elderly_disability');
    expect(suggestion?.likely?.natures[0]?.label).toBe('public_service');
    for (const list of Object.values(suggestion?.likely ?? {})) expect(list).toHaveLength(3);
  });

  it('learns from each correction at once; a confidential order teaches nothing', async () => {
    const chance = (suggestion: Awaited<ReturnType<typeof corrected>>) =>
      suggestion?.likely?.kinds.find((each) => each.label === 'film_screening')?.probability ?? 0;
    await corrected('咕噜机秘密坏了', 'film_screening', true);
    expect(await kept()).toBe('[]');
    const first = chance(await corrected('咕噜机一号坏了', 'film_screening'));
    for (let time = 0; time < 8; time++) await corrected('咕噜机又坏了', 'film_screening');
    const last = chance(await corrected('咕噜机还是坏了', 'film_screening'));
    expect(last).toBeGreaterThan(first);
    const { corrections, heldBack } = await models();
    expect(corrections).toBeGreaterThan(0);
    expect(corrections + heldBack).toBeLessThanOrEqual(10);
    expect(await kept()).not.toContain('咕噜');
  });

  it('is trained anew, compared on what was held back, promoted and rolled back', async () => {
    const [first] = (await models()).items;
    await beginTraining(town.context, await administrator());
    await trainingOver(town.context, town.dispatcher.networkId);
    const { corrections, heldBack, items } = await models();
    const candidate = items[0];
    if (!candidate) throw new Error('Nothing was trained.');
    expect(candidate).toMatchObject({ status: 'candidate', corrections, figures: { tried: heldBack } });
    expect(candidate.runningFigures).toMatchObject({ tried: heldBack });
    const seeds = await loadTriageModel(town.context, town.dispatcher.networkId);
    expect(await promoteTriageModel(town.context, await administrator(), candidate.id)).toMatchObject({
      status: 'running',
    });
    expect(await loadTriageModel(town.context, town.dispatcher.networkId)).not.toBe(seeds);
    await promoteTriageModel(town.context, await administrator(), first?.id ?? '');
    expect((await models()).items.map((each) => each.status)).toEqual(['retired', 'running']);
  });

  it('answers others while one is trained, and trains one at a time', async () => {
    const before = (await models()).items.length;
    const attempt = { key: 'once-and-again', digest: Buffer.from('train') };
    const begun = await beginTraining(town.context, await administrator(), attempt);
    expect([begun.training, begun.items.length]).toEqual([true, before]);
    let answered = 0;
    while ((await models()).training) {
      answered += 1;
      if (answered === 1) {
        await expect(beginTraining(town.context, await administrator())).rejects.toMatchObject({
          code: 'triage.training',
        });
        // The same request once more, as when its answer was lost, begins nothing and is not told of itself.
        expect((await beginTraining(town.context, await administrator(), attempt)).training).toBe(true);
      }
      await sleep(20);
    }
    expect((await beginTraining(town.context, await administrator(), attempt)).training).toBe(false);
    expect((await models()).items.length).toBe(before + 1);
    // Were it trained between two questions, at most one could be answered once it has begun.
    expect(answered).toBeGreaterThan(3);
    expect((await models()).training).toBe(false);
  }, 90_000);

  it('is compared again on what was held back since, and says who trained it and let it run', async () => {
    const { items, heldBack } = await models();
    const candidate = items.find((each) => each.status === 'candidate');
    await beginTrial(town.context, await administrator(), candidate?.id ?? '');
    await trainingOver(town.context, town.dispatcher.networkId);
    const compared = (await models()).items.find(({ id }) => id === candidate?.id);
    expect(compared).toMatchObject({ madeBy: '演示派单员', promotedBy: null, figures: { tried: heldBack } });
    expect(compared?.runningFigures).toMatchObject({ tried: heldBack, macroF1: expect.any(Number) });
    expect(items.find((each) => each.madeBy === null)).toMatchObject({ status: 'running', promotedBy: '演示派单员' });
  });

  it('is trained, compared and promoted by the whole network’s administrators alone', async () => {
    const [model] = (await models()).items;
    for (const refused of [
      beginTraining(town.context, town.dispatcher),
      beginTrial(town.context, town.dispatcher, model?.id ?? ''),
      promoteTriageModel(town.context, town.dispatcher, model?.id ?? ''),
    ])
      await expect(refused).rejects.toMatchObject({ status: 403 });
  });

  it('that does not exist cannot be promoted', async () => {
    const nobody = '00000000-0000-7000-8000-000000000009';
    await expect(promoteTriageModel(town.context, await administrator(), nobody)).rejects.toMatchObject({
      code: 'triage.no_model',
    });
  });
});
