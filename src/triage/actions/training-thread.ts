import { parentPort, workerData } from 'node:worker_threads';
import examples from '../../../db/seeds/need-examples.json' with { type: 'json' };
import { decodeModel, encodeModel } from '../model/file.ts';
import { learnKinds, tryOn } from '../model/trial.ts';
import type { TrainingAnswer, TrainingWork } from './training.ts';

/* Works in a thread of its own, started by `training.ts`: a second or two in which the server answers others. */

function workOff({ corrections, taxonomy, heldBack, models }: TrainingWork): TrainingAnswer {
  const tried = models.map((each) => tryOn(each instanceof Uint8Array ? decodeModel(each) : each, taxonomy, heldBack));
  if (!corrections) return { trained: null, tried };
  const model = learnKinds(taxonomy, examples.examples, corrections);
  const trial = tryOn(model, taxonomy, heldBack);
  return { trained: { bytes: encodeModel(model), trial, decidedFrom: model.calibration.decidedFrom }, tried };
}

parentPort?.postMessage(workOff(workerData as TrainingWork));
