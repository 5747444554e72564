import { afterEach, describe, expect, it, vi } from 'vitest';
import { idsIn } from './device.ts';
import { keepRead } from './kept.ts';
import { forgetAll, known, put, refresh, turnOf, watch } from './remote.ts';

/** A server whose answers come when they are let go, each as it stood when it was asked. */
function slowly() {
  const waiting: ((value: unknown) => void)[] = [];
  return {
    load: () => new Promise<unknown>((resolve) => waiting.push(resolve)),
    asked: () => waiting.length,
    /** Lets the answer to the question of this number go, and all that waits on it run. */
    async answer(number: number, value: unknown) {
      waiting[number]?.(value);
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

describe('what stands on the server', () => {
  let end = () => {};
  afterEach(() => end());

  it('is read once more when it changed while it was being read', async () => {
    const server = slowly();
    end = watch('changed', server.load, () => {});
    const refreshed = refresh('changed');
    await server.answer(0, 'before');
    // What is old is better than nothing, but not the last word.
    expect(known('changed')).toMatchObject({ value: 'before', readAt: undefined });
    expect(server.asked()).toBe(2);
    await server.answer(1, 'after');
    await refreshed;
    expect(known('changed').value).toBe('after');
    expect(server.asked()).toBe(2);
  });

  it('stays as a write answered, whatever an older question is told', async () => {
    const server = slowly();
    end = watch('written', server.load, () => {});
    put('written', { version: 2 });
    await server.answer(0, { version: 1 });
    expect(known('written').value).toEqual({ version: 2 });
    await server.answer(1, { version: 3 });
    expect(known('written').value).toEqual({ version: 3 });
  });

  it('is not shown to whoever reads next when the answer comes after its asker has left', async () => {
    const server = slowly();
    const drawn: unknown[] = [];
    end = watch('mine', server.load, () => drawn.push(known('mine').value));
    forgetAll();
    await server.answer(0, 'of the first');
    expect(known('mine').value).toBeUndefined();
    await server.answer(1, 'of the second');
    expect(known('mine').value).toBe('of the second');
    expect(drawn).not.toContain('of the first');
  });

  it('is of the same turn until it has changed, so that whoever has drawn it draws it once', async () => {
    expect(turnOf('turning')).toBe(turnOf(null));
    put('turning', 'as it came with the page');
    const drawn = turnOf('turning');
    const told: number[] = [];
    end = watch('turning', slowly().load, () => told.push(turnOf('turning')));
    expect(told).toEqual([drawn]);
    put('turning', 'changed');
    put('another', 'changed too');
    expect(told).toEqual([drawn, turnOf('turning')]);
    expect(new Set([turnOf(null), drawn, turnOf('turning'), turnOf('another')]).size).toBe(4);
  });

  it('is not asked again for nobody', async () => {
    const server = slowly();
    watch('left', server.load, () => {})();
    forgetAll();
    await server.answer(0, 'late');
    expect(known('left').value).toBeUndefined();
    expect(server.asked()).toBe(1);
  });

  it('is shown as the phone kept it, said to be old, while no answer comes: at once without a network, else soon', async () => {
    const kept = { status: 'accepted' };
    const at = new Date(Date.now() - 3_600_000);
    for (const [id, onLine] of [
      ['away', false],
      ['hanging', true],
    ] as const) {
      vi.stubGlobal('navigator', { onLine });
      keepRead(`orders:${id}`, kept, at);
      await expect.poll(() => idsIn('read')).toContain(`orders:${id}`);
      const server = slowly();
      const stop = watch(`orders:${id}`, server.load, () => {});
      await expect
        .poll(() => known(`orders:${id}`), { timeout: 5000 })
        .toMatchObject({ value: kept, readAt: at, recalled: true, refusal: undefined });
      await server.answer(0, { status: 'served' });
      expect(known(`orders:${id}`)).toMatchObject({ value: { status: 'served' }, recalled: false });
      stop();
    }
    vi.unstubAllGlobals();
  });

  it('is asked for once by many at once', async () => {
    const server = slowly();
    const ends = [1, 2, 3].map(() => watch('shared', server.load, () => {}));
    end = () => {
      for (const each of ends) each();
    };
    expect(server.asked()).toBe(1);
    await server.answer(0, 'one');
    expect(known('shared').value).toBe('one');
  });
});
