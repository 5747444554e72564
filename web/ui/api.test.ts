import { beforeEach, describe, expect, it, vi } from 'vitest';
import en from '../../messages/en/problems.json' with { type: 'json' };
import zh from '../../messages/zh-CN/problems.json' with { type: 'json' };
import { type Refusal, refusalOf, sendOnce, sendProven, sendSafely, whenProofIsNeeded } from './api.ts';
import { setMessages } from './language.ts';

/** A network that fails in the given ways, in turn, and then answers; keeps what it was sent. */
function networkThat(...failures: ('lost' | number)[]) {
  const sent: { key: string | null; body: string }[] = [];
  const send = async (request: Request): Promise<Response> => {
    sent.push({ key: request.headers.get('idempotency-key'), body: await request.text() });
    const failure = failures.shift();
    if (failure === 'lost') throw new TypeError('Failed to fetch');
    return new Response(null, { status: failure ?? 201 });
  };
  return { sent, send };
}

const write = (headers: Record<string, string> = { 'idempotency-key': 'key-of-one-attempt' }) =>
  new Request('http://localhost/api/v1/orders', { method: 'POST', headers, body: '{"text":"修水管"}' });

describe('sending', () => {
  beforeEach(() => setMessages('zh-CN', zh));

  it('sends a write again with the same key and body when the network is lost', async () => {
    const { sent, send } = networkThat('lost', 503);
    expect((await sendSafely(write(), send, [0, 0])).status).toBe(201);
    expect(sent).toEqual(Array(3).fill({ key: 'key-of-one-attempt', body: '{"text":"修水管"}' }));
  });

  it('never sends a write without a key twice', async () => {
    const { sent, send } = networkThat('lost');
    await expect(sendSafely(write({}), send, [0, 0])).rejects.toMatchObject({ code: 'web.offline', status: 0 });
    expect(sent).toHaveLength(1);
  });

  it('gives up after its pauses and says that there is no network', async () => {
    const { sent, send } = networkThat('lost', 'lost', 'lost');
    const refusal = await sendSafely(write(), send, [0, 0]).catch((error: Refusal) => error);
    expect(sent).toHaveLength(3);
    expect((refusal as Refusal).sentence).toBe('没有连上网。您写的都留着，连上了再试一次。');
  });

  it('reads once and no more where there is no network', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const { sent, send } = networkThat('lost', 'lost');
    await expect(sendSafely(new Request('http://localhost/api'), send, [0, 0])).rejects.toMatchObject({ status: 0 });
    vi.unstubAllGlobals();
    expect(sent).toHaveLength(1);
  });

  it('takes a refusal for an answer and does not repeat it', async () => {
    const { sent, send } = networkThat(409);
    expect((await sendSafely(write(), send, [0])).status).toBe(409);
    expect(sent).toHaveLength(1);
  });
});

describe('a write whose answer was lost', () => {
  const press = (words: string, ...failures: ('lost' | number)[]) => {
    const { sent, send } = networkThat(...failures);
    const request = new Request('http://localhost/api/v1/teams/one/messages', { method: 'POST', body: words });
    return { sent, answer: sendOnce(request, (each) => sendSafely(each, send, [])) };
  };

  it('keeps its key when it is pressed again, and is a new one once it was answered', async () => {
    const lost = press('明早八点集合。', 'lost');
    await expect(lost.answer).rejects.toMatchObject({ status: 0 });
    const away = press('明早八点集合。', 503);
    await away.answer;
    const again = press('明早八点集合。');
    await again.answer;
    const key = lost.sent[0]?.key;
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect([away.sent[0]?.key, again.sent[0]?.key]).toEqual([key, key]);
    const later = press('明早八点集合。');
    await later.answer;
    expect(later.sent[0]?.key).not.toBe(key);
  });

  it('takes a new key for other words, and when something else was done since', async () => {
    const lost = press('明早八点集合。', 'lost');
    await lost.answer.catch(() => undefined);
    const other = press('明早九点集合。');
    await other.answer;
    const again = press('明早八点集合。');
    await again.answer;
    const keys = [lost, other, again].map(({ sent }) => sent[0]?.key);
    expect(new Set(keys).size).toBe(3);
  });
});

describe('a refusal', () => {
  it('says its problem in the reader’s language, with its values', () => {
    const problem = { code: 'platform.unexpected', params: { id: 'A1' }, field: '/text' };
    const refusal = refusalOf(problem, new Response(null, { status: 500 }));
    setMessages('zh-CN', zh);
    expect(refusal.sentence).toContain('A1');
    setMessages('en', en);
    expect(refusal.sentence).toContain('say this number: A1');
    expect(refusal.field).toBe('/text');
  });

  it('that is no problem of ours still has a sentence', () => {
    setMessages('en', en);
    expect(refusalOf('<html>', new Response(null, { status: 418 })).sentence).toBe(en['problem.unknown']);
    expect(refusalOf('', new Response(null, { status: 502 })).code).toBe('web.slow');
  });
});

describe('a request before which the server wants to know who is there', () => {
  const refused = () =>
    new Response(JSON.stringify({ code: 'platform.proof_needed' }), {
      status: 403,
      headers: { 'content-type': 'application/problem+json' },
    });
  const wish = () => new Request('http://localhost/api', { method: 'POST', body: '{"role":"observer"}' });

  it('is sent again as it was, once they have shown it; one asking serves all that wait', async () => {
    const sent: string[] = [];
    let asked = 0;
    let proven = false;
    const stop = whenProofIsNeeded(async () => {
      asked += 1;
      await Promise.resolve();
      proven = true;
      return true;
    });
    const send = async (request: Request) => {
      sent.push(await request.clone().text());
      return proven ? new Response(null, { status: 204 }) : refused();
    };
    const [one, two] = await Promise.all([sendProven(wish(), send), sendProven(wish(), send)]);
    stop();
    expect([one.status, two.status, asked]).toEqual([204, 204, 1]);
    expect(sent).toEqual(Array(4).fill('{"role":"observer"}'));
  });

  it('is refused where they do not show it, or nobody is there to ask, or it was refused for another reason', async () => {
    expect((await sendProven(wish(), async () => refused())).status).toBe(403);
    const stop = whenProofIsNeeded(async () => false);
    expect((await sendProven(wish(), async () => refused())).status).toBe(403);
    const other = new Response('{"code":"platform.forbidden"}', { status: 403 });
    expect(await sendProven(wish(), async () => other)).toBe(other);
    stop();
  });
});
