import type { Finding, MaskKind } from './masking-findings.ts';

/** A pattern whose group `it` is what identifies. */
interface Pattern {
  kind: MaskKind;
  pattern: RegExp;
}

const PROVINCE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]';
const DIGIT = '[0-9０-９]';
/** Not in the middle of a longer number. */
const NO_DIGIT_BEFORE = '(?<![0-9０-９A-Za-z.])';
const NO_DIGIT_AFTER = '(?![0-9０-９])';
const SPOKEN = '[〇零一幺二两三四五六七八九]';
/** Between a word such as 号码 and its number. */
const COLON = '(?:号码|编号|账号|帐号|号)?(?:是|为|：|:|\\s)*';

/**
 * In the order in which they are tried: what an earlier pattern found is not looked at again. Service numbers (110, 12345,
 * 0351-12319, 955xx) belong to nobody and are left.
 */
const PATTERNS: readonly Pattern[] = [
  {
    kind: 'identity',
    pattern: new RegExp(
      `${NO_DIGIT_BEFORE}(?<it>[1-9]\\d{5}\\s?(?:19|20)\\d{2}\\s?(?:0[1-9]|1[0-2])\\s?(?:[0-2]\\d|3[01])\\s?\\d{3}[\\dXx](?:\\d{2})?)${NO_DIGIT_AFTER}`,
      'g',
    ),
  },
  {
    kind: 'identity',
    pattern: /(?<it>[（(〔[]\s?(?:19|20)\d{2}\s?[）)〕\]][\u4e00-\u9fff]{1,2}\d{0,6}[\u4e00-\u9fff]{1,3}第?\d+号)/g,
  },
  {
    kind: 'identity',
    pattern: new RegExp(
      `(?:身份证|护照|社保卡|社会保障卡|医保卡|残疾人?证|残疾军人证|军官证|士兵证|退役军人证|准考证|学生证|学籍|学|工|职工|病历|住院|门诊|就诊卡?|房产证|不动产权?证|户口[本簿]|驾驶证|驾照|行驶证|档案|结婚证|案)${COLON}(?<it>[A-Za-z]{0,3}[-]?\\d[\\dA-Za-z*]{4,})`,
      'g',
    ),
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `${NO_DIGIT_BEFORE}(?<it>(?:[+＋]?86[\\s-]?)?[1１][3-9３-９]${DIGIT}[-.\\s]?(?:${DIGIT}{4}[-.\\s]?){2})${NO_DIGIT_AFTER}`,
      'g',
    ),
  },
  {
    kind: 'phone',
    pattern: new RegExp(`${NO_DIGIT_BEFORE}(?<it>[（(]?0\\d{2,3}[）)]?[-—\\s]?[2-9]\\d{6,7})${NO_DIGIT_AFTER}`, 'g'),
  },
  { kind: 'phone', pattern: new RegExp(`(?<!${SPOKEN})(?<it>[一幺][三四五六七八九]${SPOKEN}{9})(?!${SPOKEN})`, 'g') },
  {
    kind: 'phone',
    pattern:
      /(?:电话|手机|座机|固话|号码|拨打|联系方式|打|call|phone)(?:号码|号)?(?:是|为|：|:|\s)*(?<it>[2-9]\d{6,7})(?!\d)/gi,
  },
  { kind: 'phone', pattern: /(?:手机|电话|号码)号?尾号(?:是|为|：|:|\s)*(?<it>\d{3,4})(?!\d)/g },
  {
    kind: 'plate',
    pattern: new RegExp(
      `(?<it>${PROVINCE}[A-Za-z][\\s·.•-]{0,2}(?=[A-Za-z0-9]*\\d)[A-Za-z0-9]{4,6}[警学挂港澳]?)(?![A-Za-z0-9])`,
      'g',
    ),
  },
  {
    kind: 'plate',
    pattern:
      /(?:车牌|车号|牌照)(?:号码|号)?(?:是|为|：|:|\s)*(?<it>[A-Za-z][\s·.-]?(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{4,6})(?![A-Za-z0-9])/g,
  },
  {
    kind: 'plate',
    pattern: /(?:车牌|车号|牌照)(?:号码|号)?尾号(?:是|为|：|:|\s)*(?<it>[A-Za-z0-9]{2,4})(?![A-Za-z0-9])/g,
  },
  { kind: 'account', pattern: /(?<![A-Za-z0-9._%+-])(?<it>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g },
  {
    kind: 'account',
    pattern:
      /(?:微信|支付宝|QQ|qq|扣扣|抖音|快手|wechat)(?:号码|账号|帐号|号)?(?:是|为|：|:|\s)*(?<it>[A-Za-z0-9][A-Za-z0-9_-]{4,})/g,
  },
  {
    kind: 'account',
    pattern: new RegExp(`${NO_DIGIT_BEFORE}(?<it>[3-6]\\d{3}(?:\\s?\\d{4}){2,3}\\s?\\d{1,4})${NO_DIGIT_AFTER}`, 'g'),
  },
  { kind: 'account', pattern: /(?:账号|帐号|卡号|账户|帐户)(?:是|为|：|:|\s)*(?<it>\d{8,}(?:\s\d+)*)/g },
];

/** Phones, plates, numbers of documents and accounts in a text, in no order; never overlapping one another. */
export function numbersIn(text: string): Finding[] {
  const found: Finding[] = [];
  for (const { kind, pattern } of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const it = (match.groups?.['it'] ?? '').trimEnd();
      const from = match.index + match[0].lastIndexOf(it);
      const to = from + it.length;
      if (!found.some((each) => each.from < to && from < each.to)) found.push({ from, to, kind });
    }
  return found;
}
