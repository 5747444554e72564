/** How far back topics are read, in days. */
export const windows = [7, 30, 90, 365] as const;
/** What topics can be ordered by beside their heat. */
export const orders = ['messages', 'likes', 'recent'] as const;

/** What the address of the page says. */
export interface TopicSearch {
  unit?: string;
  text?: string;
  days?: (typeof windows)[number];
  by?: (typeof orders)[number];
}

/** Of what the address says, what the page knows. */
export function readTopicSearch(search: Record<string, unknown>): TopicSearch {
  const days = windows.find((each) => each === Number(search['days']));
  const by = orders.find((each) => each === search['by']);
  const text = typeof search['text'] === 'number' ? String(search['text']) : search['text'];
  return {
    ...(typeof search['unit'] === 'string' ? { unit: search['unit'] } : {}),
    ...(typeof text === 'string' && text !== '' ? { text } : {}),
    ...(days ? { days } : {}),
    ...(by ? { by } : {}),
  };
}
