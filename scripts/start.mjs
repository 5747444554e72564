// `npm start`: installs and builds what is missing, then serves. The server runs in this very process, so that its
// signals, its exit code and its death are those of the command.
import { buildIsNeeded, endWithNpm, ensureBuilt, ensureInstalled, project, requireNode } from './steps.mjs';

requireNode();
endWithNpm();
process.chdir(project);
await ensureInstalled({ development: false });
if (buildIsNeeded()) {
  await ensureInstalled({ development: true });
  await ensureBuilt();
}
process.env.NODE_ENV ??= 'production';
process.setSourceMapsEnabled(true);
await import('../dist/main/server.js');
