import { Problem } from '../../shared/problem.ts';

/** At least so many characters (OWASP ASVS 5.0 V6.2.1 asks for 8 and recommends 15; a second factor stands beside). */
export const PASSWORD_LENGTH = 12;

/**
 * Pieces that the passwords people choose most are made of, in reading of `simplify`. A password is refused when hardly
 * anything is left without them, the username, repeated signs and runs like `12345` or `qwerty`: that covers the longer
 * passwords of the usual lists (`password1234`, `qwertyuiop123`, `Iloveyou2024!`, `woaini5201314`) without carrying one.
 */
const COMMON_PIECES = [
  'password',
  'passwort',
  'passwd',
  'pass',
  'admin',
  'administrator',
  'root',
  'user',
  'login',
  'welcome',
  'hello',
  'letmein',
  'changeme',
  'change',
  'default',
  'secret',
  'master',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'superman',
  'batman',
  'sunshine',
  'princess',
  'iloveyou',
  'love',
  'you',
  'trustno',
  'starwars',
  'computer',
  'internet',
  'samsung',
  'michael',
  'jordan',
  'charlie',
  'shadow',
  'whatever',
  'freedom',
  'flower',
  'summer',
  'winter',
  'spring',
  'autumn',
  'test',
  'demo',
  'temp',
  'guest',
  'system',
  'server',
  'google',
  'facebook',
  'wechat',
  'weixin',
  'qqcom',
  'taobao',
  'alibaba',
  'tencent',
  'woaini',
  'woaiwojia',
  'nihao',
  'zhongguo',
  'china',
  'beijing',
  'shanghai',
  'taiyuan',
  'shanxi',
  'mima',
  'aini',
  'linli',
  'zhiyuan',
  'zhiyuanzhe',
  'wenming',
  'shequ',
  'qwerty',
  'qwertyuiop',
  'asdfgh',
  'asdfghjkl',
  'zxcvbn',
  'zxcvbnm',
  'qazwsx',
  'qazwsxedc',
  'onetwothree',
  'abc',
  'abcd',
  'asdf',
  'qwer',
  'zxcv',
  '5201314',
  '520',
  '1314',
  '123',
  '321',
  '666',
  '888',
  'january',
  'february',
  'march',
  'april',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
].sort((a, b) => b.length - a.length);
const KEYBOARD = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '01234567890',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];
const LEET: Record<string, string> = { '@': 'a', $: 's', '!': 'i', '0': 'o', '1': 'l', '3': 'e', '5': 's', '7': 't' };
/** Characters that must remain when everything usual is taken away. */
const LEAST_LEFT = 6;

/** Why a password is refused, or null. Problem `identity.password_weak` (422), with `reason` short, long or common. */
export function refusalOfPassword(password: string, username: string): Problem | null {
  const reason = weakness(password.normalize('NFKC'), username.toLowerCase());
  if (!reason) return null;
  return new Problem(
    'identity.password_weak',
    422,
    `This password is easy to guess. Take at least ${PASSWORD_LENGTH} characters that are no well-known word or row of keys, for example four words of your own.`,
    { field: '/password', params: { reason, least: PASSWORD_LENGTH } },
  );
}

function weakness(password: string, username: string): 'short' | 'long' | 'common' | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH) return 'short';
  if (length > 200) return 'long';
  const lower = password.toLowerCase();
  const readings = [lower, [...lower].map((sign) => LEET[sign] ?? sign).join('')];
  return readings.some((reading) => whatIsLeft(reading, username) < LEAST_LEFT) ? 'common' : null;
}

function whatIsLeft(password: string, username: string): number {
  let left = username.length > 2 ? password.replaceAll(username, ' ') : password;
  for (const piece of COMMON_PIECES) left = left.replaceAll(piece, ' ');
  left = left.replace(/(.)\1{2,}/g, ' ').replace(/(19|20)\d\d/g, ' ');
  return countDistinctive(left.replace(/[^\p{L}\p{N}]/gu, ' '));
}

/** Characters that do not merely continue a row of the keyboard or the alphabet, either way. */
function countDistinctive(text: string): number {
  let count = 0;
  for (const word of text.split(' ')) {
    for (let at = 0; at < word.length; at++) {
      const two = word.slice(at - 1, at + 1);
      const runs = at > 0 && KEYBOARD.some((row) => row.includes(two) || row.includes([...two].reverse().join('')));
      if (!runs) count += 1;
    }
  }
  // The same few signs again and again are one idea, not many.
  return Math.min(count, new Set(text.replaceAll(' ', '')).size + 1);
}
