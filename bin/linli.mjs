#!/usr/bin/env node
// The command line: from the sources when what reads them is installed, so that it works right after `npm ci`;
// otherwise (after `npm prune --omit=dev`) from the build.
import { existsSync } from 'node:fs';

const source = new URL('../src/main/command-line.ts', import.meta.url);
const built = new URL('../dist/main/command-line.js', import.meta.url);

async function readsSources() {
  if (!existsSync(source)) return false;
  try {
    const { register } = await import('tsx/esm/api');
    register();
    return true;
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
}

if (await readsSources()) await import(source.href);
else if (existsSync(built)) await import(built.href);
else {
  console.error('Linli is not installed here: run npm ci in its folder.');
  process.exitCode = 1;
}
