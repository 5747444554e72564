import { replyTimes } from '../../orders/actions/import-replied.ts';
import type { Context } from '../../platform/context.ts';

const USAGE = 'linli report replies [--json]\n';

/**
 * `linli report replies`: by month of submission, how many petitions were replied to, and how many of these within 15 and
 * within 60 elapsed days. Gives 0, or 2 for wrong usage.
 */
export async function reportRepliesCommand(context: Context, networkId: string, args: string[]): Promise<number> {
  const json = args.includes('--json');
  if (args.some((each) => each !== '--json')) {
    process.stderr.write(USAGE);
    return 2;
  }
  const months = await replyTimes(context, networkId);
  if (json) {
    process.stdout.write(`${JSON.stringify(months)}\n`);
    return 0;
  }
  const share = (part: number, whole: number) => `${part} (${whole === 0 ? 0 : Math.round((part / whole) * 100)} %)`;
  const total = months.reduce(
    (sum, each) => ({
      replied: sum.replied + each.replied,
      within15: sum.within15 + each.within15,
      within60: sum.within60 + each.within60,
    }),
    { replied: 0, within15: 0, within60: 0 },
  );
  const line = (cells: string[]) =>
    `${cells.map((cell, index) => cell.padEnd([9, 9, 16, 16, 11][index] ?? 0)).join('')}\n`;
  process.stdout.write(line(['month', 'replied', 'within 15 days', 'within 60 days', 'median days']));
  for (const { month, replied, within15, within60, medianDays } of months)
    process.stdout.write(
      line([month, String(replied), share(within15, replied), share(within60, replied), String(medianDays)]),
    );
  const { replied, within15, within60 } = total;
  process.stdout.write(line(['all', String(replied), share(within15, replied), share(within60, replied), '']));
  return 0;
}
