import { placesNamed } from './named.ts';

/** How long a phrase is, in characters: 58车贷, 购房补贴. */
const LENGTH = 4;
/** In how many titles a phrase must stand, and may: fewer is chance, more is a manner of speaking. */
const FEWEST = 3;
const MOST = 25;
/** Of a matter without a place, the titles name few places; 噪音扰民 stands beside a new one each time. */
const PLACES_A_TITLE = 0.2;
/** What a place ends in: a phrase inside its name says where, not what. */
const PLACE =
  /[\p{Script=Han}a-z0-9]{2,6}?(?:小区|社区|花园|家园|公寓|公馆|新村|新城|国际城|广场|大厦|商城|市场|公园|学校|小学|中学|大学|学院|幼儿园|医院|酒店|公司|大道|大街|[路街巷村镇乡苑庄湾城府郡区县市])/gu;

/**
 * For each title the phrases that name a matter by themselves, wherever it is spoken of: four characters that stand in 3 to
 * 25 titles, with at most one place to five of them, and in no place's name. Two titles with such a phrase in common are
 * more alike than their other words say. May be empty.
 */
export function mattersNamed(titles: readonly string[]): Set<string>[] {
  const phrases = titles.map(phrasesOf);
  const carriers = new Map<string, number>();
  for (const each of phrases) for (const phrase of each) carriers.set(phrase, (carriers.get(phrase) ?? 0) + 1);
  const places = new Map<string, Set<string>>();
  phrases.forEach((each, title) => {
    const named = placesNamed(titles[title]!);
    for (const phrase of each) {
      const known = places.get(phrase) ?? new Set<string>();
      for (const name of named) known.add(name);
      places.set(phrase, known);
    }
  });
  const names = (phrase: string) => {
    const count = carriers.get(phrase) ?? 0;
    return count >= FEWEST && count <= MOST && (places.get(phrase)?.size ?? 0) <= PLACES_A_TITLE * count;
  };
  return phrases.map((each) => new Set([...each].filter(names)));
}

function phrasesOf(title: string): Set<string> {
  const clean = title.normalize('NFKC').toLowerCase();
  const inPlaces = [...clean.matchAll(PLACE)].map((match) => match[0]).join(' ');
  const phrases = new Set<string>();
  for (let at = 0; at + LENGTH <= clean.length; at++) {
    const phrase = clean.slice(at, at + LENGTH);
    if (/^[\p{L}\p{N}]+$/u.test(phrase) && !inPlaces.includes(phrase)) phrases.add(phrase);
  }
  return phrases;
}
