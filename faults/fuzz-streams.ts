import { connect } from 'node:net';
import type { Random } from '../demo/random.ts';

/** A request that is whole, to be broken. */
const WHOLE = [
  'GET /api/v1/network HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'POST /api/v1/login/code HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 23\r\nConnection: close\r\n\r\n{"phone":"16900000011"}',
  'POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n',
  'GET /api/v1/units?limit=1 HTTP/1.1\r\nHost: localhost\r\nCookie: linli_session=x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
];

/** A server that keeps quiet about a broken stream is hung up on after this; a busy one takes half a second to answer. */
const QUIET_MILLISECONDS = 1_500;

/** What a stream was answered: the status of each answer in it. */
export interface StreamAnswer {
  sent: Buffer;
  statuses: number[];
}

/** Bytes of one stream: noise, or a request with pieces changed, cut out, doubled or stretched. */
export function bytesOf(random: Random): Buffer {
  if (random.chance(0.15)) return noise(random, 1 + random.below(400));
  let bytes: Buffer = Buffer.from(random.pick(WHOLE), 'latin1');
  for (let change = random.below(6); change > 0; change--) bytes = broken(bytes, random);
  return bytes;
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

function broken(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random.below(12));
  const [head, piece, tail] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (random.below(6)) {
    case 0:
      return Buffer.concat([head, tail]);
    case 1:
      return Buffer.concat([head, noise(random, 1 + random.below(8)), tail]);
    case 2:
      return Buffer.concat([head, piece, piece, tail]);
    case 3:
      return Buffer.concat([head, Buffer.alloc(1 + random.below(20_000), random.pick([0, 10, 13, 32, 65, 255])), tail]);
    case 4:
      return bytes.subarray(0, Math.max(1, at));
    default:
      return Buffer.concat([bytes, bytes.subarray(0, at)]);
  }
}

/** Sends the bytes over a socket and gives what came back, until either side ends or nothing more is said. */
export function sendBytes(port: number, bytes: Buffer): Promise<StreamAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      socket.destroy();
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
      resolve({ sent: bytes, statuses });
    };
    socket.setTimeout(QUIET_MILLISECONDS, end);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('end', end);
    socket.on('close', end);
    socket.on('error', end);
    socket.on('connect', () => socket.write(bytes));
  });
}
