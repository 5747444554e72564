import type { Finding } from './masking-findings.ts';
import {
  AFTER,
  BEFORE,
  COMMON_WORD_SURNAMES,
  DOUBLE_SURNAMES,
  FAMILIAR,
  GIVEN,
  NO_NAMES,
  NO_TITLE_BEFORE,
  PLACE_AFTER,
  PLAIN_GIVEN,
  RARE_SURNAMES,
  SURE_BEFORE,
  SURNAMES,
  TITLES,
  WORDS_BEFORE,
} from './masking-words.ts';

const TITLE_AFTER = new RegExp(`^(?:${TITLES})`);
const HAN = /^[\u4e00-\u9fff]+$/;
const ENGLISH = /(?:my name is|i am|i'm|contact|mr\.?|mrs\.?|ms\.?|dr\.?)\s+(?<it>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})/gi;
/** 姓董, 姓崔的: a surname by itself. */
const SURNAME_SAID = /姓(?:是|：|:|\s)?(?<it>[\u4e00-\u9fff])(?=[，,。；;！!？?\s的那说、]|$)/g;

/**
 * Names of people in a text: a surname with a given name where sign and characters speak for one, a surname before a title
 * (only the surname), 老王 and 小李, 姓董的; and each later mention of a name once found. In no order, may overlap.
 */
export function namesIn(text: string): Finding[] {
  const found: Finding[] = [];
  const add = (from: number, to: number) => found.push({ from, to, kind: 'name' });
  for (let at = 0; at < text.length; at++) {
    const surname = surnameAt(text, at);
    if (surname === 0) continue;
    const length = nameLength(text, at, surname);
    if (length === 0) continue;
    add(at, at + length);
    at += length - 1;
  }
  for (const match of text.matchAll(ENGLISH)) addGroup(match, add);
  for (const match of text.matchAll(SURNAME_SAID)) if (SURNAMES.has(match.groups?.['it'] ?? '')) addGroup(match, add);
  return [...found, ...mentions(text, found)];
}

function addGroup(match: RegExpExecArray, add: (from: number, to: number) => void): void {
  const it = match.groups?.['it'] ?? '';
  const from = match.index + match[0].lastIndexOf(it);
  add(from, from + it.length);
}

/** A greeting to whoever is in office. */
const ADDRESSED = /(?:尊敬|敬爱)的$/;

/** How many characters of surname stand here: 0, 1 or 2. */
function surnameAt(text: string, at: number): number {
  if (DOUBLE_SURNAMES.has(text.slice(at, at + 2))) return 2;
  return SURNAMES.has(text.charAt(at)) ? 1 : 0;
}

/** How many characters from here are the name to be masked; 0: none. */
function nameLength(text: string, at: number, surname: number): number {
  const before = text.slice(Math.max(0, at - 8), at);
  if (titled(text, at, surname, before)) return surname;
  if (familiar(text, at, before)) return 1;
  for (const given of [2, 1]) {
    const end = at + surname + given;
    if (end > text.length) continue;
    if (isName(text, { at, surname, given, before, after: text.slice(end, end + 6) })) return surname + given;
  }
  return 0;
}

/** 孙经理, 韩主任: but not 班主任, 现任书记, nor a word that ends in the surname's character. */
function titled(text: string, at: number, surname: number, before: string): boolean {
  const after = text.slice(at + surname, at + surname + 6);
  if (!TITLE_AFTER.test(after)) return false;
  const word = text.slice(at, at + surname);
  if (word === '任' && NO_TITLE_BEFORE.test(before)) return false;
  if (NO_NAMES.has(text.slice(at, at + 2)) || ADDRESSED.test(before)) return false;
  if (COMMON_WORD_SURNAMES.has(word) && /[向和成管单党支车房任关要连原]/.test(word))
    return /(?:^|[，,。；;！!？?、：:\s找跟让请给])$/.test(before);
  return !WORDS_BEFORE.has(before.slice(-1) + word);
}

/** 老王, 小李: only with a deed, a mark or 家 after them. */
function familiar(text: string, at: number, before: string): boolean {
  if (!/[老小]$/.test(before) || !FAMILIAR.has(text.charAt(at))) return false;
  const after = text.slice(at + 1, at + 4);
  return (
    /^(?:$|[，,。；;！!？?、：:\s]|说|讲|就|是|家|在|也|他|的|来|去|不|和|打|收|把)/.test(after) &&
    !/^(?:家庄|家村|家沟)/.test(after)
  );
}

interface Candidate {
  at: number;
  surname: number;
  given: number;
  before: string;
  after: string;
}

function isName(text: string, candidate: Candidate): boolean {
  const { at, surname, given, before, after } = candidate;
  const called = text.slice(at + surname, at + surname + given);
  if (!HAN.test(called) || PLACE_AFTER.test(after)) return false;
  const plain = PLAIN_GIVEN.has(called);
  if (STOP.test(called) && !plain) return false;
  const sure = SURE_BEFORE.test(before);
  const sign = sure || BEFORE.test(before);
  const named = plain || [...called].every((character) => GIVEN.has(character));
  if (isWord(text, candidate) && !(sign && given === 2 && named && rare(called.slice(-1)))) return false;
  if (sure && given === 2 && named) return true;
  const ends = AFTER.test(after) || TITLE_AFTER.test(after);
  if (sure) return ends && (named || /^(?:$|[，,。；;、：:\s（(])/.test(after));
  if (!named || !ends || RARE_SURNAMES.has(text.charAt(at))) return false;
  const hasTitle = TITLE_AFTER.test(after);
  if (sign || hasTitle) return given === 2 || hasTitle || /^(?:$|[，,。；;、：:\s打骂说收签拿的])/.test(after);
  const starts = startsClause(before);
  if (given === 1) return starts && /^(?:[：:\s]|$|，[男女]|说|是我)/.test(after);
  if (starts || surname === 2) return true;
  return !COMMON_WORD_SURNAMES.has(text.charAt(at)) && (plain || rare(called));
}

/** Whether the surname belongs to an ordinary word, with what follows it or with what stands before it. */
function isWord(text: string, { at, surname, before }: Candidate): boolean {
  if (surname === 2) return false;
  return (
    NO_NAMES.has(text.slice(at, at + 2)) ||
    NO_NAMES.has(text.slice(at, at + 3)) ||
    WORDS_BEFORE.has(before.slice(-1) + text.charAt(at))
  );
}

/** Characters that no given name holds. */
const STOP =
  /[的了着过是在有我你他她它们这那哪个说打骂不没很都也就还与把被让给到去要能会吗呢吧啊么位名条件号点半年月日时分元块米路街区市县省镇乡村队局司院校部委办处所站店厂房屋楼层室单水电气暖费钱]/;

/** Characters that are in names and seldom elsewhere: enough without a sign. */
const RARE = new Set(
  '娟芳秀英霞燕玲桂琴伟杰涛鹏辉斌磊峰浩轩涵怡雯婷倩颖琳萍艳芬淑翠莲菊蕾璐瑶彪睿梓萱妍媛珊琪琦瑾瑜璇莹菲蓉薇芸茜娃拴娥惠晶婧岚菁骏麟鑫煜烨彦钧铭勇刚超娜莉敏梅凤珍玉兰庆福贵耀斌志'.split(
    '',
  ),
);

function rare(called: string): boolean {
  return [...called].some((character) => RARE.has(character));
}

/** Nothing of a sentence stands right before. */
function startsClause(before: string): boolean {
  return /(?:^|[，,。；;！!？?、：:\s（("“‘《和与跟])$/.test(before);
}

/** Every other place where a full name stands. */
function mentions(text: string, found: readonly Finding[]): Finding[] {
  const again: Finding[] = [];
  for (const name of new Set(
    found.filter((each) => each.to - each.from >= 2).map((each) => text.slice(each.from, each.to)),
  ))
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
      if (!found.some((each) => each.from === at)) again.push({ from: at, to: at + name.length, kind: 'name' });
  return again;
}
