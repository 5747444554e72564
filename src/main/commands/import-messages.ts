import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type ImportedMessage, importOrders } from '../../orders/actions/import.ts';
import { importReplied, type RepliedMessage } from '../../orders/actions/import-replied.ts';
import { loadTree } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import { jobActor } from '../../shared/actor.ts';

const USAGE = 'linli import messages FILE [--unit CODE] [--replay] [--json]\n';
/** Longest text of an order; what is longer is refused, not cut. */
const LONGEST_TEXT = 8000;
/** Longest reply of a department. */
const LONGEST_REPLY = 20_000;
/** Messages handed over at once. */
const CHUNK = 4_000;
/** Asia/Shanghai, without summer time since 1992. */
const OFFSET = '+08:00';

/** Why a line cannot become an order, in the words of the report. */
type Refusal = string;

/** How it is called, where these words are none that it understands; else undefined. Asked before anything is opened. */
export function importMessagesUsage(args: string[]): string | undefined {
  return readArguments(args) ? undefined : USAGE;
}

/**
 * `linli import messages FILE [--unit CODE] [--replay]`: JSON lines `id, title, text, time, likes` become historical
 * orders of the unit (the city if absent), those with `reply, reply_time` petitions with their real course; with
 * `--replay` fresh ones, by a clock that runs through their times. Says on stderr which lines are refused and why; the
 * last line of stdout is `imported N, skipped N, refused N`. Gives 0, 1 when a line was refused or the file cannot be
 * read, 2 for wrong usage.
 */
export async function importMessagesCommand(context: Context, networkId: string, args: string[]): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    process.stderr.write(USAGE);
    return 2;
  }
  const tree = await loadTree(context, networkId);
  const unitId = asked.unit === undefined ? tree.rootId : tree.byCode.get(asked.unit);
  if (unitId === undefined) {
    process.stderr.write(`There is no unit with the code ${asked.unit ?? ''}.\n`);
    return 1;
  }
  const totals = { imported: 0, skipped: 0, refused: 0 };
  const waiting: (ImportedMessage | RepliedMessage)[] = [];
  const seen = new Set<string>();
  const hand = async () => {
    const actor = jobActor(networkId, 'orders.import');
    const taken = waiting.splice(0);
    const petitions = taken.filter(isReplied);
    const orders = taken.filter((each) => !isReplied(each));
    for (const done of [
      await importOrders(context, actor, orders, { unitId }),
      await importReplied(context, actor, petitions, { unitId }),
    ]) {
      totals.imported += done.imported;
      totals.skipped += done.skipped;
    }
  };
  let number = 0;
  const lines = createInterface({ input: createReadStream(asked.file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const message = readMessage(line, context.clock.now());
      if (typeof message === 'string') {
        totals.refused += 1;
        process.stderr.write(`line ${number}: ${message}\n`);
      } else if (seen.has(message.externalId)) {
        totals.skipped += 1;
      } else {
        seen.add(message.externalId);
        waiting.push(message);
        if (waiting.length >= CHUNK && !asked.replay) await hand();
      }
    }
    if (waiting.length > 0 && !asked.replay) await hand();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'EISDIR')
      throw error;
    process.stderr.write(`The file ${asked.file} cannot be read.\n`);
    return 1;
  }
  if (asked.replay) {
    // With it comes the whole server, whose jobs run; the plain import does without.
    const { replayMessages } = await import('./import-messages-replay.ts');
    const done = await replayMessages(context, networkId, waiting, unitId);
    totals.imported += done.imported;
    totals.skipped += done.skipped;
  }
  const { imported, skipped, refused } = totals;
  process.stdout.write(
    asked.json ? `${JSON.stringify(totals)}\n` : `imported ${imported}, skipped ${skipped}, refused ${refused}\n`,
  );
  return refused > 0 ? 1 : 0;
}

interface Asked {
  file: string;
  unit: string | undefined;
  replay: boolean;
  json: boolean;
}

function readArguments(args: string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        unit: { type: 'string' },
        replay: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return null;
    return { file, unit: values.unit, replay: values.replay, json: values.json };
  } catch {
    return null;
  }
}

/** Whether a department replied to it: then it becomes a petition with its real course. */
function isReplied(message: ImportedMessage | RepliedMessage): message is RepliedMessage {
  return 'reply' in message;
}

/** One line as a message, or why it is refused. */
export function readMessage(line: string, now: Date): ImportedMessage | RepliedMessage | Refusal {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return 'this is no JSON';
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'this is no JSON object';
  const { id, title, text, time, likes } = row as Record<string, unknown>;
  const externalId = typeof id === 'number' ? String(id) : id;
  if (typeof externalId !== 'string' || externalId.trim() === '' || externalId.length > 200)
    return 'id is missing or longer than 200 characters';
  if (title !== undefined && title !== null && typeof title !== 'string') return 'title is no text';
  if (text !== undefined && text !== null && typeof text !== 'string') return 'text is no text';
  const words = joined(title ?? '', text ?? '');
  // PostgreSQL keeps no text with a zero character.
  if (words.length < 2 || words.includes('\u0000')) return 'title and text are empty';
  if (words.length > LONGEST_TEXT) return `title and text are longer than ${LONGEST_TEXT} characters`;
  const at = typeof time === 'string' ? readTime(time) : null;
  if (!at) return 'time is not like 2026/3/2 09:30, 2026-03-02 or 2026-03-02T09:30:00';
  if (at.getTime() > now.getTime()) return 'time lies in the future';
  const count = likes ?? 0;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > 2_000_000_000)
    return 'likes is no whole number';
  const message = { externalId, text: words, at, likes: count };
  const reply = readReply(row as Record<string, unknown>, at, now);
  return typeof reply === 'string' ? reply : { ...message, ...reply };
}

/** The department's reply with its time, nothing where there was none, or why the line is refused. */
function readReply(
  { reply, reply_time: time }: Record<string, unknown>,
  at: Date,
  now: Date,
): Pick<RepliedMessage, 'reply' | 'repliedAt'> | Record<string, never> | Refusal {
  if (reply === undefined || reply === null || (typeof reply === 'string' && reply.trim() === '')) return {};
  if (typeof reply !== 'string' || reply.includes('\u0000')) return 'reply is no text';
  if (reply.length > LONGEST_REPLY) return `reply is longer than ${LONGEST_REPLY} characters`;
  const repliedAt = typeof time === 'string' ? readTime(time) : null;
  if (!repliedAt) return 'reply_time is not like 2026/3/2 09:30, 2026-03-02 or 2026-03-02T09:30:00';
  if (repliedAt < at) return 'reply_time lies before time';
  if (repliedAt.getTime() > now.getTime()) return 'reply_time lies in the future';
  return { reply: reply.trim(), repliedAt };
}

function joined(title: string, text: string): string {
  const [head, body] = [title.trim(), text.trim()];
  return head === '' || body.startsWith(head) ? body : body === '' ? head : `${head}\n${body}`;
}

/** `YYYY/M/D` or `YYYY-MM-DD`, with or without `h:mm` or `h:mm:ss` after a space or T, in Asia/Shanghai; null when it is no date. */
export function readTime(text: string): Date | null {
  const parts = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/.exec(
    text.trim(),
  );
  if (!parts) return null;
  const [, year = '', , month = '', day = '', hour = '0', minute = '00', second = '00'] = parts;
  const two = (digits: string) => digits.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const at = new Date(`${date}T${two(hour)}:${two(minute)}:${two(second)}${OFFSET}`);
  if (Number.isNaN(at.getTime())) return null;
  // JavaScript takes 30 February for 2 March; we do not.
  const back = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return back === date ? at : null;
}
