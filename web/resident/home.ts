import { changeDraft, readDraft } from './draft.ts';

const STORED = 'linli.home';

/** The community that this device last asked from. */
export function homeOfDevice(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    // A browser without storage asks again.
    return null;
  }
}

/** Keeps the community for the next time. */
export function keepHome(unitId: string): void {
  try {
    localStorage.setItem(STORED, unitId);
  } catch {
    // As above.
  }
}

/** The unit that an address names by `?at=`: the poster at its door, or its page on the public site, leads here so. */
export function unitInAddress(search: string): string | null {
  const at = new URLSearchParams(search).get('at');
  return at !== null && /^[0-9a-f-]{36}$/.test(at) ? at : null;
}

/**
 * Who comes by a unit's poster or page wants help there, wherever they live; whose community is not known yet lives there.
 * It is taken once: when the page is opened anew, what was chosen since stands.
 */
export function placeFromAddress(): void {
  const at = unitInAddress(location.search);
  if (at === null) return;
  if (homeOfDevice() === null) keepHome(at);
  // The door that was written stands in another community.
  if (readDraft().placeUnitId !== at) changeDraft({ placeUnitId: at, place: '' });
  history.replaceState(history.state, '', location.pathname);
}
