/** One way to write a unit's name. */
export interface UnitForm {
  word: string;
  unitId: string;
  /** How strongly it speaks for the unit: 1 whole, less when shortened or an ordinary word too. */
  weight: number;
  /** With its kind: 柳巷街道, not 柳巷. */
  whole: boolean;
}

/** What units are called by beside their place. */
const OFFICE = /新时代文明实践(?:中心|所|站)$/;
/** Kinds of place that people leave out. */
const KIND = /(?:街道|社区|村|镇|乡|区|县|市)$/;
/** Short names that are ordinary words as well. */
const ORDINARY = new Set(
  '和平 新城 向阳 开元 八一 利民 康乐 新村 西街 东街 南街 北街 中心 东方 光明 幸福 团结 胜利 五一 文化 花园 新建 建设 解放 新华 兴华 城东 城西 城南 城北 上庄 古城 迎新 职工 新庄 学府 体育 青年 阳光 友谊 人民 工人 铁路 火车站 汽车站 医院 学校 市场 东关 西关 南关 北关 东社 下元'.split(
    ' ',
  ),
);

/** After a short name these make something else of it. */
export const SHORTENED = /^(?:大街|街|路|公园|桥|大桥|广场|宾馆|医院|学校|小学|中学|市场|商城|站|饭店|酒店|巷)/;

/** Names of places, for what corrections teach. */
export const PLACE_WORD =
  /[\p{Script=Han}A-Za-z0-9]{2,6}?(?:小区|花园|家园|公寓|新村|新城|广场|大厦|苑|府|宿舍|大院|大街|[路街巷])/gu;

/** Whether a unit stands in the tree proper, which messages are about. */
export function isTrunk(unit: { level: string }): boolean {
  return unit.level === 'city' || unit.level === 'centre' || unit.level === 'institute' || unit.level === 'station';
}

/** The ways to write a unit's name, longest first: 柳巷街道, 柳巷街办, 柳巷. Never empty. */
export function unitForms(unit: { id: string; level: string; nameZh: string }): UnitForm[] {
  const whole = unit.nameZh.replace(OFFICE, '').replace(/（演示）$/, '');
  const short = whole.replace(KIND, '');
  const form = (word: string, weight: number, isWhole: boolean) => ({ word, unitId: unit.id, weight, whole: isWhole });
  const forms = [form(whole, 1, true)];
  if (whole.endsWith('街道')) forms.push(form(`${short}街办`, 1, true), form(`${short}办事处`, 1, true));
  if (whole.endsWith('社区')) forms.push(form(`${short}居委会`, 1, true));
  if (whole.endsWith('村')) forms.push(form(`${short}村委会`, 1, true));
  if (short.length >= 2 && short !== whole) forms.push(form(short, ORDINARY.has(short) ? 0.35 : 0.7, false));
  return forms.sort((a, b) => b.word.length - a.word.length);
}
