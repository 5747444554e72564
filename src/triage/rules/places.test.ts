import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gazetteerOf, guessPlaces, type PlaceUnit, placeWordsOf } from './places.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
interface Row {
  code: string;
  parentCode?: string;
  level: string;
  nameZh: string;
  shortNameZh: string;
}
const rows = JSON.parse(read('demo/city/taiyuan.json')) as Row[];
const units: PlaceUnit[] = rows.map((row) => ({
  id: row.code,
  parentId: row.parentCode ?? null,
  level: row.level,
  nameZh: row.nameZh,
}));
const gazetteer = gazetteerOf(units);
const byCode = new Map(rows.map((row) => [row.code, row]));

/** 迎泽区/柳巷街道/… of a unit. */
function pathOf(row: Row): string {
  const parent = row.parentCode === undefined ? undefined : byCode.get(row.parentCode);
  const own = row.shortNameZh.replace(/中心$/, '');
  return parent === undefined || parent.level === 'city' ? own : `${pathOf(parent)}/${own}`;
}
const idOf = new Map(rows.filter((row) => gazetteer.units.has(row.code)).map((row) => [pathOf(row), row.code]));
const unit = (path: string) => {
  const id = idOf.get(path);
  if (id === undefined) throw new Error(`no unit ${path}`);
  return id;
};

const cases = read('tests/triage/places.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('|'))
  .map(([meant = '', writer = '', text = '']) => ({
    meant: meant === '?' ? null : unit(meant),
    writerUnitId: writer === '-' ? null : unit(writer),
    text,
  }));

describe('places', () => {
  it('are found in a city of fifteen hundred units, by name, short name and the writer’s address', () => {
    const known = cases.filter((each) => each.meant !== null);
    expect(known.length).toBeGreaterThan(100);
    const guessed = known.map((each) => ({ ...each, guess: guessPlaces(each.text, gazetteer, each) }));
    const wrong = guessed.filter(({ meant, guess }) => guess[0]?.unitId !== meant);
    const shown = wrong.map(
      ({ text, guess }) => `${text}: ${guess.map((each) => pathOf(byCode.get(each.unitId) as Row))}`,
    );
    expect(1 - wrong.length / known.length, shown.join('\n')).toBeGreaterThanOrEqual(0.97);
    const among = guessed.filter(({ meant, guess }) => guess.some((each) => each.unitId === meant));
    expect(among.length / known.length).toBeGreaterThanOrEqual(0.99);
  });

  it('are said with a probability that holds: sure guesses are right, and what nobody can know is not sure', () => {
    for (const { meant, text, writerUnitId } of cases) {
      const best = guessPlaces(text, gazetteer, { writerUnitId })[0];
      if (meant === null) expect(best?.probability ?? 0, text).toBeLessThan(0.6);
      if ((best?.probability ?? 0) >= 0.9) expect(best?.unitId, text).toBe(meant);
    }
  });

  it('give three at most, the probabilities falling, with the words that spoke for them', () => {
    const guess = guessPlaces('新庄村想看电影', gazetteer);
    expect(guess).toHaveLength(3);
    expect(guess.map((each) => each.words)).toEqual([['新庄村'], ['新庄村'], ['新庄村']]);
    expect(guess.reduce((sum, each) => sum + each.probability, 0)).toBeLessThan(1);
  });

  it('learn a name that no unit has from corrections', () => {
    const meant = unit('清徐县/徐沟镇/徐沟社区');
    expect(guessPlaces('阳光公寓想办读书会', gazetteer)[0]?.probability ?? 0).toBeLessThan(0.6);
    expect(placeWordsOf('阳光公寓想办读书会')).toEqual(['阳光公寓']);
    const once = new Map([['阳光公寓', new Map([[meant, 1]])]]);
    const often = new Map([['阳光公寓', new Map([[meant, 9]])]]);
    const [first] = guessPlaces('阳光公寓想办读书会', gazetteer, { taught: once });
    const [surer] = guessPlaces('阳光公寓想办读书会', gazetteer, { taught: often });
    expect([first?.unitId, surer?.unitId]).toEqual([meant, meant]);
    expect(surer?.probability ?? 0).toBeGreaterThan(first?.probability ?? 1);
  });

  it('forget units that closed', () => {
    const closed = units.map((each) =>
      each.id === unit('小店区/坞城街道/师范街社区') ? { ...each, closedOn: '2026-01-01' } : each,
    );
    const guess = guessPlaces('师范街社区的老年食堂', gazetteerOf(closed));
    expect(guess.map((each) => each.unitId)).not.toContain(unit('小店区/坞城街道/师范街社区'));
  });
});
