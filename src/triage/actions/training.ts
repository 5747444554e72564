import { inThread } from '../../platform/threads.ts';
import type { KindTaxonomy } from '../model/kinds.ts';
import type { NetworkModel } from '../model/network.ts';
import type { PackedCorrection, Trial } from '../model/trial.ts';

/** What the thread is given: what to learn from (null: nothing is trained), and models to try on what was held back. */
export interface TrainingWork {
  taxonomy: KindTaxonomy;
  corrections: readonly PackedCorrection[] | null;
  heldBack: readonly PackedCorrection[];
  /** As they run, or as bytes of their file. */
  models: readonly (NetworkModel | Uint8Array)[];
}

/** What comes back: the new model's file with how it did, and how the given models did, in their order. */
export interface TrainingAnswer {
  trained: { bytes: Uint8Array; trial: Trial; decidedFrom: number } | null;
  tried: Trial[];
}

/** Trains and tries models in a thread of its own. */
export function workInThread(work: TrainingWork): Promise<TrainingAnswer> {
  return inThread('src/triage/actions/training-thread.ts', work);
}
