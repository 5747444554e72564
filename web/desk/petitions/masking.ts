/** Something that identifies somebody, as it was found in a text. */
export interface Mask {
  from: number;
  to: number;
  replacement: string;
}

/** The words with everything replaced that was found in them, in the order in which it stands. */
export function maskedWords(text: string, masks: readonly Mask[]): string {
  let at = 0;
  let words = '';
  for (const { from, to, replacement } of masks) {
    words += text.slice(at, from) + replacement;
    at = to;
  }
  return words + text.slice(at);
}
