import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { messagesOf } from '../ui/build-plugins.ts';
import { wordsNamedBy } from '../ui/named-words.ts';
import { firstWords } from './first-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-words-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the words that modules name', () => {
  it('are those of what they import without waiting, whole or by their beginning', async () => {
    const write = (name: string, source: string) => writeFileSync(join(folder, name), source);
    write(
      'page.tsx',
      `import type { Shape } from './shape.ts';
import {
  one,
  two,
} from './part.tsx';
const lazy = () => import('./lazy.tsx');
t('page.title'); say(\`page.status_\${status}\`); say(\`problem.\${code}\`); t('problem.unknown');`,
    );
    write('part.tsx', `export { three } from './deep.ts';\n<Part words="part.words" />;`);
    write('deep.ts', `import './page.tsx';\nconst keys = ['deep.key'];`);
    write('shape.ts', `const key = 'shape.key';`);
    write('lazy.tsx', `t('lazy.key');`);
    const named = await wordsNamedBy([join(folder, 'page.tsx')], ['problem.']);
    const keys = ['page.title', 'page.title.one', 'page.status_open', 'part.words', 'deep.key', 'problem.unknown'];
    expect(keys.filter((key) => !named(key))).toEqual([]);
    expect(['page.more', 'shape.key', 'lazy.key', 'problem.orders.full'].filter(named)).toEqual([]);
  });
});

describe('the words of the phone', () => {
  const words = async (id: string): Promise<Record<string, string>> => {
    const first = () => firstWords(fileURLToPath(new URL('.', import.meta.url)));
    const { load } = messagesOf(['common', 'problems', 'resident', 'notify'], { first }) as unknown as {
      load: (this: object, id: string) => Promise<string>;
    };
    const module = await load.call({ addWatchFile: () => undefined }, `\0virtual:linli-messages/${id}`);
    return JSON.parse(module.replace(/^export default |;$/g, ''));
  };

  it.each(['zh-CN', 'en'])(
    'come in %s with the program where a first page shows them, else later, and none twice',
    async (language) => {
      const [first, later] = [await words(language), await words(`${language}-later`)];
      const onFirstPages = [
        ...['resident.home.title', 'resident.what.title', 'resident.orders.sign_in', 'resident.offers.title'],
        ...['resident.login.do', 'resident.deed.reason.orders.wrong_state', 'status.accepted', 'notify.order_accepted'],
        ...['problem.unknown', 'problem.web.offline', 'resident.petition.forwarded', 'resident.now.closed_no_need'],
      ];
      expect(onFirstPages.filter((key) => first[key] === undefined)).toEqual([]);
      const onLaterPages = ['resident.volunteer.part_morning', 'problem.platform.sign_in', 'resident.data.title'];
      expect(onLaterPages.filter((key) => later[key] === undefined)).toEqual([]);
      expect(Object.keys(first).filter((key) => key in later)).toEqual([]);
      expect(JSON.stringify(first).length).toBeLessThan(JSON.stringify(later).length);
    },
  );
});
