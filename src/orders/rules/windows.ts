/** When something is wished for: instants, or the same as written in answers; null where nothing was said. */
export interface WishedWindow {
  earliestAt: Date | string | null;
  latestAt: Date | string | null;
}

/**
 * Whether two wished windows meet, ends included. What has no beginning is arranged by word of mouth and meets nothing; what
 * has no end counts at its beginning. Example: 9:00 to 11:00 meets 11:00 to 12:00, and does not meet 11:30 to 12:00.
 */
export function doOverlap(a: WishedWindow, b: WishedWindow): boolean {
  if (a.earliestAt === null || b.earliestAt === null) return false;
  const instant = (at: Date | string) => new Date(at).getTime();
  const [beginA, beginB] = [instant(a.earliestAt), instant(b.earliestAt)];
  const endA = instant(a.latestAt ?? a.earliestAt);
  const endB = instant(b.latestAt ?? b.earliestAt);
  return beginA <= endB && beginB <= endA;
}
