import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';

/** A piece of JSON Schema as the API's document has it. */
interface Shape {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

interface Operation {
  parameters?: { name: string; in: string; schema?: Shape }[];
  requestBody?: { content?: Record<string, { schema?: Shape }> };
}

/** One operation of the API: how its requests are made. */
export interface Way {
  name: string;
  requests: fc.Arbitrary<FuzzedRequest>;
}

/** A request to be sent. */
export interface FuzzedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload?: string;
}

/** Long enough to pass limits, short enough to be many. */
const LONGEST = 300;
const MOST_ITEMS = 4;

/** Text that has broken others: zero bytes, halves of characters, what looks like SQL, paths, markup, numbers. */
const NASTY = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\uffff',
  '\u202e',
  "'; drop table orders; --",
  '%00',
  '%',
  '\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '1e999',
  '-0',
  'NaN',
  'null',
  '[]',
  '{}',
  '٣',
  '👨‍👩‍👧‍👦',
  '__proto__',
  'constructor',
  'infinity',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '2026-02-30',
];

/**
 * Every operation of a server's own document but streams, which never end. `ids` are things that are there, when a request is
 * made: the list may be filled with others later.
 */
export function waysOf(app: FastifyInstance, ids: readonly string[]): Way[] {
  const document = app.swagger() as unknown as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      path === '/api/v1/stream'
        ? []
        : [{ name: `${method} ${path}`, requests: requestsOf(method.toUpperCase(), path, operation, ids) }],
    ),
  );
}

function requestsOf(
  method: string,
  path: string,
  operation: Operation,
  ids: readonly string[],
): fc.Arbitrary<FuzzedRequest> {
  const parameters = operation.parameters ?? [];
  const within = (place: string) =>
    Object.fromEntries(
      parameters.filter((each) => each.in === place).map(({ name, schema = {} }) => [name, likely(schema, ids)]),
    );
  const body = operation.requestBody?.content?.['application/json']?.schema;
  return fc
    .record({
      path: fc.record(within('path')),
      query: fc.record(within('query'), { requiredKeys: [] }),
      body: body ? bodyOf(body, ids) : fc.option(fc.constant('x'), { nil: undefined, freq: 20 }),
      key: fc.option(fc.oneof(fc.uuid(), text(), fc.constantFrom('short', 'k'.repeat(300))), { nil: undefined }),
      version: fc.option(fc.constantFrom('"1"', 'W/"2"', '"x"', '"99999999999999999999"'), { nil: undefined, freq: 4 }),
      type: fc.constantFrom(...Array(18).fill('application/json'), 'text/plain', 'image/png'),
      language: fc.constantFrom('zh-CN', 'en', '*'),
    })
    .map(({ path: values, query, body: payload, key, version, type, language }) => ({
      method,
      url: path.replace(/\{(\w+|\*)\}/g, (_all, name: string) => encodeSafely(values[name] ?? '')) + queryOf(query),
      headers: {
        'accept-language': language,
        ...(payload === undefined ? {} : { 'content-type': type }),
        ...(key !== undefined && /^[\x20-\x7e]*$/.test(key) ? { 'idempotency-key': key } : {}),
        ...(version === undefined ? {} : { 'if-match': version }),
      },
      ...(payload === undefined ? {} : { payload }),
    }));
}

/** Mostly as the shape says, sometimes changed in one place, sometimes anything or no JSON at all. */
function bodyOf(shape: Shape, ids: readonly string[]): fc.Arbitrary<string> {
  const good = likely(shape, ids);
  return fc.oneof(
    { weight: 14, arbitrary: good.map((value) => JSON.stringify(value) ?? '') },
    {
      weight: 3,
      arbitrary: fc.tuple(good, fc.string(), anything()).map(([value, name, more]) => withMore(value, name, more)),
    },
    { weight: 2, arbitrary: anything().map((value) => JSON.stringify(value) ?? '') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '{',
        '[]',
        'null',
        '"',
        '{"a":1e400}',
        '{"__proto__":{"x":1}}',
        '[[[[[[[[[[',
        `{"text":"${'a'.repeat(70_000)}"}`,
      ),
    },
  );
}

function withMore(value: unknown, name: string, more: unknown): string {
  return JSON.stringify(typeof value === 'object' && value !== null ? { ...value, [name]: more } : more) ?? '';
}

function anything(): fc.Arbitrary<unknown> {
  return fc.anything({
    maxDepth: 2,
    maxKeys: 3,
    withNullPrototype: false,
    values: [fc.integer(), fc.double(), text(), fc.boolean(), fc.constant(null)],
  });
}

function text(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(...NASTY),
    fc.constantFrom('想请人教手机怎么用', '灯坏了'),
  );
}

/** Values of a shape; one in twenty is of no shape at all. */
function likely(shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 19, arbitrary: fitting(shape, ids) },
    {
      weight: 1,
      arbitrary: fc.oneof(text(), fc.integer(), fc.double(), fc.constant(null), fc.constant([]), fc.constant({})),
    },
  );
}

function fitting(shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => likely(each, ids)));
  const type = Array.isArray(shape.type) ? shape.type[0] : shape.type;
  switch (type) {
    case 'string':
      return textOf(shape, ids);
    case 'integer':
      return fc.integer({ min: shape.minimum ?? -(2 ** 31), max: shape.maximum ?? 2 ** 31 });
    case 'number':
      return fc.double({ min: shape.minimum ?? -1e15, max: shape.maximum ?? 1e15, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(likely(shape.items ?? {}, ids), {
        minLength: Math.min(shape.minItems ?? 0, MOST_ITEMS),
        maxLength: Math.max(shape.minItems ?? 0, Math.min(shape.maxItems ?? MOST_ITEMS, MOST_ITEMS)),
      });
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, each]) => [name, likely(each, ids)])),
        { requiredKeys: shape.required ?? [] },
      );
    default:
      return anything();
  }
}

function textOf(
  { format, pattern, minLength = 0, maxLength = LONGEST }: Shape,
  ids: readonly string[],
): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof({ weight: 4, arbitrary: oneOf(ids) }, { weight: 1, arbitrary: fc.uuid() });
  if (format === 'date-time')
    return fc
      .date({ min: new Date('2020-01-01'), max: new Date('2032-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === 'date')
    return fc
      .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
      .map((date) => date.toISOString().slice(0, 10));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const most = Math.min(maxLength, LONGEST);
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength: Math.min(minLength, most), maxLength: most }),
    text(),
    oneOf(ids),
  );
}

function oneOf(ids: readonly string[]): fc.Arbitrary<string> {
  return fc.nat().map((number) => ids[number % ids.length] ?? '');
}

function encodeSafely(value: unknown): string {
  return encodeURIComponent(Buffer.from(String(value)).toString('utf8')).slice(0, 250);
}

function queryOf(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (each) => `${name}=${encodeSafely(typeof each === 'object' ? JSON.stringify(each) : each)}`,
    ),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
