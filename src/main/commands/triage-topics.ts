import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { type TopicMessage, topicsOf } from '../../triage/rules/topics/topics.ts';
import { readTime } from './import-messages.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

/**
 * `linli triage topics FILE`: JSON lines `id, title, text, time, likes` to one line a topic `{topic, ids, messages, likes,
 * first, last}`, the hottest first, times in UTC (ISO 8601). 0 done, 1 a line or the file cannot be read (why, on stderr; then
 * nothing is printed), 2 called wrongly. No database.
 */
export async function topicsCommand(
  args: readonly string[],
  streams: { output: Writable; errors: Writable },
): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || file.startsWith('--') || more.length > 0) {
    streams.errors.write('linli triage topics FILE\n');
    return USAGE;
  }
  try {
    const topics = topicsOf(await messagesOf(file));
    for (const topic of topics) {
      const [first, last] = [new Date(topic.first).toISOString(), new Date(topic.last).toISOString()];
      if (!streams.output.write(`${JSON.stringify({ ...topic, first, last })}\n`))
        await new Promise((resolve) => streams.output.once('drain', resolve));
    }
    return DONE;
  } catch (error) {
    streams.errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED;
  }
}

async function messagesOf(file: string): Promise<TopicMessage[]> {
  const messages: TopicMessage[] = [];
  const seen = new Set<string>();
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const message = messageOf(line.replace(/^\uFEFF/, ''));
    if (typeof message === 'string') throw new Error(`${file}, line ${number}: ${message}`);
    if (!seen.has(message.id)) messages.push(message);
    seen.add(message.id);
  }
  return messages;
}

/** One line as a message, or why it is none. */
function messageOf(line: string): TopicMessage | string {
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return 'not a JSON object';
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'not a JSON object';
  const { id, title, text, time, likes } = row;
  if (typeof id !== 'string' && typeof id !== 'number') return 'has no id';
  const words = { title: typeof title === 'string' ? title : '', text: typeof text === 'string' ? text : '' };
  if (`${words.title}${words.text}`.trim() === '') return 'has neither title nor text';
  const at = typeof time === 'string' ? readTime(time) : null;
  if (!at) return 'time is not like 2026/3/2 09:30, 2026-03-02 or 2026-03-02T09:30:00';
  return { id: String(id), ...words, time: at.getTime(), likes: typeof likes === 'number' && likes > 0 ? likes : 0 };
}
