// Open pages, in a process of their own: each cookie holds `each` streams; tells when all are open, and for every stream
// that heard of the order asked for, at what time.

import { request } from 'node:http';

process.on('message', (message) => (message.wait ? wait(message.wait) : open(message)));

/** Times at which streams heard, by order. */
const heard = new Map();
let asked;

function open({ url, cookies, streams }) {
  let opened = 0;
  let next = 0;
  const one = () => {
    if (next === streams) return;
    const cookie = cookies[next++ % cookies.length];
    const call = request(url, { agent: false, headers: { cookie, accept: 'text/event-stream' } }, (response) => {
      if (response.statusCode !== 200) return process.send({ failed: `a stream was answered ${response.statusCode}` });
      response
        .setEncoding('utf8')
        .on('data', hear)
        .on('error', () => {});
      if (++opened === streams) process.send({ opened });
      one();
    });
    call.on('error', (error) => process.send({ failed: error.message }));
    call.end();
  };
  // So many knock at once; all together would be a storm of its own.
  for (let index = 0; index < 50; index++) one();
}

function hear(text) {
  const at = Date.now();
  for (const [, id] of text.matchAll(/"happened":"orders\.submitted"[^\n]*"orderId":"([^"]+)"/g)) {
    const times = heard.get(id) ?? [];
    times.push(at);
    heard.set(id, times);
  }
}

/** After so long, who has not heard never will. */
function wait({ orderId, streams }) {
  const begin = Date.now();
  clearInterval(asked);
  asked = setInterval(() => {
    const times = heard.get(orderId) ?? [];
    if (times.length < streams && Date.now() - begin < 10_000) return;
    clearInterval(asked);
    process.send({ times });
  }, 50);
}
