import { describe, expect, it } from 'vitest';
import { whichNetwork } from './which-network.ts';

const [taiyuan, jinzhong] = [{ code: 'taiyuan' }, { code: 'jinzhong' }];

describe('a command on a network', () => {
  it('works on the only one, or on the one that is named, and is given the other words', () => {
    expect(whichNetwork([taiyuan], ['FILE', '--dry-run'])).toEqual({ network: taiyuan, rest: ['FILE', '--dry-run'] });
    expect(whichNetwork([], ['FILE'])).toEqual({ network: null, rest: ['FILE'] });
    expect(whichNetwork([taiyuan, jinzhong], ['--json', '--network', 'jinzhong', 'FILE'])).toEqual({
      network: jinzhong,
      rest: ['--json', 'FILE'],
    });
  });

  it('never takes the oldest of several by itself, nor another than the one named', () => {
    expect(() => whichNetwork([taiyuan, jinzhong], [])).toThrow('several networks here (taiyuan, jinzhong)');
    expect(() => whichNetwork([taiyuan], ['--network', 'nowhere'])).toThrow('no network nowhere here');
    expect(() => whichNetwork([], ['--network'])).toThrow('There are: none');
  });
});
