import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A file that somebody sends as a photo. */
export interface CorpusFile {
  name: string;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  bytes: Buffer;
  /** What must not be in what is kept of it. */
  hidden?: string;
}

/** The test file of antivirus makers (https://www.eicar.org), in two parts so that no scanner stops at this file. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const SCRIPT = '<script>alert(document.cookie)</script>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"><image href="file:///etc/passwd"/>${SCRIPT}</svg>`;
const SECRET = 'linli-hidden-behind-a-picture';

/** Files that mean harm, and some that are only broken: polyglots, bombs, SVG, cut off, EICAR. */
export async function photoCorpus(): Promise<CorpusFile[]> {
  const plain = sharp({ create: { width: 64, height: 48, channels: 3, background: '#c8102e' } });
  const jpeg = await plain
    .clone()
    .withExif({ IFD0: { Copyright: SECRET }, IFD3: { GPSLatitude: '37/1 52/1 0/1' } })
    .jpeg()
    .toBuffer();
  const png = await plain.clone().png().toBuffer();
  const webp = await plain.clone().webp().toBuffer();
  const text = (words: string) => Buffer.from(words);
  const pictures = [
    { type: 'image/jpeg' as const, bytes: jpeg },
    { type: 'image/png' as const, bytes: png },
    { type: 'image/webp' as const, bytes: webp },
  ];
  return [
    { name: 'a JPEG with a place and a name in it', type: 'image/jpeg', bytes: jpeg, hidden: SECRET },
    ...pictures.map((each) => ({
      ...each,
      name: `${each.type} and a page behind its end`,
      bytes: Buffer.concat([each.bytes, text(`${SCRIPT}${SECRET}`)]),
      hidden: SECRET,
    })),
    ...pictures.map((each) => ({
      ...each,
      name: `${each.type} and an archive behind its end`,
      bytes: Buffer.concat([each.bytes, text(`PK\u0003\u0004${SECRET}`)]),
      hidden: SECRET,
    })),
    ...pictures.flatMap((each) =>
      [1, 12, 40, Math.floor(each.bytes.length / 2), each.bytes.length - 1].map((length) => ({
        ...each,
        name: `${each.type} cut off after ${length} bytes`,
        bytes: each.bytes.subarray(0, length),
      })),
    ),
    ...pictures.map((each) => ({
      ...each,
      name: `${each.type} with a byte in four turned round`,
      bytes: Buffer.from(each.bytes.map((byte, index) => (index > 20 && index % 4 === 0 ? 255 - byte : byte))),
    })),
    {
      name: 'a script that begins like a JPEG',
      type: 'image/jpeg',
      bytes: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), text(SCRIPT)]),
    },
    { name: 'a GIF that is a script too', type: 'image/png', bytes: text(`GIF89a/*\u0000\u0000*/=1;${SCRIPT}`) },
    { name: 'an SVG that asks for files', type: 'image/png', bytes: text(SVG) },
    { name: 'an SVG that says it is a JPEG', type: 'image/jpeg', bytes: text(`<?xml version="1.0"?>${SVG}`) },
    { name: 'EICAR', type: 'image/jpeg', bytes: text(EICAR) },
    { name: 'EICAR behind a picture', type: 'image/png', bytes: Buffer.concat([png, text(EICAR)]), hidden: EICAR },
    { name: 'a page', type: 'image/webp', bytes: text(`<!doctype html>${SCRIPT}`) },
    { name: 'nothing', type: 'image/jpeg', bytes: Buffer.alloc(0) },
    {
      name: 'a PNG that claims 2,000,000,000 by 2,000,000,000',
      type: 'image/png',
      bytes: pngOf(2_000_000_000, 2_000_000_000, Buffer.alloc(64)),
    },
    {
      name: 'a PNG of 10,000 by 10,000 in a few kilobytes',
      type: 'image/png',
      bytes: pngOf(10_000, 10_000, Buffer.alloc(10_001 * 10_000)),
    },
    {
      name: 'a PNG whose data are a hundred times its size',
      type: 'image/png',
      bytes: pngOf(20, 20, Buffer.alloc(50_000_000)),
    },
    { name: 'a PNG without an end of its data', type: 'image/png', bytes: pngOf(200, 200, Buffer.alloc(100)) },
  ];
}

/** A grey PNG whose head claims a size and whose data are these, whether they fit or not. */
function pngOf(width: number, height: number, raw: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crcOf(body), body.length + 4);
  return whole;
}

/** CRC-32 as PNG has it (ISO/IEC 15948, annex D). */
function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
