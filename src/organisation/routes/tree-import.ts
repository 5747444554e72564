import type { FastifyInstance } from 'fastify';
import { route, signedIn } from '../../platform/http/route.ts';
import { checkTreeFile, importTreeFile } from '../actions/import.ts';
import { ImportCounts, ImportReport, TreeFile } from '../schema/import.ts';

const tag = 'organisation';

/** A city of 2,000 units with all their fields is 400 KB. */
const FILE_LIMIT_BYTES = 8 * 1024 * 1024;
/** It is done a few times in a city's life, and a whole city takes seconds, on a busy machine more than five. */
const MOST_MILLISECONDS = 30_000;

/** The tree from a file, looked at first. */
export function treeImportRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/tree/check',
    permission: ['administrator'],
    summary:
      'What a file of units would change, and everything that keeps it from being taken, row by row; writes nothing.',
    tag,
    body: TreeFile,
    response: ImportReport,
    bodyLimitBytes: FILE_LIMIT_BYTES,
    mostMilliseconds: MOST_MILLISECONDS,
    async handle({ context, body, ...call }) {
      return { body: await checkTreeFile(context, signedIn(call), body.text) };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/tree/import',
    permission: ['administrator'],
    summary: 'Brings the tree to what a file of units says, all or nothing.',
    tag,
    body: TreeFile,
    response: ImportCounts,
    bodyLimitBytes: FILE_LIMIT_BYTES,
    mostMilliseconds: MOST_MILLISECONDS,
    async handle({ context, body, attempt, ...call }) {
      return { body: await importTreeFile(context, signedIn(call), body.text, attempt) };
    },
  });
}
