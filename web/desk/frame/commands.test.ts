import { describe, expect, it } from 'vitest';
import { matching } from './commands.ts';

const run = () => {};
const commands = [
  { key: 'answer', name: '答复', hint: '1124-0001', run },
  { key: 'split', name: 'Split in two', run },
  { key: 'queue', name: 'Dispatch', hint: 'go to', run },
];
const names = (typed: string) => matching(commands, typed).map((each) => each.key);

describe('commands', () => {
  it('are found by any part of their name or hint, whatever the case', () => {
    expect(names('答')).toEqual(['answer']);
    expect(names('SPLIT')).toEqual(['split']);
    expect(names('go dis')).toEqual(['queue']);
  });

  it('are all there before anything is typed, and none where nothing fits', () => {
    expect(names('  ')).toEqual(['answer', 'split', 'queue']);
    expect(names('merge')).toEqual([]);
  });
});
