import { createHash } from 'node:crypto';

/** A message with its label, as the benchmark reads it. */
export interface Message {
  id: string;
  text: string;
  label: string;
}

const folds = 5n;
const alike = 0.6;

/**
 * The fold of each message: groups are the connected components at cosine 0.6 of character 3-gram TF-IDF, and a group's
 * fold is the SHA-256 of its smallest id modulo five.
 */
export function foldsOf(messages: readonly Message[]): Int32Array {
  const parent = Int32Array.from(messages.keys());
  joinAlike(messages, parent);
  const smallest = new Map<number, string>();
  for (const [at, { id }] of messages.entries()) {
    const root = rootOf(parent, at);
    const known = smallest.get(root);
    if (known === undefined || id < known) smallest.set(root, id);
  }
  return Int32Array.from(messages, (_, at) => {
    const digest = createHash('sha256')
      .update(smallest.get(rootOf(parent, at))!)
      .digest('hex');
    return Number(BigInt(`0x${digest}`) % folds);
  });
}

function joinAlike(messages: readonly Message[], parent: Int32Array): void {
  const rows = weighed(messages);
  const postings: { rows: number[]; values: number[] }[] = [];
  const product = new Float64Array(messages.length);
  for (const [at, { columns, values }] of rows.entries()) {
    const touched: number[] = [];
    for (const [place, column] of columns.entries()) {
      const posting = postings[column] ?? { rows: [], values: [] };
      postings[column] = posting;
      for (let k = 0; k < posting.rows.length; k++) {
        const other = posting.rows[k]!;
        if (product[other] === 0) touched.push(other);
        product[other]! += posting.values[k]! * values[place]!;
      }
      posting.rows.push(at);
      posting.values.push(values[place]!);
    }
    product[at] = 0;
    for (const other of touched) {
      if (other !== at && product[other]! >= alike) parent[rootOf(parent, other)] = rootOf(parent, at);
      product[other] = 0;
    }
  }
}

/** 3-grams of the text as it stands, white space as one blank, packed into a number each: exact, no hash. */
function weighed(messages: readonly Message[]): { columns: number[]; values: Float64Array }[] {
  const numbers = new Map<number, number>();
  const frequency: number[] = [];
  const counted = messages.map(({ text }) => {
    const clean = text.replace(/\s+/g, ' ');
    const counts = new Map<number, number>();
    for (let at = 0; at + 3 <= clean.length; at++) {
      const gram = (clean.charCodeAt(at) * 65_536 + clean.charCodeAt(at + 1)) * 65_536 + clean.charCodeAt(at + 2);
      let number = numbers.get(gram);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(gram, number);
        frequency.push(0);
      }
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const number of counts.keys()) frequency[number]!++;
    return counts;
  });
  return counted.map((counts) => {
    const columns = [...counts.keys()];
    const values = Float64Array.from(columns, (column) => {
      return counts.get(column)! * (Math.log((1 + messages.length) / (1 + frequency[column]!)) + 1);
    });
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
    return { columns, values: values.map((value) => value / length) };
  });
}

function rootOf(parent: Int32Array, start: number): number {
  let at = start;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!;
    at = parent[at]!;
  }
  return at;
}
