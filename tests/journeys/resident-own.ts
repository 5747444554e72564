import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { arriveAt, signIn, Taps } from './phone.ts';
import { act, asked, newPhone, offeredTo, type Phones, RESIDENT, served, VOLUNTEER } from './resident.ts';

/** What residents do with their own orders, photos and data. */
export function ownOrders(phones: Phones): void {
  describe('photos', () => {
    it('go up with the order, are seen before and after, and a broken one loses nothing', async () => {
      const page = await phones.phoneOf(RESIDENT);
      const picture = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#2a7' } })
        .jpeg()
        .toBuffer();
      await page.goto('/order');
      await page.getByLabel('用您自己的话说').fill('厨房的柜门掉了，想请人装上。');
      await page.getByRole('link', { name: '先拍张照片' }).click();
      await arriveAt(page, '要加照片吗？');
      const chooser = page.getByLabel('拍照或选照片');
      await chooser.setInputFiles([
        { name: 'cupboard.jpg', mimeType: 'image/jpeg', buffer: picture },
        { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is no picture') },
      ]);
      await page.getByRole('alert').getByText('broken.jpg 打不开，换一张照片。').waitFor();
      await page.getByRole('img', { name: '照片 1' }).waitFor();
      expect(await page.getByRole('img').count()).toBe(1);
      expect(await axeViolations(page)).toEqual([]);
      await page.reload();
      await page.getByRole('button', { name: '下一步' }).click();
      // A photo takes the place of no question.
      await arriveAt(page, '想要什么帮忙？');
      await page.getByRole('link', { name: '照片 1 张' }).waitFor();
      expect(await page.getByLabel('用您自己的话说').inputValue()).toBe('厨房的柜门掉了，想请人装上。');
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByRole('button', { name: '换一个' }).waitFor();
      await page.getByRole('button', { name: '下一步' }).click();
      await page
        .getByRole('button', { name: '今天' })
        .or(page.getByRole('button', { name: '明天' }))
        .first()
        .click();
      await arriveAt(page, '看一看，对不对');
      await page.getByText('1 张').waitFor();
      expect(await page.getByRole('img', { name: '照片 1' }).evaluate(widthOf)).toBeGreaterThan(0);
      // The first try loses the server's answer: the photo goes up once all the same.
      await page.route('**/api/v1/photos', async (route) => {
        await route.fetch().catch(() => undefined);
        await route.abort('connectionreset');
      });
      await page.getByRole('button', { name: '发出去' }).click();
      await page.getByText('没有连上网。').waitFor();
      await page.unroute('**/api/v1/photos');
      await page.getByRole('button', { name: '再试一次' }).click();
      await arriveAt(page, '发出去了');
      await page.getByRole('link', { name: '看这一单' }).click();
      const shown = page.getByRole('img', { name: '照片 1' });
      await shown.scrollIntoViewIfNeeded();
      await expect.poll(() => shown.evaluate(widthOf)).toBe(1600);
      expect(await page.getByRole('img', { name: /照片/ }).count()).toBe(1);
      expect(faultsOf(page)).toEqual([]);
    });

    it('that the server forgot, or refuses, are told of, and all that was written stays', async () => {
      const page = await phones.phoneOf(RESIDENT);
      const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#27a' } })
        .png()
        .toBuffer();
      await page.goto('/order/photos');
      await page.getByLabel('拍照或选照片').setInputFiles({ name: 'tap.png', mimeType: 'image/png', buffer: picture });
      await page.getByRole('img', { name: '照片 1' }).waitFor();
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByLabel('用您自己的话说').fill('想请人看看阳台的晾衣架。');
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByRole('button', { name: '换一个' }).waitFor();
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByRole('button', { name: '明天' }).click();
      // What comes out of the phone is no picture any more.
      await page.route('**/api/v1/photos', (route) =>
        route.continue({ postData: Buffer.from('no picture'), headers: route.request().headers() }),
      );
      await page.getByRole('button', { name: '发出去' }).click();
      await page.getByRole('alert').getByText('这张照片打不开').waitFor();
      await page.unroute('**/api/v1/photos');
      await page.reload();
      await page.getByText('想请人看看阳台的晾衣架。').waitFor();
      await page.getByText('1 张').waitFor();
      await page.getByRole('button', { name: '发出去' }).click();
      await arriveAt(page, '发出去了');
    });
  });

  describe('one’s own orders', () => {
    it('are ordered again in three taps', async () => {
      const phone = newPhone();
      await asked(phones, phone, '想请人陪我去医院拿药。', { kind: 'medical_escort' });
      const page = await phones.phoneOf(phone);
      await page.getByRole('heading', { name: '再来一次' }).waitFor();
      const taps = new Taps(page);
      await taps.button('陪我去医院');
      await arriveAt(page, '什么时候？');
      await taps.button('明天');
      await page.getByText('想请人陪我去医院拿药。').waitFor();
      await taps.button('发出去');
      await arriveAt(page, '发出去了');
      expect(taps.count).toBe(3);
    });

    it('are not asked again by an answer that comes when one has gone on', async () => {
      const phone = newPhone();
      await asked(phones, phone, '想请人陪我去医院拿药。', { kind: 'medical_escort' });
      const page = await phones.phoneOf(phone);
      await page.goto('/');
      const again = page.getByRole('button', { name: '陪我去医院' });
      await again.waitFor();
      let letAnswer = () => {};
      const gone = new Promise<void>((resolve) => {
        letAnswer = resolve;
      });
      await page.route(/\/api\/v1\/orders\/[^/]+$/, async (route) => {
        await gone;
        await route.continue();
      });
      await again.click();
      await page.getByRole('link', { name: '我', exact: true }).click();
      const signOut = page.getByRole('button', { name: '退出登录' });
      await signOut.waitFor();
      const answered = page.waitForResponse(/\/api\/v1\/orders\/[^/]+$/);
      letAnswer();
      await (await answered).finished();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
      expect(new URL(page.url()).pathname).toBe('/me');
      expect(await page.evaluate(() => localStorage.getItem('linli.draft'))).toBeNull();
      expect(faultsOf(page)).toEqual([]);
    });

    it('are asked again for whom they were, and throw nothing away that was begun', async () => {
      const phone = newPhone();
      const onBehalfOf = { name: '演示老人', relation: 'parent', consent: 'spoken' };
      await asked(phones, phone, '想请人陪我妈去医院拿药。', { kind: 'medical_escort', onBehalfOf });
      const page = await phones.phoneOf(phone);
      await page.goto('/order');
      await page.getByLabel('用您自己的话说').fill('窗户关不严，想请人看看。');
      await page.getByRole('link', { name: '首页' }).click();
      await page.getByRole('button', { name: '陪我去医院' }).click();
      await page.getByRole('dialog', { name: '上次写的不要了？' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: '接着写' }).waitFor();
      await page.getByRole('button', { name: '陪我去医院' }).click();
      await page.getByRole('button', { name: '不要了，重新点' }).click();
      await arriveAt(page, '给谁点？');
      expect(await page.getByLabel('怎么称呼').inputValue()).toBe('演示老人');
      expect(await page.getByLabel('对方同意我替他点').isChecked()).toBe(false);
      await page.getByLabel('父母长辈').check();
      await page.getByLabel('对方同意我替他点').check();
      await page.getByRole('button', { name: '下一步' }).click();
      await arriveAt(page, '什么时候？');
      await page.getByRole('button', { name: '明天' }).click();
      await arriveAt(page, '看一看，对不对');
      await page.getByText('演示老人').waitFor();
      await page.getByText('想请人陪我妈去医院拿药。').waitFor();
      expect(faultsOf(page)).toEqual([]);
    });

    it('that were begun do not stay on the phone of somebody who signs out', async () => {
      const page = await phones.open();
      await signIn(page, newPhone());
      await page.goto('/order');
      await page.getByLabel('用您自己的话说').fill('楼道的灯不亮，我要反映。');
      await page.goto('/me');
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByRole('dialog').getByText('没发出去的都会清掉：没写完的单，写了一半的话。').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '清掉，退出' }).click();
      await arriveAt(page, '要帮忙吗？');
      await page.getByRole('main').getByRole('link', { name: '登录' }).waitFor();
      expect(await page.evaluate(() => localStorage.getItem('linli.draft'))).toBeNull();
      await page.goto('/order');
      expect(await page.getByLabel('用您自己的话说').inputValue()).toBe('');
    });

    it('that were begun can be thrown away', async () => {
      const page = await phones.open();
      await page.goto('/order');
      await page.getByLabel('用您自己的话说').fill('楼道的灯不亮，我要反映。');
      await page.getByLabel('这是投诉，或者要反映问题').check();
      await page.getByRole('link', { name: '首页' }).click();
      await page.getByRole('button', { name: '不写了，删掉' }).click();
      await page.getByRole('dialog', { name: '写的都删掉？' }).getByRole('button', { name: '删掉' }).click();
      await page.getByRole('link', { name: '接着写' }).waitFor({ state: 'detached' });
      expect(await page.evaluate(() => localStorage.getItem('linli.draft'))).toBeNull();
      await page.getByRole('link', { name: '我要点单' }).click();
      expect(await page.getByLabel('这是投诉，或者要反映问题').isChecked()).toBe(false);
      expect(faultsOf(page)).toEqual([]);
    });

    it('are reviewed in one tap from the message that they are done', async () => {
      const phone = newPhone();
      const order = await asked(phones, phone, '想请人陪我去医院换药。');
      await served(phones, VOLUNTEER, order);
      const page = await phones.phoneOf(phone);
      await page.goto(`/orders/${order.id}/review`);
      const taps = new Taps(page);
      await taps.button('解决了，很好');
      await page.getByText('办好了，您说解决了。').first().waitFor();
      expect(taps.count).toBe(1);
    });

    it('are done again when they were not solved, and then looked at from above', async () => {
      const phone = newPhone();
      const order = await asked(phones, phone, '想请人陪我去医院看腿。');
      await served(phones, VOLUNTEER, order);
      const page = await phones.phoneOf(phone);
      const notSolved = async (told: RegExp, words: string) => {
        await page.goto(`/orders/${order.id}/review`);
        await page.getByRole('button', { name: '没解决', exact: true }).click();
        await page.getByText(told).waitFor();
        await page.getByRole('button', { name: '说完了' }).click();
        await page.getByText('挑一个。').waitFor();
        await page.getByLabel('不太好').check();
        await page.getByLabel('哪里没解决').fill(words);
        await page.getByRole('button', { name: '说完了' }).click();
      };
      await notSolved(/中心会重新找人办/, '只走到一半。');
      await page.getByText('您说没解决，中心正在重新找人。').first().waitFor();
      await page.getByText('只走到一半。').waitFor();
      await served(phones, VOLUNTEER, order);
      await page
        .getByText(/说办好了。您看解决了吗？/)
        .first()
        .waitFor();
      await page.route('**/actions/review', (route) => route.abort('connectionreset'));
      await notSolved(/交给上一级看着办/, '还是没看成。');
      await page.getByText('没有连上网。').waitFor();
      await page.unroute('**/actions/review');
      await page.getByRole('button', { name: '再试一次' }).click();
      await page.getByText('您说还是没解决，上一级在看。').first().waitFor();
      expect(faultsOf(page)).toEqual([]);
    });

    it('are changed with what is wrong said at its field, by the page and by the server', async () => {
      const phone = newPhone();
      const order = await asked(phones, phone, '想请人帮我看看电饭锅。');
      const page = await phones.phoneOf(phone);
      await page.goto(`/orders/${order.id}/change`);
      const faulty = async (label: string, words: string, why: string) => {
        const field = page.getByLabel(label);
        // The page itself lets nobody write more than the server takes.
        await field.evaluate((each) => each.removeAttribute('maxlength'));
        await field.fill(words);
        await page.getByRole('button', { name: '存下' }).click();
        await page.getByRole('alert').filter({ hasText: why }).waitFor();
        await expect.poll(() => field.evaluate((each) => each === document.activeElement)).toBe(true);
        expect(await field.getAttribute('aria-invalid')).toBe('true');
        const description = (await field.getAttribute('aria-describedby')) ?? '';
        expect(await page.locator(`#${description}`).textContent()).toBe(why);
      };
      await faulty('用您自己的话说', '锅', '请写几个字。');
      await page.getByLabel('用您自己的话说').fill('想请人帮我修修电饭锅。');
      await faulty('几号楼，几单元，几号', '很远'.repeat(101), '有一处填得不对，请看一看再发。');
      await page.getByLabel('几号楼，几单元，几号').fill('5 号楼');
      await page.getByRole('button', { name: '存下' }).click();
      await page.getByText('改好了。').waitFor();
    });

    it('can be changed until somebody is there, and then say why not', async () => {
      const phone = newPhone();
      const order = await asked(phones, phone, '想请人陪我去医院量血压。');
      await offeredTo(phones, VOLUNTEER, order);
      await act(phones, VOLUNTEER, order.id, 'accept');
      const page = await phones.phoneOf(phone);
      await page.goto(`/orders/${order.id}`);
      await page.getByText('人来之前，都可以改，也可以不要。').waitFor();
      await page.getByRole('link', { name: '改一下' }).click();
      await page.getByText('这几句话不能再改').waitFor();
      await page.getByLabel('时间上还有什么要说的').fill('九点以后');
      await page.getByRole('button', { name: '存下' }).click();
      await page.getByText(/九点以后/).waitFor();
      await act(phones, VOLUNTEER, order.id, 'start');
      await page
        .getByText(/正在办。/)
        .first()
        .waitFor();
      expect(await page.getByRole('link', { name: '改一下' }).count()).toBe(0);
      expect(await page.getByRole('button', { name: '不用了' }).count()).toBe(0);
      await page.goto(`/orders/${order.id}/change`);
      await page.getByText('现在改不了了，可以打电话说。').waitFor();
    });
  });

  describe('my data', () => {
    it('can be taken along as a file and deleted, saying first what the law keeps', async () => {
      const phone = newPhone();
      await asked(phones, phone, '想请人陪我去医院复查眼睛。');
      const page = await phones.phoneOf(phone);
      await page.goto('/me/data');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '导出成文件' }).click(),
      ]);
      // Each part of the record has a name that people have for it.
      for (const name of await page.locator('dt').allTextContents()) expect(name).toMatch(/[\u4e00-\u9fff]/);
      const file = await readFile((await download.path()) ?? '', 'utf8');
      expect(file).toContain(phone);
      expect(file).toContain('想请人陪我去医院复查眼睛。');
      await page.getByRole('button', { name: '删掉我的资料' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('办理经过').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: '都删掉' }).click();
      await page.getByRole('link', { name: '登录' }).waitFor();
      // Whoever signs in with this phone now is somebody new.
      const again = await phones.open();
      await again.goto('/login');
      await again.getByLabel('手机号').fill(phone);
      await again.getByRole('button', { name: '拿验证码' }).click();
      const shown = await again.getByText('验证码是').textContent();
      await again.getByLabel('验证码').fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
      await arriveAt(again, '要帮忙吗？');
      await again.goto('/orders');
      await again.getByText('您还没有点过单。').waitFor();
    });
  });
}

function widthOf(image: Element): number {
  return (image as HTMLImageElement).naturalWidth;
}
