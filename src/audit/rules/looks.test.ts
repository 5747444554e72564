import { describe, expect, it } from 'vitest';
import { lookEvent, lookOf } from './looks.ts';

const event = { kind: 'orders.contact_shown', subjectKind: 'order', subjectId: 'o', body: { parts: ['requester'] } };
const look = { what: 'contact', outcome: 'shown', why: 'under_way' } as const;

describe('the event of a look', () => {
  it('keeps what the event says and names each person once', () => {
    expect(lookEvent({ ...event, look: { ...look, of: ['a', 'b', 'a'] } })).toEqual({
      kind: 'orders.contact_shown',
      subjectKind: 'order',
      subjectId: 'o',
      body: { parts: ['requester'], look: { what: 'contact', outcome: 'shown', why: 'under_way', of: ['a', 'b'] } },
    });
  });

  it('may name nobody, as of a petition', () => {
    expect(lookEvent({ ...event, look }).body?.['look']).toEqual({ ...look, of: [] });
  });

  it.each(['He asked for it', '', 'Under_way', '13800000000', 'a'.repeat(61)])('takes no ground like %j', (why) => {
    expect(() => lookEvent({ ...event, look: { ...look, why } })).toThrow(TypeError);
  });

  it('takes no whole register', () => {
    const of = Array.from({ length: 101 }, (_, at) => String(at));
    expect(() => lookEvent({ ...event, look: { ...look, of } })).toThrow(RangeError);
  });

  it('is read back, and found in no other event', () => {
    const written = lookEvent({ ...event, look: { ...look, of: ['a'] } });
    expect(lookOf({ body: written.body ?? {} })).toEqual({ ...look, of: ['a'] });
    expect(lookOf({ body: {} })).toBeNull();
    expect(lookOf({ body: { look: { what: 'weather', of: [] } } })).toBeNull();
  });
});
