import { correctDanger, type DangerExamples, type Ear, trainEar } from './danger.ts';
import { type Grams, unpackGrams } from './features.ts';
import { decodeModel, encodeModel, isModelFile } from './file.ts';
import { type KindExamples, type KindTaxonomy, trainKinds } from './kinds.ts';
import { correctCounted, type Model } from './model.ts';
import type { PackedCorrection } from './trial.ts';

/** What a network has learned: a model of its taxonomy's kinds, and an ear for danger. */
export interface NetworkModel {
  kinds: Model;
  /** Null where the taxonomy has hardly any emergencies, or an older version kept the model. */
  ear: Ear | null;
}

/** What the project wrote to begin with. */
export interface Seeds {
  kinds: KindExamples;
  danger: DangerExamples;
}

/** Learns both from the taxonomy's words, from what was written to begin with and from corrections as they are kept. */
export function learnNetwork(
  taxonomy: Pick<KindTaxonomy, 'kinds'>,
  seeds: Seeds,
  corrections: readonly PackedCorrection[],
): NetworkModel {
  const learned = corrections.map(({ kind, grams }) => ({ grams: unpackGrams(grams), label: kind }));
  return {
    kinds: trainKinds(taxonomy.kinds, seeds.kinds, learned),
    ear: trainEar(taxonomy.kinds, seeds.kinds, seeds.danger, learned),
  };
}

/** Learns one corrected message at once, if the kind is one that it knows; others wait for a training. */
export function correctNetwork({ kinds, ear }: NetworkModel, grams: Grams, kind: string): void {
  if (!kinds.labels.includes(kind)) return;
  correctCounted(kinds, grams, kind);
  if (ear) correctDanger(ear, grams, ear.kind.labels.includes(kind) ? kind : null);
}

/** The bytes of a network's model: of each model in it the length of its file (32 bits, little endian) and the file. */
export function encodeNetwork({ kinds, ear }: NetworkModel): Uint8Array {
  const files = [kinds, ...(ear ? [ear.danger, ear.kind] : [])].map(encodeModel);
  return Buffer.concat(
    files.flatMap((file) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(file.length);
      return [length, file];
    }),
  );
}

/** Reads them; also the single file that versions without an ear kept. Problem `triage.bad_model` says why they are none. */
export function decodeNetwork(bytes: Uint8Array): NetworkModel {
  if (isModelFile(bytes)) return { kinds: decodeModel(bytes), ear: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const models: Model[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + view.getUint32(at, true);
    models.push(decodeModel(bytes.subarray(at + 4, end)));
    at = end;
  }
  const [kinds, danger, kind] = models;
  return { kinds: kinds ?? decodeModel(bytes), ear: danger && kind ? { danger, kind } : null };
}
