import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../browser.ts';
import { placeOrder, readAs, rowsOf, sendAs, startDesks } from './desk.ts';

const desks = startDesks();

/** Hands on a keyboard: every key that goes down is counted, and there is no mouse. */
class Hands {
  readonly page: Page;
  strokes = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.strokes++;
      await this.page.keyboard.press(key);
    }
  }

  /** What a person writes in their own words; not counted as keys that work the desk. */
  async write(words: string): Promise<void> {
    await this.page.keyboard.insertText(words);
  }

  /** How many keys a piece of work took. */
  async count(work: () => Promise<void>): Promise<number> {
    const before = this.strokes;
    await work();
    return this.strokes - before;
  }
}

const panelOf = (page: Page) => page.getByRole('complementary', { name: '这一单' });
const headingOf = (page: Page) => panelOf(page).getByRole('heading', { level: 2 });

/** What residents of an invented city ask for in a morning: most of it for volunteers. */
const SERVICES = [
  '厨房水龙头一直滴水，关不上',
  '灯泡坏了够不着，想请人换一下',
  '想学用手机跟外孙女视频',
  '老人卧床三年了，想剪个头发',
  '降压药吃完了，下不了楼，想请人代买',
];
const QUESTION = '老年卡在哪里办，要带什么';
const TWICE = '还是三楼那盏灯，够不着，想请人换';
const DOUBLE = '水龙头滴水，还想找人教手机';
const ELSEWHERE = '想请柳岸那边的人来理发';

/** From here on the page has no mouse: whatever points at it is counted. */
async function watchPointer(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const seen = window as unknown as { pointed: number };
    seen.pointed = 0;
    for (const name of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      window.addEventListener(name, () => seen.pointed++, true);
  });
  await page.reload();
  return () => page.evaluate(() => (window as unknown as { pointed: number }).pointed);
}

describe('a shift at the desk without a mouse', () => {
  it('works off forty orders, the recommended send in at most four keys each', async () => {
    const texts = [
      ...Array.from({ length: 34 }, (_, index) => `${index + 1} 号楼：${SERVICES[index % SERVICES.length]}`),
      ...[1, 2, 3].map((index) => `${QUESTION}（${index}）`),
      TWICE,
      DOUBLE,
      ELSEWHERE,
    ];
    const placed: { id: string; number: string }[] = [];
    for (const text of texts) placed.push(await placeOrder(desks.city, text));
    expect(placed).toHaveLength(40);
    const mine = new Set(placed.map((order) => order.number));

    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    const pointed = await watchPointer(page);
    const hands = new Hands(page);
    await rowsOf(page).first().waitFor();

    /** Y takes the suggestion, 1 the first of those who could, Enter sends. */
    const send = async (number: string) => {
      if ((await panelOf(page).getByRole('button', { name: '采用' }).count()) > 0) await hands.press('y');
      await panelOf(page).getByRole('radiogroup').waitFor();
      await hands.press('1', 'Enter');
      await page.getByText(`${number} 派给了`).waitFor();
    };
    /** Ctrl+K, a few letters, Enter: the deed's dialog is open and the cursor is in it. */
    const open = async (deed: string) => {
      await hands.press('Control+k');
      await page.getByRole('combobox', { name: /^写几个字/ }).waitFor();
      await hands.write(deed);
      await page.getByRole('option', { name: deed, selected: true }).waitFor();
      await hands.press('Enter');
      // The cursor is there to type at once.
      await page.getByRole('dialog', { name: deed }).locator('textarea:focus, input:focus').waitFor();
    };
    const answer = async (number: string) => {
      await hands.press('y');
      await panelOf(page).getByText('正在找人').waitFor();
      await open('答复');
      await hands.write('带身份证到社区站，当天能拿。');
      await hands.press('Tab', 'Enter');
      await page.getByText(`${number} 答复了`).waitFor();
    };
    const merge = async (number: string, into: string) => {
      await open('并成一单');
      await hands.write(into);
      await page
        .getByRole('dialog')
        .getByRole('radio', { name: new RegExp(into) })
        .waitFor();
      // Into the list, choose, past it to the button.
      await hands.press('Tab', ' ', 'Tab', 'Enter');
      await page.getByText(`${number} 并进了 ${into}`).waitFor();
    };
    const split = async (number: string) => {
      await open('拆成两单');
      await hands.write('想找人教手机');
      await hands.press('Tab', 'Enter');
      await page.getByText(`${number} 拆开了`).waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    const handOver = async (number: string) => {
      await open('转给别处');
      await hands.write('柳岸');
      await page.locator('.ant-select-item-option-active').filter({ hasText: '柳岸' }).waitFor();
      await hands.press('Enter');
      await page.getByRole('dialog').getByRole('combobox', { expanded: false }).waitFor();
      await hands.press('Tab', 'Tab', 'Enter');
      await page.getByText(`${number} 转给了柳岸`).waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };

    const keys: number[] = [];
    let [answered, split2, handed, merged] = [0, 0, 0, 0];
    const done = new Set<string>();
    await hands.press('j');
    while (done.size < mine.size) {
      await headingOf(page).waitFor();
      const words = (await headingOf(page).textContent()) ?? '';
      const number = /\d{4}-\d{4}/.exec((await panelOf(page).textContent()) ?? '')?.[0] ?? '';
      if (!mine.has(number) || done.has(number)) {
        await hands.press('j');
        await headingOf(page).filter({ hasNotText: words }).waitFor();
        continue;
      }
      if (words.startsWith(QUESTION)) {
        await answer(number);
        answered++;
      } else if (words === TWICE) {
        await merge(number, placed[1]?.number ?? '');
        merged++;
      } else if (words === ELSEWHERE) {
        await handOver(number);
        handed++;
      } else {
        if (words === DOUBLE) {
          await split(number);
          split2++;
        }
        // One more for the key that came here.
        keys.push(1 + (await hands.count(() => send(number))));
        // Of the notes that are still there only the newest names the key.
        expect(await page.getByRole('button', { name: /^撤回 U/ }).count()).toBe(1);
      }
      done.add(number);
      // A station below the centre has it now; the centre still sees it.
      if (words !== ELSEWHERE) await headingOf(page).filter({ hasText: words }).waitFor({ state: 'detached' });
    }
    expect([answered, merged, handed, split2]).toEqual([3, 1, 1, 1]);
    expect(keys).toHaveLength(35);
    expect(Math.max(...keys)).toBeLessThanOrEqual(4);
    const ends = await page.evaluate(
      (ids) =>
        Promise.all(
          ids.map(async (id) => ((await (await fetch(`/api/v1/orders/${id}`)).json()) as { status: string }).status),
        ),
      placed.map((order) => order.id),
    );
    const count = (status: string) => ends.filter((each) => each === status).length;
    expect({ dispatched: count('dispatched'), answered: count('answered'), merged: count('merged') }).toEqual({
      dispatched: 35,
      answered: 3,
      merged: 1,
    });
    expect(await pointed()).toBe(0);
    expect(faultsOf(page)).toEqual([]);
  });

  it('finds an order in at most twelve keys, from any page', async () => {
    const order = await placeOrder(desks.city, '窗户关不严，夜里灌风');
    const page = await desks.at('zhongxin', { address: '/desk/inbox' });
    const hands = new Hands(page);
    await page.getByRole('heading', { name: '消息' }).waitFor();
    await hands.press('Control+k');
    await page.getByRole('combobox', { name: /^写几个字/ }).waitFor();
    await hands.press(...order.number);
    // Enter may come before the answer does.
    await hands.press('Enter');
    await headingOf(page).filter({ hasText: '窗户关不严' }).waitFor();
    expect(hands.strokes).toBeLessThanOrEqual(12);
    await hands.press('Escape');
    await headingOf(page).waitFor({ state: 'detached' });
    await hands.press('/');
    await page.locator('input:focus').waitFor();
    await hands.write('灌风');
    await hands.press('Enter');
    await page.getByText('“灌风”搜到 1 单').waitFor();
    await hands.press('k');
    await headingOf(page).filter({ hasText: '窗户关不严' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('chooses another than the first by its number, or with A and the arrows', async () => {
    const order = await placeOrder(desks.city, '水龙头拧不紧，想请人看看');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    const hands = new Hands(page);
    await headingOf(page).waitFor();
    await hands.press('y');
    const choices = panelOf(page).getByRole('radio');
    await choices.nth(1).waitFor();
    await hands.press('3');
    expect(await choices.nth(2).isChecked()).toBe(true);
    await hands.press('a', 'ArrowUp');
    expect(await choices.nth(1).isChecked()).toBe(true);
    const name = (await panelOf(page).getByRole('button', { name: /^派给/ }).textContent()) ?? '';
    await hands.press('Enter');
    await page.getByText(`${order.number} ${name.replace(/ ?Enter$/, '').replace('派给', '派给了')}`).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('walks the rows without a navigation for each; the address follows once the hand pauses', async () => {
    await placeOrder(desks.city, '走一走：想请人量血压');
    await placeOrder(desks.city, '走一走：想请人读信');
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).nth(1).waitFor();
    const navigations = await page.evaluate(async () => {
      let count = 0;
      const replace = history.replaceState.bind(history);
      history.replaceState = (...given) => {
        count++;
        replace(...given);
      };
      for (const key of 'jkjkjkjkjk') {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await new Promise((next) => setTimeout(next));
      }
      return count;
    });
    expect(navigations).toBeLessThanOrEqual(5);
    const chosen = page.locator('[role=row][aria-selected=true]');
    const order = (await chosen.getAttribute('id'))?.slice(-36);
    await expect.poll(() => new URL(page.url()).searchParams.get('order')).toBe(order);
    await page.reload();
    await expect.poll(async () => (await chosen.getAttribute('id'))?.slice(-36)).toBe(order);
    expect(faultsOf(page)).toEqual([]);
  });

  it('opens what the hand rests at, and not what it only passes', async () => {
    for (let count = 1; count <= 12; count++) await placeOrder(desks.city, `路过第 ${count} 单：想请人读报`);
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).nth(11).waitFor();
    const read = new Set<string>();
    page.on('request', (request) => {
      const id = /\/api\/v1\/orders\/([0-9a-f-]{36})$/.exec(new URL(request.url()).pathname)?.[1];
      if (id) read.add(id);
    });
    await page.evaluate(async () => {
      for (let step = 0; step < 12; step++) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }));
        await new Promise((next) => setTimeout(next, 20));
      }
    });
    const chosen = page.locator('[role=row][aria-selected=true]');
    await page.locator('[aria-busy=false] > #order-panel').waitFor();
    const order = (await chosen.getAttribute('id'))?.slice(-36) ?? '';
    await expect.poll(() => [...read]).toContain(order);
    // The first, the last, and where a slow machine let the hand rest.
    expect(read.size).toBeLessThanOrEqual(6);
    expect(faultsOf(page)).toEqual([]);
  });

  it('does nothing to the order that was left, however fast keys and clicks come after the step', async () => {
    const order = await placeOrder(desks.city, '水龙头关不紧，等着派人');
    await placeOrder(desks.city, '旁边的一单：想请人读报');
    await sendAs(desks.city, 'shi', order.id, 'triage', {
      nature: 'public_service',
      kind: 'plumbing_electric_minor',
      urgency: 'normal',
    });
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(page).getByRole('radiogroup').waitFor();
    const isLast = (await rowsOf(page).last().getAttribute('id'))?.endsWith(order.id);
    await panelOf(page).getByRole('button', { name: /^派给/ }).focus();
    const deeds: string[] = [];
    page.on('request', (request) => {
      if (/\/actions\/|\/waves$/.test(request.url())) deeds.push(request.url());
    });
    const said = await page.evaluate(
      async (step) => {
        const press = (key: string) =>
          document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        press(step);
        await Promise.resolve();
        const heading = document.querySelector('#order-panel h2');
        const stillThere = heading?.textContent;
        const place = heading?.getBoundingClientRect() ?? new DOMRect();
        const isForClicks = document.elementFromPoint(place.x + 1, place.y + 1)?.closest('#order-panel') !== null;
        for (const key of ['y', '1', 'Enter', 'w']) press(key);
        return { stillThere, isForClicks, focus: document.activeElement?.id };
      },
      isLast ? 'k' : 'j',
    );
    expect(said).toEqual({ stillThere: '水龙头关不紧，等着派人', isForClicks: false, focus: 'queue-rows' });
    await headingOf(page).filter({ hasText: '水龙头关不紧，等着派人' }).waitFor({ state: 'detached' });
    expect(deeds).toEqual([]);
    expect((await readAs(page, order.id)).status).toBe('triaged');
    expect(faultsOf(page)).toEqual([]);
  });

  it('turns single keys off and on again by the keyboard; Ctrl+K and Esc go on working', async () => {
    await placeOrder(desks.city, '下水道有味，想请人看看');
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    const hands = new Hands(page);
    await rowsOf(page).first().waitFor();
    const turn = async (to: 'on' | 'off') => {
      await page.getByRole('dialog', { name: '键盘' }).waitFor();
      const keys = page.getByRole('switch', { name: '单键快捷键' });
      while (!(await keys.evaluate((node) => node === document.activeElement))) await hands.press('Tab');
      await hands.press(' ');
      await expect.poll(() => keys.isChecked()).toBe(to === 'on');
      await hands.press('Escape');
      await page.getByRole('dialog', { name: '键盘' }).waitFor({ state: 'detached' });
    };
    await hands.press('?');
    await turn('off');
    await hands.press('j');
    await page.reload();
    await rowsOf(page).first().waitFor();
    await hands.press('j', '/');
    expect(await rowsOf(page).and(page.locator('[aria-selected=true]')).count()).toBe(0);
    expect(await page.locator('input:focus').count()).toBe(0);
    await hands.press('Control+k');
    await page.getByRole('combobox', { name: /^写几个字/ }).waitFor();
    await hands.write('键盘');
    await hands.press('Enter');
    await turn('on');
    await hands.press('j');
    await headingOf(page).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });
});
