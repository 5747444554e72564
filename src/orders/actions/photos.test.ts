import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { cleanPhoto, forgetWaitingPhotos, readPhoto, uploadPhoto } from './photos.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } });

describe('a photo', () => {
  it('is made small, and loses where and with what it was taken', async () => {
    const taken = await picture(4000, 3000)
      .withExif({
        IFD0: { Make: 'DemoPhone', Copyright: 'somebody' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 52/1 0/1' },
      })
      .jpeg()
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const clean = await cleanPhoto(taken);
    const metadata = await sharp(clean.picture).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 1600, height: 1200 });
    expect([metadata.exif, metadata.icc, metadata.xmp, metadata.iptc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(clean.picture.includes('DemoPhone')).toBe(false);
  });

  it('stands upright without the mark that said which way is up', async () => {
    const lying = await picture(60, 30).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await cleanPhoto(lying)).toMatchObject({ width: 30, height: 60 });
  });

  it('loses what hides behind its end', async () => {
    const polyglot = Buffer.concat([
      await picture(10, 10).jpeg().toBuffer(),
      Buffer.from('PK\u0003\u0004<script>alert(1)</script>'),
    ]);
    expect((await cleanPhoto(polyglot)).picture.includes('script')).toBe(false);
  });

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')],
    ['a GIF', Buffer.from('GIF89a/*', 'latin1')],
    ['a web page', Buffer.from('<!doctype html><script>1</script>')],
    ['nothing', Buffer.alloc(0)],
    ['the beginning of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    [
      'a script with the beginning of a JPEG',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('*/=alert(1)')]),
    ],
  ])('is not %s', async (_name, bytes) => {
    await expect(cleanPhoto(bytes)).rejects.toMatchObject({ code: 'orders.photo_unreadable', status: 422 });
  });

  it('is not a small file that unfolds to more pixels than a phone takes', async () => {
    const bomb = await picture(8_000, 8_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(cleanPhoto(bomb)).rejects.toMatchObject({ code: 'orders.photo_too_large', status: 413 });
  });
});

describe('photos of an order', () => {
  let database: FreshDatabase;
  let town: OrderTown;

  beforeAll(async () => {
    database = await freshDatabase();
    town = await makeOrderTown(testContext(database.databaseUrl));
  });
  afterAll(async () => {
    await town.context.database.close();
    await database.drop();
  });

  it('are seen by who may read its words, and by nobody else', async () => {
    const [first, second] = town.volunteers;
    if (!first || !second) throw new Error('no volunteers');
    const { id: photoId } = await uploadPhoto(town.context, town.resident, await picture(20, 20).png().toBuffer());
    await expect(readPhoto(town.context, town.neighbour, photoId)).rejects.toMatchObject({ status: 404 });
    const id = await town.place({ photoIds: [photoId] });
    expect((await town.see(town.resident, id)).photoIds).toEqual([photoId]);
    expect((await readPhoto(town.context, town.dispatcher, photoId)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    await town.act(town.dispatcher, id, 'dispatch', { personIds: [first.id] });
    for (const actor of [first, second, town.neighbour, town.stationDispatcher, town.observer])
      await expect(readPhoto(town.context, actor, photoId)).rejects.toMatchObject({ status: 404 });
    await town.act(first, id, 'accept', {});
    expect((await readPhoto(town.context, first, photoId)).length).toBeGreaterThan(100);
    await expect(town.place({ photoIds: [photoId] })).rejects.toMatchObject({ code: 'orders.photo_unknown' });
  });

  it('are kept once when sent twice, and forgotten after a day without an order', async () => {
    const attempt = { key: 'photo-key', digest: Buffer.alloc(32) };
    const bytes = await picture(20, 20).webp().toBuffer();
    const first = await uploadPhoto(town.context, town.neighbour, bytes, attempt);
    expect(await uploadPhoto(town.context, town.neighbour, bytes, attempt)).toEqual(first);
    expect((await readPhoto(town.context, town.neighbour, first.id)).length).toBeGreaterThan(100);
    town.context.clock.forward(60 * 25);
    await forgetWaitingPhotos(town.context, town.networkId);
    await expect(readPhoto(town.context, town.neighbour, first.id)).rejects.toMatchObject({ status: 404 });
  });
});
