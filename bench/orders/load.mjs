// The load, in a process of its own so that its processor time is not the server's: sends `count` requests over `width`
// kept-alive connections and tells how many were answered well.

import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

process.on('message', async ({ url, method, headers, body, count, width }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  let sent = 0;
  let well = 0;
  const one = () =>
    new Promise((resolve, reject) => {
      const key = method === 'GET' ? {} : { 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
      const call = request(url, { method, agent, headers: { ...headers, ...key } }, (response) => {
        if (response.statusCode < 300) well++;
        response.resume().on('end', resolve);
      });
      call.on('error', reject);
      call.end(body);
    });
  const worker = async () => {
    while (sent++ < count) await one();
  };
  await Promise.all(Array.from({ length: width }, worker));
  agent.destroy();
  process.send({ well });
});
