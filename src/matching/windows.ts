import { type Incumbent, pullApart, takeApart } from './apart.ts';
import { type Flow, objectiveOf } from './flow.ts';
import { improve } from './improve.ts';
import { ownedFlow } from './resolve.ts';
import { dualObjective, resultOf } from './result.ts';
import type { Instance, ResultFile } from './schema.ts';
import { SlotPrices } from './slot-prices.ts';
import { type Budget, solveOpen } from './solve.ts';

/** Rounds of price setting at most, where the caller sets no time. */
const roundsAtMost = 160;
/** An allowed assignment is made from the prices every so many rounds. */
const roundsApart = 5;

/** Below this gap, as a share, each better assignment is improved place by place. */
const closeShare = 0.002;

/**
 * Assignment in which nobody is in two places at once, with a bound that `verify` can prove.
 * At most one of the orders that need a volunteer in a slot can have them (a clique). Each such rule gets a price,
 * raised while it is broken and lowered while it is paid for nothing; with prices on slots the problem is the one
 * without windows, solved exactly again around each change, and its value less all prices bounds every allowed
 * assignment from below. After each few rounds what still overlaps is taken apart on a copy, which gives an allowed
 * assignment; the best of them is the answer. (Lagrangian relaxation: M. L. Fisher, Management Science 27, 1981.)
 */
export function solveWindows(instance: Instance, budget: Budget = {}): ResultFile {
  const isOver = () => budget.isTimeUp?.() === true;
  const flow = ownedFlow(instance);
  const isSolved = solveOpen(flow, budget.isTimeUp ? { isTimeUp: budget.isTimeUp } : {});
  const prices = new SlotPrices(instance, flow);
  let proof = proofOf(flow, prices);
  let incumbent = isSolved ? takeApart(flow, instance, isOver) : pullApart(flow, instance, isOver);
  const tell = () => budget.onAnswer?.({ objective: incumbent.objective, lowerBound: proof.lowerBound });
  tell();
  const rounds = budget.isTimeUp ? Number.POSITIVE_INFINITY : roundsAtMost;
  for (let round = 1; isSolved && round <= rounds; round++) {
    if (isOver() || incumbent.objective === proof.lowerBound) break;
    const moved = prices.adjust(isOver);
    const lowerBound = dualObjective(flow) - prices.total;
    if (lowerBound > proof.lowerBound) proof = proofOf(flow, prices);
    if (moved > 0 && round % roundsApart > 0 && round < rounds) continue;
    const found = takeApart(flow, instance, isOver);
    if (found.objective < incumbent.objective) {
      incumbent = found;
      if (incumbent.objective < proof.lowerBound + closeShare * Math.abs(proof.lowerBound)) {
        improve(incumbent.flow, instance, isOver);
        incumbent.objective = objectiveOf(incumbent.flow);
      }
    }
    tell();
    if (moved === 0) break;
  }
  return answerOf(incumbent, proof, prices);
}

/** Duals and slot prices at some moment, with the bound that they prove. */
interface Proof {
  lowerBound: number;
  value: Int32Array;
  price: Int32Array;
  multipliers: number[];
}

function proofOf(flow: Flow, prices: SlotPrices): Proof {
  return {
    lowerBound: dualObjective(flow) - prices.total,
    value: flow.value.slice(),
    price: flow.price.slice(),
    multipliers: prices.copy(),
  };
}

function answerOf(
  { flow }: Incumbent,
  { lowerBound, value, price, multipliers }: Proof,
  prices: SlotPrices,
): ResultFile {
  const result = resultOf({ ...flow, value, price }, 0);
  return { ...result, windows: true, lowerBound, cliques: prices.list(multipliers) };
}
