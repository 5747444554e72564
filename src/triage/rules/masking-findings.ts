/** What a stretch of text would tell about a person. */
export type MaskKind = 'name' | 'phone' | 'plate' | 'identity' | 'account' | 'address' | 'date';

/** A stretch of text that identifies somebody: from `from` up to but not including `to`, in UTF-16 units. */
export interface Finding {
  from: number;
  to: number;
  kind: MaskKind;
}
