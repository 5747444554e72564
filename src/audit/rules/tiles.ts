import { foldHashes, type NodeHash } from './tree.ts';

/** Hashes side by side in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
/** Levels of the tree that one tile spans. */
const TILE_HEIGHT = 8;
export const HASH_BYTES = 32;
/** The longest entry that a bundle can hold: its length is a uint16 (C2SP tlog-tiles, "Log entries"). */
export const ENTRY_BYTES = 65_535;

/** Which tile of hashes: `number` counts along its level. */
export interface TileName {
  level: number;
  number: number;
}

/** What a path under `tile/` asks for. */
export interface TileRequest {
  /** Null: the bundle of entries. */
  level: number | null;
  number: number;
  /** 256, or fewer for a partial one. */
  width: number;
}

/** How many hashes a tile has in the tree of the first `size` leaves; 0 when it is not there. */
export function tileWidth(tile: TileName, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** tile.level) - tile.number * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, hashes));
}

/** The path of a tile below `tile/`: `0/x001/x234/067`, with `.p/W` for a partial one (C2SP tlog-tiles). */
export function tilePath({ level, number, width }: TileRequest): string {
  const digits = String(number);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/\d{3}/g) ?? [];
  const name = parts.map((part, index) => (index < parts.length - 1 ? `x${part}` : part)).join('/');
  return `${level ?? 'entries'}/${name}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** What a path below `tile/` asks for, or null when it is none: exactly the paths that `tilePath` writes. */
export function parseTilePath(path: string): TileRequest | null {
  const found = /^(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!found) return null;
  const [, level = '', name = '', width] = found;
  const request = {
    level: level === 'entries' ? null : Number(level),
    number: Number(name.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  return tilePath(request) === path ? request : null;
}

/** Where a node's hash is drawn from: hashes `from` to `to` - 1 of a tile. */
function placeOf(level: number, index: number): TileName & { from: number; to: number } {
  const within = 2 ** (level % TILE_HEIGHT);
  const first = index * within;
  const number = Math.floor(first / TILE_WIDTH);
  const from = first - number * TILE_WIDTH;
  return { level: Math.floor(level / TILE_HEIGHT), number, from, to: from + within };
}

/** The tiles from which some work with nodes can be done, each once: the work is tried with empty hashes. */
export function tilesFor(work: (node: NodeHash) => unknown): TileName[] {
  const tiles = new Map<string, TileName>();
  const empty = Buffer.alloc(HASH_BYTES);
  work((level, index) => {
    const place = placeOf(level, index);
    tiles.set(tileKey(place), { level: place.level, number: place.number });
    return empty;
  });
  return [...tiles.values()];
}

/** Nodes drawn from tiles, by `tileKey`. Throws when a tile or one of its hashes is missing. */
export function nodesOf(tiles: ReadonlyMap<string, readonly Buffer[]>): NodeHash {
  return (level, index) => {
    const place = placeOf(level, index);
    const hashes = tiles.get(tileKey(place))?.slice(place.from, place.to) ?? [];
    if (hashes.length !== place.to - place.from) throw new Error(`The tile ${tileKey(place)} is not whole.`);
    return foldHashes(hashes);
  };
}

/** Names a tile in a map. */
export function tileKey({ level, number }: TileName): string {
  return `${level}/${number}`;
}

/** The hashes of a tile's bytes. */
export function splitHashes(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}
