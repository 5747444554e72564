/**
 * The text of a file's bytes: UTF-8, or, where they are not, GB 18030, which is what spreadsheets in China save as CSV.
 * A byte order mark is left out.
 */
export function textOfFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
