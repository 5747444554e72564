import type { Static } from 'typebox';
import type { NeedTaxonomy } from '../../src/organisation/policies/schema/needs.ts';
import type { NetworkShape, TreeUnit, UnitDetail, UnitShape } from '../../src/organisation/schema.ts';

export type Language = 'zh-CN' | 'en';
export type UnitOfSite = Static<typeof UnitShape>;

/** What every page of the public site is drawn from. */
export interface Site {
  language: Language;
  network: NetworkShape;
  /** The sentences of the site in this language. */
  sentences: Readonly<Record<string, string>>;
  /** Style sheet of all pages. */
  style: string;
  /** Beginning of every absolute address: `https://example.org`. */
  origin: string;
  /** Address of this page below `/site/` or `/site/en/`, without a slash at its beginning: `units/140105`. */
  path: string;
}

/** Figures that everybody may see, each with its time. */
export interface PublicFigures {
  /** When they were counted. */
  at: string;
  submittedToday: number;
  waiting: number;
  inService: number;
  late: number;
  reviewedToday: number;
  satisfiedToday: number;
}

/** A unit with those directly below it. */
export interface UnitWithBelow {
  unit: UnitDetail;
  below: readonly UnitOfSite[];
}

export type { NeedTaxonomy, TreeUnit };

/** A sentence of the site with its blanks filled in; `key.one` where there is one. */
export function say(site: Site, key: string, params: Record<string, string | number> = {}): string {
  const found = (params['count'] === 1 ? site.sentences[`${key}.one`] : undefined) ?? site.sentences[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** The name in the reader's language. */
export function nameOf(site: Site, named: { nameZh: string; nameEn: string }): string {
  return site.language === 'zh-CN' ? named.nameZh : named.nameEn;
}

/** The address of a page of the site in a language. */
export function addressOf(language: Language, path: string): string {
  return `/site/${language === 'en' ? 'en/' : ''}${path}`;
}
