import type { Context } from '../../platform/context.ts';
import { notFound } from '../../shared/problem.ts';
import { parseTilePath } from '../rules/tiles.ts';
import { loadLastCheckpoint } from '../store/checkpoints.ts';
import { loadTile } from '../store/log.ts';

/*
 * What a witness outside needs: checkpoints, and the hashes of the tree. The leaves themselves say who did what to which
 * id and are served to nobody; each holds a random id, so that no guess can be tried on its hash.
 */

/** The newest signed checkpoint (C2SP tlog-checkpoint). Problem `platform.not_found` before the first. */
export async function latestCheckpoint(context: Context, networkId: string): Promise<string> {
  const last = await context.database.transaction(networkId, loadLastCheckpoint);
  if (!last) throw notFound();
  return last.note;
}

/**
 * The hashes of a tile, side by side, by its path below `tile/` (C2SP tlog-tiles). Problem `platform.not_found` for what
 * is no tile of this log, or has fewer hashes than the path says, and for bundles of entries.
 */
export async function readTile(context: Context, networkId: string, path: string): Promise<Buffer> {
  const wish = parseTilePath(path);
  if (wish === null || wish.level === null) throw notFound();
  const { level, number, width } = wish;
  const hashes = await context.database.transaction(networkId, (connection) =>
    loadTile(connection, { level, number }, width),
  );
  if (hashes.length < width) throw notFound();
  return Buffer.concat(hashes);
}
