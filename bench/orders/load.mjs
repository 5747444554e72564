// The load, in a process of its own so that its processor time is not the server's: sends `count` requests over `width`
// kept-alive connections, the cookies in turn, and tells how many were answered well.

import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

process.on('message', async ({ url, method, cookies, body, count, width }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  const { origin } = new URL(url);
  let sent = 0;
  let well = 0;
  let refused = '';
  const one = (index) =>
    new Promise((resolve) => {
      const write =
        method === 'GET' ? {} : { 'idempotency-key': randomUUID(), 'content-type': 'application/json', origin };
      const headers = { ...write, cookie: cookies[index % cookies.length] };
      const call = request(url, { method, agent, headers }, (response) => {
        if (response.statusCode < 300) well++;
        else response.once('data', (chunk) => (refused ||= `${response.statusCode} ${String(chunk).slice(0, 300)}`));
        response.resume().on('end', resolve).on('error', resolve);
      });
      call.on('error', (error) => {
        refused ||= error.message;
        resolve();
      });
      call.end(body);
    });
  const worker = async () => {
    while (sent < count) await one(sent++);
  };
  await Promise.all(Array.from({ length: width }, worker));
  agent.destroy();
  process.send({ well, refused });
});
