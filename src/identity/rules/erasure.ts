/** What stays when somebody's record is erased, for how many years, and the rule that says so. */
export interface Retained {
  what: 'service_records' | 'petitions' | 'history';
  years: number | null;
  source: string;
}

/**
 * What the law retains of a person. Service records ten years (GB/T 40143-2021, 5.2.2); petitions as their archives say
 * (信访工作条例, 2022); the history keeps ids without names, so that nobody else's case changes (个人信息保护法 art. 47).
 */
export const retained: readonly Retained[] = [
  { what: 'service_records', years: 10, source: 'GB/T 40143-2021, 5.2.2' },
  { what: 'petitions', years: null, source: '信访工作条例 (2022)' },
  { what: 'history', years: null, source: '个人信息保护法, 47' },
];
