import Type, { type Static } from 'typebox';
import { Id, Nullable } from './shapes.ts';

/** What somebody without an account complains of. No phone, no name, no photo: nobody stands behind it. */
export const NewReceipt = Type.Object(
  {
    text: Type.String({ minLength: 2, maxLength: 4000, description: 'what happened, in their own words' }),
    placeUnitId: Type.String({ format: 'uuid', description: 'community where it happened' }),
    place: Type.Optional(Type.String({ maxLength: 200, description: 'where exactly; sealed' })),
  },
  { additionalProperties: false },
);
export type NewReceipt = Static<typeof NewReceipt>;

/** The receipt of a petition. */
export const ReceiptPlaced = Type.Object({
  id: Id,
  number: Type.String(),
  code: Nullable(
    Type.String({ description: 'shown this once; null when it was sent again after the code had been used' }),
  ),
  callFirst: Nullable(Type.String({ description: '110, 119 or 120: the number to call at once' })),
});
export type ReceiptPlaced = Static<typeof ReceiptPlaced>;

/** The code of a receipt, as it was written down. */
export const ReceiptCode = Type.Object(
  { code: Type.String({ minLength: 24, maxLength: 60, description: '24 digits; blanks and hyphens do not matter' }) },
  { additionalProperties: false },
);

/** Which petition it is. */
export const ReceiptPetition = Type.Object({ id: Id });
