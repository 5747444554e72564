import Type, { type Static } from 'typebox';

/**
 * Problems of triage: `triage.too_few_labels`, `triage.unknown_label`, `triage.bad_model` (the command line's);
 * `triage.no_model` (404): this model does not exist; `triage.training` (409): a model is being trained or tried already.
 */

const Share = Type.Number({ minimum: 0, maximum: 1 });

/** How a model did on corrections that it had not learned from. */
export const ModelFigures = Type.Object({
  tried: Type.Integer({ description: 'corrections held back that it was tried on' }),
  kind: Share,
  topThree: Type.Number({ description: 'share whose kind was among the three likeliest' }),
  nature: Share,
  macroF1: Type.Union([Share, Type.Null()], {
    description: 'mean F1 over the kinds that were right or said; null: tried before it was measured',
  }),
  decided: Type.Union([Share, Type.Null()], { description: 'share whose kind it was sure enough to fill in' }),
  decidedRight: Type.Union([Share, Type.Null()], { description: 'share of those that was right' }),
});
export type ModelFigures = Static<typeof ModelFigures>;

/** A model of the network's kinds, without its weights. */
export const TriageModel = Type.Object({
  id: Type.String({ format: 'uuid' }),
  status: Type.Union([Type.Literal('candidate'), Type.Literal('running'), Type.Literal('retired')]),
  madeAt: Type.String({ format: 'date-time' }),
  madeBy: Type.Union([Type.String(), Type.Null()], { description: 'name; null: the program, from the seeds' }),
  corrections: Type.Integer({ description: 'corrections it was trained with; it goes on learning while it runs' }),
  figures: ModelFigures,
  runningFigures: Type.Union([ModelFigures, Type.Null()], { description: 'of the one that ran then, on the same' }),
  triedAt: Type.String({ format: 'date-time', description: 'when the figures were measured' }),
  decidedFrom: Type.Number({ description: 'probability from which on a kind is filled in; above 1: never' }),
  promotedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  promotedBy: Type.Union([Type.String(), Type.Null()], { description: 'name; null: the program, or nobody yet' }),
});
export type TriageModel = Static<typeof TriageModel>;

/** All models of a network, newest first, and how much there is to learn from. */
export const TriageModels = Type.Object({
  items: Type.Array(TriageModel),
  corrections: Type.Integer({ description: 'to learn from' }),
  heldBack: Type.Integer({ description: 'kept to compare on' }),
  examples: Type.Integer({ description: 'sentences of the program’s own that each training learns too' }),
  training: Type.Boolean({ description: 'this server trains or tries one now' }),
  failedAt: Type.Union([
    Type.String({
      format: 'date-time',
      description: 'when the last training or trial came to nothing; null: it did not',
    }),
    Type.Null(),
  ]),
});
export type TriageModels = Static<typeof TriageModels>;

const Likelihoods = Type.Array(Type.Object({ label: Type.String(), probability: Share }), { maxItems: 3 });

/** What a message could be: of each question the three likeliest, falling. */
export const LikelyShape = Type.Object({
  kinds: Likelihoods,
  categories: Likelihoods,
  natures: Likelihoods,
  urgencies: Likelihoods,
});

/** The units that a message may be about. */
export const PlacesShape = Type.Array(
  Type.Object({
    unitId: Type.String({ format: 'uuid' }),
    probability: Type.Number({ description: '0 to 1; what is left is for an unknown place' }),
    words: Type.Array(Type.String(), {
      description: 'the names that spoke for it; empty: only where its writer lives did',
    }),
  }),
  { description: 'the units that the words are about, likeliest first, at most three' },
);
