import { createHash } from 'node:crypto';
import { Problem } from '../../shared/problem.ts';
import { longestGram } from './features.ts';
import { addKey, openTable } from './key-table.ts';
import { type Model, openScratch } from './model.ts';
import { worthSteps } from './rows.ts';

/**
 * The model file, little endian: the word `LINLITRI`, the length of the header, the header (JSON, filled with blanks to
 * a multiple of four), then for each feature its hash (32 bits), its worth (16 bits, in steps of 1/2048) and its weights
 * (8 bits a class: the sign and the square root of the share of the class's largest), and the SHA-256 of all before.
 */
const word = 'LINLITRI';
const version = 2;
const largest = 8_000_000;
const roomForHeader = 200_000;
const digestBytes = 32;

interface Header {
  version: number;
  grams: number;
  features: number;
  labels: string[];
  /** Largest weight and offset of each class. */
  scale: number[];
  offset: number[];
  slope: number;
  decidedFrom: number;
}

/** How many features a model of so many classes may have, that its file stays under 8 MB. */
export function mostFeatures(classes: number): number {
  return Math.floor((largest - roomForHeader) / (6 + classes));
}

/** Weights as the file will give them back; offsets stay as they are. */
export function rounded(weights: Float32Array, classes: number): Float32Array {
  const scale = scales(weights, classes);
  const offset = weights.length - classes;
  return weights.map((weight, at) =>
    at < offset ? unpacked(packed(weight, scale[at % classes]!), scale[at % classes]!) : weight,
  );
}

/** The bytes of a model. One that was trained comes back the same; one that was corrected, but for rounding. */
export function encodeModel(model: Model): Uint8Array {
  const classes = model.labels.length;
  const features = model.table.size;
  const scale = scales(model.weights, classes);
  const offset = features * classes;
  const header: Header = {
    version,
    grams: longestGram,
    features,
    labels: [...model.labels],
    scale,
    offset: [...model.weights.subarray(offset)],
    ...model.calibration,
  };
  const json = Buffer.from(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 4) * 4;
  const bytes = Buffer.alloc(12 + headerBytes + features * (6 + classes) + digestBytes, ' ');
  bytes.write(word, 0, 'latin1');
  bytes.writeUInt32LE(headerBytes, 8);
  json.copy(bytes, 12);
  let at = 12 + headerBytes;
  for (let feature = 0; feature < features; feature++, at += 4) bytes.writeUInt32LE(model.table.keys[feature]!, at);
  for (let feature = 0; feature < features; feature++, at += 2)
    bytes.writeUInt16LE(Math.round(model.worth[feature]! * worthSteps), at);
  for (let weight = 0; weight < offset; weight++, at++)
    bytes.writeInt8(packed(model.weights[weight]!, scale[weight % classes]!), at);
  createHash('sha256').update(bytes.subarray(0, at)).digest().copy(bytes, at);
  return bytes;
}

/** Whether bytes begin as a model's do. */
export function isModelFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', 0, 8) === word;
}

/** Reads a model's bytes. Problem `triage.bad_model` says why they are none. */
export function decodeModel(input: Uint8Array): Model {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length < 12 + digestBytes || !isModelFile(bytes)) throw bad('not a model of linli triage');
  const end = bytes.length - digestBytes;
  if (!createHash('sha256').update(bytes.subarray(0, end)).digest().equals(bytes.subarray(end)))
    throw bad('damaged: its checksum does not match');
  const headerBytes = bytes.readUInt32LE(8);
  const header = JSON.parse(bytes.toString('utf8', 12, 12 + headerBytes)) as Header;
  if (header.version !== version || header.grams !== longestGram)
    throw bad(`of version ${header.version}, not ${version}`);
  const { features, labels, scale } = header;
  const classes = labels.length;
  if (12 + headerBytes + features * (6 + classes) !== end) throw bad('not as long as it says');
  const table = openTable(features);
  const worth = new Float32Array(features);
  const weights = new Float32Array((features + 1) * classes);
  const worthAt = 12 + headerBytes + features * 4;
  const weightsAt = worthAt + features * 2;
  for (let feature = 0; feature < features; feature++) {
    addKey(table, bytes.readUInt32LE(12 + headerBytes + feature * 4));
    worth[feature] = bytes.readUInt16LE(worthAt + feature * 2) / worthSteps;
  }
  for (let weight = 0; weight < features * classes; weight++)
    weights[weight] = unpacked(bytes.readInt8(weightsAt + weight), scale[weight % classes]!);
  weights.set(header.offset, features * classes);
  const calibration = { slope: header.slope, decidedFrom: header.decidedFrom };
  return { labels, table, worth, weights, calibration, scratch: openScratch(classes) };
}

function bad(reason: string): Problem {
  return new Problem('triage.bad_model', 422, `This file is ${reason}. Train one with linli triage train.`, {
    params: { reason },
  });
}

function scales(weights: Float32Array, classes: number): number[] {
  const scale = new Array<number>(classes).fill(0);
  for (let at = 0; at < weights.length - classes; at++)
    scale[at % classes] = Math.max(scale[at % classes]!, Math.abs(weights[at]!));
  return scale;
}

function packed(weight: number, scale: number): number {
  return scale === 0 ? 0 : Math.sign(weight) * Math.round(127 * Math.sqrt(Math.abs(weight) / scale));
}

function unpacked(level: number, scale: number): number {
  return Math.sign(level) * (level / 127) ** 2 * scale;
}
