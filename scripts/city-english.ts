import { readFileSync } from 'node:fs';

/* English names from Chinese ones: Hanyu pinyin (GB/T 28039), roads and numbers in English. Readings by pinyin-pro (MIT), looked through by hand. */

const readings = new Map<string, string>();
const table = JSON.parse(readFileSync(new URL('city-readings.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;
for (const [reading, characters] of Object.entries(table)) for (const one of characters) readings.set(one, reading);

/** Readings that a character has only in this word. */
const WORDS: Record<string, string[]> = { 大夫: ['dai', 'fu'], 三给: ['san', 'ji'], 东社: ['dong', 'she'] };

/** Names that have an English one of their own. */
const KNOWN: Record<string, string> = {
  太钢: 'Taiyuan Iron and Steel',
  山西大学: 'Shanxi University',
  中北大学: 'North University of China',
  理工大: 'University of Technology',
  山医大二院: 'Second Hospital of Shanxi Medical University',
  六九零四: '6904',
  二零七所: 'Institute 207',
  国际大都会: 'International Metropolis',
  省军区: 'Provincial Military Command',
};
const NUMBERS: Record<string, string> = { 一: '1', 二: '2', 三: '3', 四: '4' };
const SIDES: Record<string, string> = { 东: 'East', 西: 'West', 南: 'South', 北: 'North', 中: 'Middle' };
const ROADS: Record<string, string> = { 大街: 'Street', 街: 'Street', 路: 'Road', 巷: 'Lane' };

/** Characters read together as one word: 西墕 gives Xiyan, 常安 Chang'an. Others stay as they are. */
export function joinedReading(text: string): string {
  const syllables: string[] = [];
  for (let index = 0; index < text.length; index++) {
    const word = WORDS[text.slice(index, index + 2)];
    if (word) {
      syllables.push(...word);
      index += 1;
    } else syllables.push(readings.get(text[index] ?? '') ?? text[index] ?? '');
  }
  const joined = syllables.map((each, place) => (place > 0 && /^[aoe]/.test(each) ? `'${each}` : each)).join('');
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** The English of a community's or village's short name: 桃园路一社区 gives Taoyuan Road 1. */
export function englishName(short: string): string {
  const base = short.length > 2 ? short.replace(/(社区|村)$/, '') : short;
  const known = KNOWN[base];
  if (known) return known;
  const counted = /^(..+?)第?([一二三四])$/.exec(base);
  if (counted?.[1] && counted[2]) return `${roadName(counted[1])} ${NUMBERS[counted[2]]}`;
  return roadName(base);
}

function roadName(base: string): string {
  const road = /^(..+?)([东西南北中])?(大街|街|路|巷)([东西南北中])?$/.exec(base);
  if (!road) return base.endsWith('小区') ? `${joinedReading(base.slice(0, -2))} Estate` : joinedReading(base);
  const [, name = '', side = '', kind = '', end = ''] = road;
  return [joinedReading(name), SIDES[side], ROADS[kind], SIDES[end]].filter(Boolean).join(' ');
}
