import type { NetworkRow } from '../../platform/database.ts';

/**
 * The network that a command works on, by `--network CODE` among its words, and the words without it; null where there is
 * none yet and none was named. One that stands alone need not be named; of several one must be. Throws an Error for people.
 */
export function whichNetwork<Network extends Pick<NetworkRow, 'code'>>(
  networks: readonly Network[],
  args: readonly string[],
): { network: Network | null; rest: string[] } {
  const at = args.indexOf('--network');
  const codes = networks.map(({ code }) => code).join(', ');
  if (at === -1) {
    if (networks.length > 1)
      throw new Error(
        `There are several networks here (${codes}). Name one with --network CODE; this works on one alone.`,
      );
    return { network: networks[0] ?? null, rest: [...args] };
  }
  const network = networks.find(({ code }) => code === args[at + 1]);
  if (!network) throw new Error(`There is no network ${args[at + 1] ?? ''} here. There are: ${codes || 'none'}.`);
  return { network, rest: withoutNetwork(args) };
}

/** A command's words without `--network` and the code behind it. */
export function withoutNetwork(args: readonly string[]): string[] {
  const at = args.indexOf('--network');
  return at === -1 ? [...args] : args.toSpliced(at, 2);
}
