import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A message as somebody wrote it. */
export interface Message {
  id: string;
  text: string;
}

/**
 * The `count` messages of a file of JSON lines (`id, title, text`) whose ids have the smallest hashes: chosen by chance
 * and not by how they will end, the same with the same seed. Title and text are read as one.
 */
export async function chooseMessages(file: string, count: number, seed: number): Promise<Message[]> {
  const all: { message: Message; hash: string }[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { id, title, text } = JSON.parse(line) as { id: unknown; title?: string; text?: string };
    const words = [title, text].filter(Boolean).join('\n').trim().slice(0, 4000);
    if (words.length < 2) continue;
    const hash = createHash('sha256')
      .update(`${seed} ${String(id)}`)
      .digest('hex');
    all.push({ message: { id: String(id), text: words }, hash });
  }
  all.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  return all.slice(0, count).map(({ message }) => message);
}
