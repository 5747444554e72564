import type { TreeUnit } from '../../src/organisation/schema.ts';
import { distanceMetres } from '../../src/shared/units.ts';
import { languageInUse } from '../ui/language.ts';

/** A place by the name that people give it: `柳巷社区`, not the whole words on its plaque. */
export function placeName({ nameZh, nameEn }: { nameZh: string; nameEn: string }): string {
  if (languageInUse() === 'zh-CN') return nameZh.replace(/新时代文明实践(?:中心|所|站|点)/, '');
  return nameEn.replace(/ (?:Station|Institute|Centre)(?= \(|$)/, '');
}

/** A community or village station that one can ask from, with what stands above it. */
export interface Community {
  id: string;
  name: string;
  above: string;
  /** What a search looks in: both names, short names too. */
  words: string;
  at: readonly number[] | undefined;
}

/** The stations of the compact tree. */
export function communitiesOf(units: readonly TreeUnit[]): Community[] {
  const name = (unit: TreeUnit | undefined) => (unit ? placeName({ nameZh: unit.zh, nameEn: unit.en }) : '');
  return units
    .filter((unit) => unit.level === 'station')
    .map((unit) => {
      const institute = units[unit.parent];
      const centre = institute ? units[institute.parent] : undefined;
      return {
        id: unit.id,
        name: name(unit),
        above: [name(centre), name(institute)].filter(Boolean).join(' · '),
        words: `${unit.zh} ${unit.short ?? ''} ${unit.en} ${institute?.zh ?? ''}`.toLowerCase(),
        at: unit.at,
      };
    });
}

/** At most `most` communities whose names hold every word that was typed; those that begin so come first. */
export function findCommunities(communities: readonly Community[], typed: string, most: number): Community[] {
  const wanted = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const found = communities.filter((each) => wanted.every((word) => each.words.includes(word)));
  const begins = (each: Community) => (each.words.startsWith(wanted[0] ?? '') ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, most);
}

/** The nearest communities to a place, nearest first. */
export function nearestCommunities(
  communities: readonly Community[],
  here: { longitude: number; latitude: number },
  most: number,
): Community[] {
  return communities
    .flatMap((each) => {
      const [longitude, latitude] = each.at ?? [];
      if (longitude === undefined || latitude === undefined) return [];
      return [{ each, metres: distanceMetres(here, { longitude, latitude }) }];
    })
    .sort((a, b) => a.metres - b.metres)
    .slice(0, most)
    .map(({ each }) => each);
}
