import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FollowedEvent } from '../../platform/events.ts';
import { canonicalJson, encodeLeaf } from './leaf.ts';
import { ENTRY_BYTES, parseTilePath, tilePath, tileWidth } from './tiles.ts';

const NETWORK = '019abc00-0000-7000-8000-000000000001';
const event: FollowedEvent = {
  transaction: '744',
  position: 41,
  id: '019abc00-0000-7000-8000-00000000000a',
  at: new Date('2026-03-02T01:00:00.123Z'),
  kind: 'orders.submitted',
  actorKind: 'person',
  actorId: 'p',
  subjectKind: 'order',
  subjectId: '019abc00-0000-7000-8000-00000000000b',
  unitId: null,
  body: { places: 2, after: { z: 1, a: ['x', null, true] } },
};

describe('the bytes of a leaf', () => {
  it('are the event in canonical JSON', () => {
    expect(encodeLeaf(NETWORK, event).toString()).toBe(
      '{"actorId":"p","actorKind":"person","at":"2026-03-02T01:00:00.123Z","body":{"after":{"a":["x",null,true],"z":1},"places":2},' +
        '"id":"019abc00-0000-7000-8000-00000000000a","kind":"orders.submitted","networkId":"019abc00-0000-7000-8000-000000000001",' +
        '"position":41,' +
        '"subjectId":"019abc00-0000-7000-8000-00000000000b","subjectKind":"order","transaction":"744","unitId":null,"v":1}',
    );
  });

  it('sorts keys and writes numbers as RFC 8785 shows it', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '1': 3, '\u0080': 4, ö: 5, '\ufb33': 6 })).toBe(
      '{"\\r":2,"1":3,"\u0080":4,"ö":5,"\u20ac":1,"\ufb33":6}',
    );
    expect(canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27]',
    );
  });

  it('are the same whatever the order of keys, and say the same as the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        const turned = Object.fromEntries(Object.entries(body).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(body));
        expect(JSON.parse(canonicalJson(body))).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
  });

  it('of an event too long for an entry hold the digest of its body, which another body changes', () => {
    const long = (letter: string) => encodeLeaf(NETWORK, { ...event, body: { ids: letter.repeat(ENTRY_BYTES) } });
    expect(long('a').length).toBeLessThan(1_000);
    expect(long('a').toString()).toContain('bodySha256');
    expect(long('a').equals(long('b'))).toBe(false);
  });
});

describe('tiles', () => {
  it('are named as the standard shows', () => {
    expect(tilePath({ level: 0, number: 1_234_067, width: 256 })).toBe('0/x001/x234/067');
    expect(tilePath({ level: null, number: 5, width: 12 })).toBe('entries/005.p/12');
  });

  it('are found by their names and by nothing else', () => {
    fc.assert(
      fc.property(fc.option(fc.nat(7)), fc.nat(2 ** 40), fc.integer({ min: 1, max: 256 }), (level, number, width) => {
        expect(parseTilePath(tilePath({ level, number, width }))).toEqual({ level, number, width });
      }),
    );
    for (const path of ['0/5', '0/0005', '00/005', '0/x000/005', '0/005.p/256', '0/005.p/0', '0/005/', 'x/005'])
      expect(parseTilePath(path)).toBeNull();
  });

  it('of a tree of 70,000 leaves are those of the standard’s example', () => {
    expect(tileWidth({ level: 0, number: 272 }, 70_000)).toBe(256);
    expect(tileWidth({ level: 0, number: 273 }, 70_000)).toBe(112);
    expect(tileWidth({ level: 1, number: 0 }, 70_000)).toBe(256);
    expect(tileWidth({ level: 1, number: 1 }, 70_000)).toBe(17);
    expect(tileWidth({ level: 2, number: 0 }, 70_000)).toBe(1);
    expect(tileWidth({ level: 2, number: 1 }, 70_000)).toBe(0);
  });
});
