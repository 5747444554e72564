/** A JSON Schema, as far as the shapes of policies use it. */
export interface Shape {
  format?: string;
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  enum?: readonly string[];
  const?: unknown;
  anyOf?: readonly Shape[];
  properties?: Readonly<Record<string, Shape>>;
  patternProperties?: Readonly<Record<string, Shape>>;
  required?: readonly string[];
  items?: Shape;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  multipleOf?: number;
}

export type Thing = Readonly<Record<string, unknown>>;
export type Step = string | number;

/** How a value of a policy is written: one sort of input each. */
export type Sort =
  | 'limit'
  | 'flag'
  | 'choice'
  | 'number'
  | 'text'
  | 'date'
  | 'words'
  | 'rows'
  | 'catalogue'
  | 'group'
  | 'entries';

/** Of `X or null` the X; otherwise the shape itself. */
export function meant(shape: Shape): Shape {
  return shape.anyOf?.find((each) => each.type !== 'null') ?? shape;
}

export function mayBeNull(shape: Shape): boolean {
  return shape.anyOf?.some((each) => each.type === 'null') ?? false;
}

function isLimit({ properties }: Shape): boolean {
  return properties !== undefined && Object.keys(properties).sort().join() === 'clock,minutes';
}

/** Lists one level further down, of which each row has an id of its own: kinds within categories. */
export function listBelow({ items }: Shape): string | undefined {
  return Object.entries(items?.properties ?? {}).find(
    ([, each]) => each.type === 'array' && each.items?.properties,
  )?.[0];
}

export function sortOf(shape: Shape): Sort {
  const of = meant(shape);
  if (of.enum) return 'choice';
  if (of.type === 'boolean') return 'flag';
  if (of.type === 'number' || of.type === 'integer') return 'number';
  if (of.type === 'array') {
    if (!of.items?.properties) return 'words';
    return listBelow(of) === undefined ? 'rows' : 'catalogue';
  }
  if (of.format === 'date') return 'date';
  if (of.type !== 'object') return 'text';
  if (isLimit(of)) return 'limit';
  return of.properties ? 'group' : 'entries';
}

/** A new row before anything was written in it. */
export function blankOf(shape: Shape): unknown {
  if (mayBeNull(shape)) return null;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.type === 'object') {
    const needed = new Set(shape.required ?? []);
    const entries = Object.entries(shape.properties ?? {}).filter(([name]) => needed.has(name));
    return Object.fromEntries(entries.map(([name, each]) => [name, blankOf(each)]));
  }
  if (shape.type === 'array') return [];
  if (shape.type === 'boolean') return false;
  if (shape.type === 'number' || shape.type === 'integer') return shape.minimum ?? 0;
  return '';
}

/** The value with what stands at a place put in another's stead; `undefined` takes it out. Nothing else is copied deep. */
export function put(value: unknown, path: readonly Step[], next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) {
    const index = Number(step);
    if (rest.length === 0 && next === undefined) return value.filter((_, n) => n !== index);
    return index === value.length
      ? [...value, put(undefined, rest, next)]
      : value.map((each, n) => (n === index ? put(each, rest, next) : each));
  }
  const { [step]: old, ...others } = (value ?? {}) as Thing;
  if (rest.length === 0 && next === undefined) return others;
  if (step in ((value ?? {}) as Thing)) {
    const entries = Object.entries(value as Thing);
    return Object.fromEntries(entries.map(([name, each]) => [name, name === step ? put(each, rest, next) : each]));
  }
  return { ...others, [step]: put(old, rest, next) };
}

/** `/categories/0/id`: where a value stands, as the server names it. */
export function pointerOf(path: readonly Step[]): string {
  return path.map((step) => `/${step}`).join('');
}
