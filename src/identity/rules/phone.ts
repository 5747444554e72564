import { Problem } from '../../shared/problem.ts';

/**
 * A phone number in the one form it is kept in: mainland numbers as bare digits, others as `+` and digits. Example:
 * `+86 138-0000-0001` gives `13800000001`. Problem `identity.phone_malformed` (400). Mainland numbers by the national
 * numbering plan (电信网编号计划, 2017): mobiles 1, 3 to 9, nine more; landlines with their area code.
 */
export function normalisePhone(text: string): string {
  const digits = text.replace(/[\s-]/g, '').replace(/^(\+86|0086)(?=\d)/, '');
  const landline = /^0(10|2\d|[3-9]\d{2})\d{7,8}$/;
  const service = /^(1\d{4}|400\d{7}|800\d{7})$/;
  if (isMobile(digits) || landline.test(digits) || service.test(digits) || /^\+[1-9]\d{6,14}$/.test(digits))
    return digits;
  throw new Problem(
    'identity.phone_malformed',
    400,
    'This is not a phone number. Write all its digits, with the area code.',
    {
      field: '/phone',
    },
  );
}

/** Whether a number in the kept form can receive a text message: a mainland mobile. */
export function isMobile(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone);
}

/** A number that its owner recognises and nobody else can call. Example: `13800000001` gives `138****0001`. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
