import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Forms in which something could stand in a file, as bytes. */
function formsOf(secret: Buffer): [form: string, bytes: Buffer][] {
  const text = secret.toString();
  const base64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
    return Buffer.from(whole.slice(offset === 0 ? 0 : 4, whole.length - 4));
  });
  const hash = createHash('sha256').update(secret).digest();
  return [
    ['plain', secret],
    ['utf-16', Buffer.from(text, 'utf16le')],
    ['utf-16 big', Buffer.from(text, 'utf16le').swap16()],
    ['hexadecimal', Buffer.from(secret.toString('hex'))],
    ['address', Buffer.from(encodeURIComponent(text))],
    [
      'json',
      Buffer.from([...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
    ],
    ['sha256', hash],
    ['sha256 hexadecimal', Buffer.from(hash.toString('hex'))],
    ...base64.map((bytes): [string, Buffer] => ['base64', bytes]),
  ];
}

/** Every file below some folders, what is packed unpacked, by path. */
async function filesIn(folders: readonly string[]): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const folder of folders)
    for (const each of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!each.isFile()) continue;
      const path = join(each.parentPath, each.name);
      const bytes = await readFile(path);
      files.set(path, path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    }
  return files;
}

/** Where in the files of some folders something stands, in whatever form: path and form. Empty is good. */
export async function tracesInFiles(
  folders: readonly string[],
  secrets: readonly Buffer[],
): Promise<{ found: string[]; files: number }> {
  const files = await filesIn(folders);
  const forms = secrets.flatMap((secret, index) => formsOf(secret).map(([form, bytes]) => ({ index, form, bytes })));
  const found = [...files].flatMap(([path, content]) =>
    forms.filter(({ bytes }) => content.includes(bytes)).map(({ index, form }) => `${path}: secret ${index} (${form})`),
  );
  return { found: found.sort(), files: files.size };
}
