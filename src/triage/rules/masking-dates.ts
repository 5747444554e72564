import type { Finding } from './masking-findings.ts';

const NUMERAL = '[〇零一二三四五六七八九十]';
const DAY = new RegExp(
  [
    '(?:19|20)?\\d{2}年\\d{1,2}月(?:\\d{1,2}[日号]?)?',
    '(?:19|20)\\d{2}[-/.]\\d{1,2}[-/.]\\d{1,2}',
    '(?<!\\d)\\d{1,2}月\\d{1,2}[日号]',
    `${NUMERAL}{2,4}年${NUMERAL}{1,3}月(?:${NUMERAL}{1,3}[日号])?`,
    `${NUMERAL}{1,2}月${NUMERAL}{1,3}[日号]`,
    '(?:19|20)\\d{2}年(?=生|出生)',
  ].join('|'),
  'g',
);

/** What happens on one day in one person's life, by which the person can be found in a register. */
const LIFE =
  /出生|生日|生于|生人|^生[，,。；]?|去世|过世|病逝|病故|离世|死亡|结婚|离婚|领证|登记结婚|订婚|入职|离职|辞退|退休|住院|入院|出院|转院|手术|确诊|分娩|生产|生的?孩子|剖[腹宫]产|入伍|退伍|转业|刑满|释放|判刑|判决|开庭|起诉|立案|签订|签了|来签|签的|签合同|born|birth/;

/** What ends the stretch in which a date and an event speak of each other. */
const CLAUSE = /[，,。；;！!？?\n、]/;

/** Days that belong to one person's life: those with such an event in their own clause, or just after. Unsorted. */
export function datesIn(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(DAY)) {
    const from = match.index;
    const to = from + match[0].length;
    const before =
      text
        .slice(Math.max(0, from - 14), from)
        .split(CLAUSE)
        .pop() ?? '';
    const after = text.slice(to, to + 16).split(CLAUSE)[0] ?? '';
    if (LIFE.test(before) || LIFE.test(after)) found.push({ from, to, kind: 'date' });
  }
  return found;
}
