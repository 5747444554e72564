// Open pages, in a process of their own: holds `cookies.length` event streams open over bare sockets and tells when
// each of them heard of each order.

import { connect } from 'node:net';

/** Streams being opened at once. */
const OPENING = 100;

const now = () => performance.timeOrigin + performance.now();
/** Times of arrival by order, milliseconds since 1970. */
const heard = new Map();
let lost = 0;

function open(port, cookie) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let rest = '';
    let isOpen = false;
    socket.setEncoding('utf8');
    socket.write(`GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`);
    socket.on('data', (text) => {
      const at = now();
      rest += text;
      if (!isOpen && rest.includes('retry:')) {
        if (!rest.startsWith('HTTP/1.1 200')) return reject(new Error(`A stream was answered: ${rest.slice(0, 200)}`));
        isOpen = true;
        resolve(socket);
      }
      const end = rest.lastIndexOf('\n\n');
      if (end < 0) return;
      for (const [, line] of rest.slice(0, end).matchAll(/^data: (.*"orders\.submitted".*)$/gm)) {
        const { orderId } = JSON.parse(line);
        if (!heard.has(orderId)) heard.set(orderId, []);
        heard.get(orderId).push(at);
      }
      rest = rest.slice(end + 2);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      lost++;
      reject(new Error(`A stream was closed: ${rest.slice(0, 200)}`));
    });
  });
}

process.on('message', async (message) => {
  if (message.ask === 'open') {
    const waiting = [...message.cookies];
    const worker = async () => {
      for (let cookie = waiting.pop(); cookie; cookie = waiting.pop()) await open(message.port, cookie);
    };
    try {
      await Promise.all(Array.from({ length: OPENING }, worker));
      process.send({ open: message.cookies.length });
    } catch (error) {
      process.send({ error: error.message });
    }
  }
  if (message.ask === 'heard') process.send({ arrivals: heard.get(message.orderId) ?? [], lost });
});
process.on('disconnect', () => process.exit());
