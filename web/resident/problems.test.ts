import { expect, it } from 'vitest';
import problemsEn from '../../messages/en/problems.json' with { type: 'json' };
import residentEn from '../../messages/en/resident.json' with { type: 'json' };
import problems from '../../messages/zh-CN/problems.json' with { type: 'json' };
import resident from '../../messages/zh-CN/resident.json' with { type: 'json' };
import { Refusal } from '../ui/api.ts';
import { messagesOf } from '../ui/build-plugins.ts';
import { setMessages } from '../ui/language.ts';
import { UNMET } from './unmet.ts';

/** What the server may answer to what residents, volunteers and leaders do on the phone. */
const met = [
  ...['already_assigned', 'calls_unavailable', 'changed_meanwhile', 'contact_closed', 'full', 'no_question'],
  ...['not_assigned', 'not_in_team', 'not_offered', 'not_started', 'not_yours', 'only_requester_closes'],
  ...['person_unsuitable', 'photo_too_large', 'photo_unknown', 'photo_unreadable', 'place_needed', 'place_unknown'],
  ...['receipt_guesses', 'receipt_unknown', 'receipts_spent', 'started_already', 'taken', 'time_past', 'time_unlikely'],
  ...['too_many_photos', 'two_needed', 'words_fixed', 'wrong_state'],
].map((code) => `orders.${code}`);
const anywhere = Object.keys(problems)
  .filter((key) => /^problem\.(?:platform|web)\./.test(key))
  .map((key) => key.replace('problem.', ''));

it.each([...met, ...anywhere])('a resident reads no machine word about %s', (code) => {
  const params = { most: 6, id: 'a1', seconds: 30 };
  setMessages('zh-CN', { ...problems, ...resident });
  expect(new Refusal(code, 409, { params }).sentence).not.toMatch(/订单|状态|刷新|格式|数据库|服务器|磁盘|[A-Z]{3}|\{/);
  setMessages('en', { ...problemsEn, ...residentEn });
  expect(new Refusal(code, 409, { params }).sentence).not.toMatch(
    /\b(?:state|reload|database|server|disk|format|file)\b|[A-Z]{3}|\{/,
  );
});

it('the phone carries what it can meet and nothing of what only the desk meets', async () => {
  const { load } = messagesOf(['problems'], { unmet: UNMET }) as unknown as {
    load: (this: object, id: string) => Promise<string>;
  };
  const words = await load.call({ addWatchFile: () => undefined }, '\0virtual:linli-messages/zh-CN');
  for (const code of [...met, ...anywhere, 'identity.code_wrong', 'organisation.unit_unknown'])
    expect(words).toContain(`"problem.${code}"`);
  expect(words).not.toMatch(/"problem\.(?:vault|organisation\.import)/);
});
