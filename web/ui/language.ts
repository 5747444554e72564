import { useEffect, useState } from 'react';

export type Language = 'zh-CN' | 'en';
export const languages: readonly Language[] = ['zh-CN', 'en'];

type Common = keyof typeof import('../../messages/zh-CN/common.json');
type Problems = keyof typeof import('../../messages/zh-CN/problems.json');

/** Each door adds the keys of its own shelf: `interface DoorMessages extends Record<keyof typeof import('…'), string> {}`. */
// biome-ignore lint/suspicious/noEmptyInterface: doors add to it
export interface DoorMessages {}
export type MessageKey = Common | Problems | keyof DoorMessages;

/** Values that a sentence fills in. `count` also chooses `key.one` where English needs a singular. */
export type Params = Record<string, string | number>;

type Loaders = Record<Language, () => Promise<{ default: Record<string, string> }>>;

const STORED = 'linli.language';
let current: Language = 'zh-CN';
let sentences: Record<string, string> = {};
let loaders: Loaders | undefined;
/** What does not come at first, where a door carries it apart. */
let later: Loaders | undefined;
const readers = new Set<() => void>();

/** The language in use. */
export function languageInUse(): Language {
  return current;
}

/** What was chosen on this device, else what the device speaks: Chinese for any Chinese, English for the rest. */
export function preferredLanguage(): Language {
  const stored = readStored();
  if (stored) return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function readStored(): Language | undefined {
  try {
    return languages.find((each) => each === localStorage.getItem(STORED));
  } catch {
    // A browser without storage forgets the choice, nothing else.
    return undefined;
  }
}

/** Loads the sentences of one language and shows them everywhere. `rest`: those that `allSentences` brings later. */
export async function startLanguage(language: Language, from: Loaders, rest?: Loaders): Promise<void> {
  loaders = from;
  later = rest;
  setMessages(language, (await from[language]()).default);
}

/** Waits until every sentence of the language in use is there, also those that do not come with the first pages. */
export async function allSentences(): Promise<void> {
  const language = current;
  const more = await later?.[language]();
  if (language !== current) return allSentences();
  if (more) sentences = { ...sentences, ...more.default };
}

/** Changes the language and remembers it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // As above.
  }
  const [first, rest] = await Promise.all([loaders?.[language](), later?.[language]()]);
  if (first) setMessages(language, { ...first.default, ...rest?.default });
}

/** Puts a language in use with its sentences already at hand. */
export function setMessages(language: Language, messages: Record<string, string>): void {
  current = language;
  sentences = messages;
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const tell of readers) tell();
}

/** The sentence of a key, its `{names}` filled in. An unknown key shows itself, which the tests look for. */
export function t(key: MessageKey, params: Params = {}): string {
  return say(key, params) ?? key;
}

/** The sentence of a key made at run time, if there is one. */
export function say(key: string, params: Params = {}): string | undefined {
  // A count may come as it is written: `1,234`.
  const one = String(params['count']) === '1' ? sentences[`${key}.one`] : undefined;
  const sentence = one ?? sentences[key];
  return sentence?.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Draws the component again when the language changes; answers the one in use. */
export function useLanguage(): Language {
  const [language, setLanguage] = useState(current);
  useEffect(() => {
    const tell = () => setLanguage(current);
    readers.add(tell);
    tell();
    return () => {
      readers.delete(tell);
    };
  }, []);
  return language;
}

/** Something with a name in both languages. */
type Named = { nameZh: string; nameEn: string } | { zh: string; en: string };

/** Draws the component again once every sentence is there. */
export function useAllSentences(): void {
  const [, draw] = useState(false);
  useEffect(() => {
    // Where they cannot be fetched, what is drawn stays as it is.
    allSentences().then(
      () => draw(true),
      () => undefined,
    );
  }, []);
}

/** The name of something that carries both languages. */
export function nameIn(named: Named): string {
  return nameFor(current, named);
}

/** The name of something that carries both languages, in one of them. */
export function nameFor(language: Language, named: Named): string {
  if ('nameZh' in named) return language === 'zh-CN' ? named.nameZh : named.nameEn;
  return language === 'zh-CN' ? named.zh : named.en;
}
