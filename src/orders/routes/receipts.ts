import type { FastifyInstance } from 'fastify';
import { route, signedIn } from '../../platform/http/route.ts';
import { claimPetition, complainWithReceipt, petitionOfHolder } from '../actions/receipts.ts';
import { NewReceipt, ReceiptCode, ReceiptPetition, ReceiptPlaced } from '../schema/receipts.ts';

/** Nobody writes so fast; a flood does. The day has its own limits. */
const COMPLAINTS_PER_MINUTE = 6;

/** Complaining without an account, and what a receipt's code opens. */
export function receiptRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/receipts',
    permission: 'anyone',
    summary: 'Complain in confidence without an account; the answer holds the one code that opens it again',
    tag: 'petitions',
    body: NewReceipt,
    response: ReceiptPlaced,
    status: 201,
    limitPerMinute: COMPLAINTS_PER_MINUTE,
    handle: async ({ context, networkId, body, address, attempt }) => ({
      body: await complainWithReceipt(context, body, { networkId, address, attempt }),
    }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/receipt',
    permission: 'signed_in',
    receipt: true,
    summary: 'Which petition the code opens (`Authorization: Receipt …`); its routes take the same',
    tag: 'petitions',
    response: ReceiptPetition,
    handle: async (call) => ({ body: petitionOfHolder(signedIn(call)) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/receipts',
    permission: 'signed_in',
    summary: 'Take a petition into one’s account by its code, which ends with it',
    tag: 'petitions',
    body: ReceiptCode,
    response: ReceiptPetition,
    handle: async (call) => ({
      body: await claimPetition(
        call.context,
        signedIn(call),
        { code: call.body.code, address: call.address },
        call.attempt,
      ),
    }),
  });
}
