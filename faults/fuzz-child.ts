import { once } from 'node:events';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import type { ChildsPart } from './fuzz.ts';
import { bugLog, fuzzRequests, fuzzStreams } from './fuzz-part.ts';
import { linliUrl } from './world.ts';

// One server of `npm run fuzz` with whoever sends to it: told its part, it sends back what came of it.
const [{ dataFolder, sends, ...part }] = (await once(process, 'message')) as [ChildsPart];
const lines: string[] = [];
const config = readConfig({ LINLI_DATA: dataFolder, LINLI_CITY: 'none' }, 'none');
// Whoever sends codes takes them: that nobody does where none is set up is an answer of 503, and right.
const opened = await openContext(config, { log: bugLog(lines), ports: { sendCode: async () => {} } });
const adminUrl = opened.postgres ? linliUrl(opened.postgres) : '';
process.send?.(
  sends === 'streams'
    ? await fuzzStreams(opened.context, part)
    : await fuzzRequests(opened.context, { ...part, ...sends, adminUrl, lines }),
);
await opened.close();
process.disconnect();
