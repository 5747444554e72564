import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { demoOrders } from '../demo/orders.ts';

/** A message as somebody wrote it. */
export interface Message {
  id: string;
  text: string;
  /** What it is, where somebody has said: a kind that volunteers may serve. */
  kind?: string | undefined;
}

/**
 * The `count` messages of a file of JSON lines (`id, title, text`) whose ids have the smallest hashes: chosen by chance
 * and not by how they will end, the same with the same seed. Title and text are read as one.
 */
export async function chooseMessages(file: string, count: number, seed: number): Promise<Message[]> {
  const all: Message[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { id, title, text } = JSON.parse(line) as { id: unknown; title?: string; text?: string };
    all.push({ id: String(id), text: [title, text].filter(Boolean).join('\n').trim().slice(0, 4000) });
  }
  return choose(all, count, seed);
}

/** `count` of the orders written for the demo city, chosen like those of a file. */
export function chooseDemoMessages(count: number, seed: number): Message[] {
  const served = demoOrders().map(({ id, text, kind, nature }) => ({
    id,
    text,
    kind: nature === 'public_service' ? kind : undefined,
  }));
  return choose(served, count, seed);
}

function choose(all: readonly Message[], count: number, seed: number): Message[] {
  const hashed = all
    .filter(({ text }) => text.length >= 2)
    .map(({ id, text, kind }) => ({
      message: { id, text, kind },
      hash: createHash('sha256').update(`${seed} ${id}`).digest('hex'),
    }));
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  return hashed.slice(0, count).map(({ message }) => message);
}
