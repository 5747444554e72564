// Runs vitest and counts from its own report what passed, failed and was skipped.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { project, run } from './steps.mjs';

const VITEST = 'node_modules/vitest/vitest.mjs';

/**
 * Runs `vitest run` with `options` under the Node at `node`. A file that could not be loaded counts as one failed, and
 * so does a run that ended badly for no test's sake.
 */
export async function runTests(options, { env = {}, node = process.execPath } = {}) {
  const report = join(project, '.linli', `tests-${process.pid}.json`);
  mkdirSync(join(project, '.linli'), { recursive: true });
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(node, [VITEST, 'run', ...options, ...reporting], { env: { ...process.env, ...env } });
  const counts = count(report);
  rmSync(report, { force: true });
  return code !== 0 && counts.failed === 0
    ? { ...counts, failed: 1, names: [`vitest ended with ${code}, though no test of its report failed`] }
    : counts;
}

function count(report) {
  const counts = { passed: 0, failed: 0, skipped: 0, names: [] };
  let files = [];
  try {
    files = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return { ...counts, failed: 1, names: ['vitest left no report'] };
  }
  for (const { name, status, assertionResults } of files) {
    const path = relative(project, name);
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${path}: ${test.fullName}: ${why(test)}`);
    const passed = assertionResults.filter((test) => test.status === 'passed').length;
    counts.passed += passed;
    counts.skipped += assertionResults.length - passed - failed.length;
    counts.names.push(...(status === 'failed' && failed.length === 0 ? [`${path}: could not be run`] : failed));
  }
  return { ...counts, failed: counts.names.length };
}

/** What a failed test says of itself, in one line. */
function why({ failureMessages }) {
  const [message = ''] = failureMessages ?? [];
  return stripVTControlCharacters(message).replaceAll(/\s+/g, ' ').slice(0, 400);
}

/** How many tests a project has, without running them. */
export function countTests(name) {
  const options = [VITEST, 'list', '--project', name, '--json'];
  const { stdout, stderr } = spawnSync(process.execPath, options, { cwd: project, encoding: 'utf8' });
  const begin = stdout.indexOf('[');
  if (begin < 0) throw new Error(`The tests of ${name} could not be listed: ${stderr}`);
  return JSON.parse(stdout.slice(begin)).length;
}

/** Prints what failed by name and the line by which others read the outcome, as the last one, and ends. */
export function finish({ passed, failed, skipped, names }) {
  for (const name of names) console.log(`failed: ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}
