import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { triageCommand } from './triage.ts';

const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const streets = ['柳巷', '桃园', '北塔', '南桥'];
const rows = streets.flatMap((street) => [
  { text: `${street}的路灯不亮了，修一修`, label: '维修', extra: 1 },
  { text: `${street}的老人想有人陪着聊天`, label: '陪伴' },
  { text: `${street}今天没有什么事` },
]);

describe('linli triage', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linli-triage-'));
    await writeFile(join(folder, 'labelled.jsonl'), lines(rows));
    await writeFile(join(folder, 'more.jsonl'), lines([{ id: 1, text: '路灯又不亮了' }]));
    await writeFile(join(folder, 'one.jsonl'), lines([{ text: '只有一种', label: '维修' }]));
    await writeFile(join(folder, 'broken.jsonl'), `${JSON.stringify({ text: '好', label: '维修' })}\n\nno json\n`);
    await writeFile(join(folder, 'textless.jsonl'), lines([{ label: '维修' }]));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  async function called(args: string[], input = ''): Promise<{ code: number; output: string; errors: string }> {
    const output = new PassThrough();
    const errors = new PassThrough();
    const read = Promise.all([text(output), text(errors)]);
    const code = await triageCommand(args, { input: Readable.from([Buffer.from(input)]), output, errors });
    output.end();
    errors.end();
    const [said, complained] = await read;
    return { code, output: said, errors: complained };
  }

  test('trains a model that predicts line by line', async () => {
    const train = ['train', at('labelled.jsonl'), '--unlabelled', at('more.jsonl'), '--model', at('model')];
    expect(await called(train)).toMatchObject({ code: 0, errors: '' });
    expect((await stat(at('model'))).size).toBeLessThan(8_000_000);
    const asked = lines([
      { id: 'a', text: '我家门口路灯不亮' },
      { id: 2, text: '想有人陪着聊天' },
    ]);
    const { code, output } = await called(['predict', '--model', at('model')], asked);
    expect(code).toBe(0);
    const answers = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { id: 'a', label: '维修', top: [{ label: '维修' }, { label: '陪伴' }] },
      { id: 2, label: '陪伴', top: [{ label: '陪伴' }, { label: '维修' }] },
    ]);
    expect(answers[0].probability).toBeGreaterThan(0.5);
  });

  test('refuses what it cannot read and says where', async () => {
    expect(await called(['train', at('broken.jsonl'), '--model', at('m')])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/broken\.jsonl.*3/),
    });
    expect((await called(['train', at('textless.jsonl'), '--model', at('m')])).code).toBe(1);
    expect((await called(['train', at('one.jsonl'), '--model', at('m')])).code).toBe(1);
    expect((await called(['train', at('absent.jsonl'), '--model', at('m')])).code).toBe(1);
    expect((await called(['predict', '--model', at('one.jsonl')])).errors).toContain('linli triage train');
    expect((await called(['predict', '--model', at('absent')])).code).toBe(1);
  });

  test('refuses a message without id or text', async () => {
    await called(['train', at('labelled.jsonl'), '--model', at('model')]);
    for (const row of [{ text: '没有编号' }, { id: 'a' }])
      expect(await called(['predict', '--model', at('model')], lines([row]))).toMatchObject({ code: 1, output: '' });
  });

  test.each([
    [[]],
    [['train']],
    [['train', 'f']],
    [['predict']],
    [['predict', 'f', '--model', 'm']],
    [['guess']],
    [['train', '--x']],
  ])('explains itself when called as %j', async (args) => {
    expect(await called(args)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('linli triage predict --model'),
    });
  });

  test('puts messages into topics, line by line, and says what it cannot read', async () => {
    const message = { id: 1, title: '演示湾的搅拌站噪音扰民', text: '夜里轰隆隆', time: '2026/3/2 9:30', likes: 7 };
    await writeFile(at('messages.jsonl'), lines([message, { ...message, id: 'b', time: '2026-03-04', likes: 0 }]));
    const { code, output } = await called(['topics', at('messages.jsonl')]);
    expect({
      code,
      topics: output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    }).toEqual({
      code: 0,
      topics: [
        {
          topic: '演示湾的搅拌站噪音扰民',
          ids: ['1', 'b'],
          messages: 2,
          likes: 7,
          first: '2026-03-02T01:30:00.000Z',
          last: '2026-03-03T16:00:00.000Z',
        },
      ],
    });
    await writeFile(at('timeless.jsonl'), lines([message, { ...message, time: 'soon' }]));
    const refused = await called(['topics', at('timeless.jsonl')]);
    expect(refused).toMatchObject({ code: 1, output: '', errors: expect.stringContaining('line 2') });
    expect((await called(['topics', at('absent.jsonl')])).code).toBe(1);
    expect((await called(['topics'])).code).toBe(2);
  });
});
