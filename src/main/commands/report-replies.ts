import { type RepliesOfMonth, replyTimes } from '../../orders/actions/import-replied.ts';
import { FEW, inFives, partOf } from '../../orders/rules/few.ts';
import type { Context } from '../../platform/context.ts';

const USAGE = 'linli report replies [--json]\n';

/** How it is called, where these words are none that it understands; else undefined. Asked before anything is opened. */
export function reportRepliesUsage(args: string[]): string | undefined {
  return args.every((each) => each === '--json') ? undefined : USAGE;
}

/**
 * `linli report replies`: by month of submission, how many petitions were replied to, and how many of these within 15 and
 * within 60 elapsed days. Months with fewer than five are left out, and parts that would leave from one to four; what they
 * all have together is told in whole fives. Gives 0, or 2 for wrong usage.
 */
export async function reportRepliesCommand(context: Context, networkId: string, args: string[]): Promise<number> {
  const json = args.includes('--json');
  const usage = reportRepliesUsage(args);
  if (usage) {
    process.stderr.write(usage);
    return 2;
  }
  const months = (await replyTimes(context, networkId)).filter((each) => each.replied >= FEW);
  process.stdout.write(json ? `${JSON.stringify(months.map(shownOf))}\n` : tableOf(months));
  return 0;
}

function shownOf({ month, replied, within15, within60, later, medianDays }: RepliesOfMonth) {
  return {
    month,
    replied,
    within15: partOf(within15, replied),
    within60: partOf(within60, replied),
    later: partOf(later, replied),
    medianDays,
  };
}

function tableOf(months: readonly RepliesOfMonth[]): string {
  const share = (part: number | null, whole: number) =>
    part === null ? '-' : `${part} (${whole === 0 ? 0 : Math.round((part / whole) * 100)} %)`;
  const line = (cells: string[]) =>
    `${cells.map((cell, index) => cell.padEnd([9, 9, 16, 16, 11][index] ?? 0)).join('')}\n`;
  const rows = months
    .map(shownOf)
    .map(({ month, replied, within15, within60, medianDays }) =>
      line([month, String(replied), share(within15, replied), share(within60, replied), String(medianDays)]),
    );
  const sum = (name: 'replied' | 'within15' | 'within60') =>
    inFives(months.reduce((total, each) => total + each[name], 0));
  const replied = sum('replied');
  return [
    line(['month', 'replied', 'within 15 days', 'within 60 days', 'median days']),
    ...rows,
    line(['all', String(replied), share(sum('within15'), replied), share(sum('within60'), replied), '']),
  ].join('');
}
