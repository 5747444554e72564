import { Worker } from 'node:worker_threads';

const project = new URL('../../', import.meta.url);
/** Set by the build: sources are not read any more, their modules for threads stand beside the program. */
const isBuilt = process.env['LINLI_BUILT'] === 'yes';

/**
 * Has a module of the sources work in a thread of its own, so that the server answers meanwhile: the module finds `given`
 * in `workerData` and posts one message, which is the result. `given` is copied; functions cannot go. `module`: its place in
 * the project, named to the build in `scripts/build-server.mjs`. Throws what the module throws.
 */
export function inThread<Result>(module: string, given: unknown): Promise<Result> {
  const thread = isBuilt
    ? new Worker(new URL(`dist/main/${nameOf(module)}.js`, project), { workerData: given })
    : new Worker(new URL('src/platform/thread-of-sources.mjs', project), {
        workerData: given,
        argv: [new URL(module, project).href],
      });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    // After a message this changes nothing.
    thread.once('exit', (code) => reject(new Error(`The thread of ${module} ended with ${code} and said nothing.`)));
  });
}

function nameOf(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1).replace(/\.ts$/, '');
}
