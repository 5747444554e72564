import pino, { type Logger } from 'pino';

/** The only fields that reach the log besides level, time and message: ids, codes and figures. */
const ALLOWED = new Set([
  'requestId',
  'method',
  'route',
  'status',
  'milliseconds',
  'problem',
  'networkId',
  'actorId',
  'orderId',
  'eventId',
  'job',
  'count',
  'port',
  'version',
  'err',
]);

/** A structured log (JSON lines) that drops every field not on the list, so that no personal data slips in. */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    formatters: {
      log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => ALLOWED.has(name))),
    },
    serializers: {
      // A database error's message can quote a row; its code and place cannot.
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        stack: error.stack
          ?.split('\n')
          .filter((line) => line.trimStart().startsWith('at '))
          .join('\n'),
      }),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
