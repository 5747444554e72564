import { parentPort, workerData } from 'node:worker_threads';
import danger from '../../../db/seeds/danger-examples.json' with { type: 'json' };
import examples from '../../../db/seeds/need-examples.json' with { type: 'json' };
import { decodeNetwork, encodeNetwork, learnNetwork } from '../model/network.ts';
import { tryOn } from '../model/trial.ts';
import type { TrainingAnswer, TrainingWork } from './training.ts';

/* Works in a thread of its own, started by `training.ts`: a second or two in which the server answers others. */

function workOff({ corrections, taxonomy, heldBack, models }: TrainingWork): TrainingAnswer {
  const tried = models.map((each) =>
    tryOn((each instanceof Uint8Array ? decodeNetwork(each) : each).kinds, taxonomy, heldBack),
  );
  if (!corrections) return { trained: null, tried };
  const model = learnNetwork(taxonomy, { kinds: examples.examples, danger }, corrections);
  const trial = tryOn(model.kinds, taxonomy, heldBack);
  const { decidedFrom } = model.kinds.calibration;
  return { trained: { bytes: encodeNetwork(model), trial, decidedFrom }, tried };
}

parentPort?.postMessage(workOff(workerData as TrainingWork));
