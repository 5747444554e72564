import { addressesIn } from './masking-addresses.ts';
import { datesIn } from './masking-dates.ts';
import type { Finding, MaskKind } from './masking-findings.ts';
import { namesIn } from './masking-names.ts';
import { numbersIn } from './masking-numbers.ts';

/** A finding with the words that may stand in its place. */
export interface Mask extends Finding {
  replacement: string;
}

/** What stands in the place of everything but a name. */
const REPLACEMENTS: Record<Exclude<MaskKind, 'name'>, string> = {
  phone: '〔电话〕',
  plate: '〔车牌〕',
  identity: '〔证件号〕',
  account: '〔账号〕',
  address: '〔住址〕',
  date: '〔日期〕',
};

/** The Heavenly Stems, by which Chinese texts call people whose names stay away. */
const STEMS = '甲乙丙丁戊己庚辛壬癸';

/**
 * What in a text identifies somebody, offered to the person who forwards it and decides: names, phones, plates, numbers
 * of documents and accounts, home addresses, dates of one person's life (birth, wedding, operation, contract …). Sorted by
 * place, never overlapping, at most the text itself. A public place that the matter is about stays, the door in it goes:
 * of 柳溪花园3号楼2单元501 the part from 3号楼 on, of 家住柳溪花园3号楼 all after 住. The same name has the same replacement,
 * so that the reader can follow who did what: 王建国说… 王建国又… becomes 某甲说… 某甲又….
 */
export function maskingOf(text: string): Mask[] {
  const numbers = numbersIn(text);
  const addresses = addressesIn(text);
  const dates = datesIn(text);
  const taken = apart([...addresses, ...numbers, ...dates]);
  const found = apart([...taken, ...namesIn(text).filter((name) => !taken.some((each) => overlap(each, name)))]);
  const people = new Map<string, string>();
  return found.map((each) => ({ ...each, replacement: replacementOf(each, text, people) }));
}

/** The text with each mask's replacement in its place. `masks` are sorted and apart, as `maskingOf` gives them. */
export function maskedText(text: string, masks: readonly Mask[]): string {
  let said = '';
  let at = 0;
  for (const mask of masks) {
    said += text.slice(at, mask.from) + mask.replacement;
    at = mask.to;
  }
  return said + text.slice(at);
}

/** So far beyond a beginning it is read: nothing that identifies somebody is longer. */
const BEYOND = 120;

/**
 * The masked beginning of a text: the first `length` characters, and whatever begins in them and is masked, whole. So a
 * number that stands across the cut is not shown by half. Example: 10 characters of 请打13800001234找我 are 请打〔电话〕.
 */
export function maskedBeginning(text: string, length: number): string {
  const read = text.slice(0, length + BEYOND);
  const masks = maskingOf(read).filter(({ from }) => from < length);
  const end = Math.min(read.length, Math.max(length, masks.at(-1)?.to ?? 0));
  return maskedText(read.slice(0, end), masks);
}

function replacementOf(finding: Finding, text: string, people: Map<string, string>): string {
  if (finding.kind !== 'name') return REPLACEMENTS[finding.kind];
  const name = text.slice(finding.from, finding.to);
  const known = people.get(name);
  if (known) return known;
  const stem = STEMS.charAt(people.size % STEMS.length);
  const round = Math.floor(people.size / STEMS.length);
  const called = `某${stem}${round === 0 ? '' : round + 1}`;
  people.set(name, called);
  return called;
}

/** Of findings that overlap, the one that begins first, and of those the longest, stays; what it leaves uncovered stays too. */
function apart(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Finding[] = [];
  for (const finding of sorted) {
    const from = Math.max(finding.from, kept.at(-1)?.to ?? 0);
    if (from < finding.to) kept.push({ ...finding, from });
  }
  return kept;
}

function overlap(a: Finding, b: Finding): boolean {
  return a.from < b.to && b.from < a.to;
}
