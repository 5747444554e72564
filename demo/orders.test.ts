import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { statuses } from '../src/orders/schema/states.ts';
import type { NeedTaxonomy } from '../src/organisation/policies/schema/needs.ts';
import { emergencyOf } from '../src/triage/rules/emergencies.ts';
import { suggest } from '../src/triage/rules/suggest.ts';
import { demoOrders } from './orders.ts';
import type { CityUnit } from './teams.ts';

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T;
}

const orders = demoOrders();
const city = read<CityUnit[]>('city/taiyuan.json');
const units = new Map(city.map((unit) => [unit.code, unit]));
const needs = read<NeedTaxonomy>('../db/seeds/needs.json');
const kinds = needs.categories.flatMap((category) => category.kinds);
const kindOf = new Map(kinds.map((kind) => [kind.id, kind]));
/** What petitions pass that nothing else does, in their order. */
const PATH: string[] = [
  'forwarded',
  'signed_for',
  'objected',
  'admitted',
  'replied',
  'reconsideration',
  'final_reconsideration',
];
const complaints = orders.filter((order) => order.nature === 'petition' || order.nature === 'complaint');

describe('the orders written for the demo', () => {
  test('are 195, of all 74 kinds, every nature and every stage, told by all sorts of people', () => {
    expect(orders.length).toBe(195);
    expect(new Set(orders.map((order) => order.id)).size).toBe(195);
    expect(new Set(orders.map((order) => order.text)).size).toBe(195);
    expect(new Set(orders.map((order) => order.kind)).size).toBe(74);
    expect(new Set(orders.map((order) => order.nature)).size).toBe(5);
    expect(new Set(orders.map((order) => order.stage))).toEqual(new Set(statuses));
    expect(new Set(orders.map((order) => order.by)).size).toBe(5);
  });

  test('name kinds of the taxonomy with their nature, and units that exist', () => {
    for (const order of orders) {
      expect(kindOf.get(order.kind)?.nature, order.id).toBe(order.nature);
      expect(units.has(order.unitCode), order.id).toBe(true);
    }
  });

  test('complain of nobody real: the county alone is named, and no real community, village, street or town', () => {
    const real = city
      .filter((unit) => ['centre', 'institute', 'station'].includes(unit.level))
      .map((unit) => unit.shortNameZh.replace('中心', ''));
    expect(complaints.length).toBeGreaterThan(25);
    for (const order of complaints) {
      expect(units.get(order.unitCode)?.level, order.id).toBe('centre');
      expect(
        real.filter((name) => order.text.includes(name)),
        order.id,
      ).toEqual([]);
    }
  });

  test('a planted complaint of a real community is found', () => {
    const planted = '宁化府社区的物业乱收费';
    expect(city.some((unit) => planted.includes(unit.shortNameZh))).toBe(true);
  });

  test('go no further than petitions and complaints can, and end as their nature ends', () => {
    for (const { id, stage, nature } of orders) {
      const onPath = PATH.includes(stage);
      if (nature === 'petition' || nature === 'complaint')
        expect(onPath || ['submitted', 'triaged', 'closed', 'merged', 'withdrawn'].includes(stage), id).toBe(true);
      else expect(onPath, id).toBe(false);
      if (nature === 'emergency') expect(['redirected', 'closed'], id).toContain(stage);
      if (nature === 'consultation')
        expect(['submitted', 'triaged', 'answered', 'closed', 'withdrawn'], id).toContain(stage);
    }
  });

  test('carry the words that their stage needs', () => {
    const byId = new Map(orders.map((order) => [order.id, order]));
    for (const order of orders) {
      const { id, stage, nature } = order;
      if (stage === 'served') expect(order.note, id).toBeDefined();
      if (PATH.includes(stage)) expect(order.masked, id).toBeDefined();
      if (order.published) expect([stage, nature], id).toEqual(['closed', 'complaint']);
      if (stage === 'objected') expect(order.objection, id).toBeDefined();
      if (PATH.indexOf(stage) >= PATH.indexOf('replied')) expect(order.reply, id).toBeDefined();
      if (stage === 'reconsideration' || stage === 'final_reconsideration') expect(order.appeal, id).toBeDefined();
      if (stage === 'final_reconsideration') expect(order.conclusion, id).toBeDefined();
      if (stage === 'answered') expect(order.answer, id).toBeDefined();
      if (stage === 'closed' && nature === 'emergency') expect(order.safe, id).toBeDefined();
      else if (stage === 'closed')
        expect([order.stars !== undefined, (order.note ?? order.answer ?? order.reply) !== undefined], id).toEqual([
          true,
          true,
        ]);
      if (stage === 'merged') expect(byId.get(order.mergedInto ?? '')?.unitCode, id).toBe(order.unitCode);
    }
  });

  test('tell nobody’s number and no door', () => {
    for (const { id, text } of orders) expect(text, id).not.toMatch(/1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{15}/);
  });

  test('are understood from the seed words in nine of ten cases, in both languages, though written beside them', () => {
    const right = (words: (order: (typeof orders)[number]) => string | undefined) => {
      const told = orders.flatMap((order) => {
        const text = words(order);
        return text === undefined ? [] : [suggest(text, kinds).kind === order.kind];
      });
      return told.filter(Boolean).length / told.length;
    };
    expect(right((order) => order.text)).toBeGreaterThan(0.9);
    expect(right((order) => order.textEn)).toBeGreaterThan(0.9);
    expect(orders.filter((order) => order.textEn !== undefined).length).toBeGreaterThan(20);
  });

  test('miss no emergency, and send no complaint to volunteers', () => {
    for (const order of orders.filter((each) => each.nature === 'emergency'))
      expect(emergencyOf(order.text, kinds)?.numbers, order.id).toContain(kindOf.get(order.kind)?.callFirst);
    for (const order of complaints) expect(suggest(order.text, kinds).confidential, order.id).toBe(true);
  });
});
