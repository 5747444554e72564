// Every exported rule, action and store function says what it is for; SQL stands in stores and platform; no file outgrows the wall.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const LINES = 500;
const faults: string[] = [];

function isExportedFunction(node: ts.Node): node is ts.FunctionDeclaration {
  return ts.isFunctionDeclaration(node) && (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
}

for (const entry of readdirSync('.', { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (
    !entry.isFile() ||
    !/^(src|web|simulator|demo|bench)\//.test(path) ||
    !/\.tsx?$/.test(path) ||
    /\.gen\.ts$|node_modules/.test(path)
  )
    continue;
  const source = readFileSync(path, 'utf8');
  const isTest = /\.test\.tsx?$/.test(path);
  if (!isTest && source.split('\n').length > LINES) faults.push(`${path}: longer than ${LINES} lines`);
  if (isTest || !path.startsWith('src/')) continue;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  for (const node of file.statements)
    if (
      /\/(rules|actions|store)(\/|\.ts$)/.test(path) &&
      isExportedFunction(node) &&
      ts.getJSDocCommentsAndTags(node).length === 0
    )
      faults.push(`${path}: ${node.name?.text ?? 'a function'} has no docstring`);
  const mayHoldSql = /^src\/platform\/|\/store(\/|\.ts$)/.test(path);
  if (!mayHoldSql && /`\s*(select\s+[^`]*\sfrom\s|insert into\s|update \w+ set\s|delete from\s)/i.test(source))
    faults.push(`${path}: SQL stands in store.ts`);
}

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
