import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedBeginning, maskedText, maskingOf } from './masking.ts';
import type { Finding, MaskKind } from './masking-findings.ts';

interface Line {
  text: string;
  truth: Finding[];
}

/** The written lines; `{kind|words}` marks what identifies somebody. */
function writtenLines(): Line[] {
  const file = readFileSync(new URL('../../../tests/triage/masking.txt', import.meta.url), 'utf8');
  return file
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(unmarked);
}

function unmarked(line: string): Line {
  let text = '';
  const truth: Finding[] = [];
  for (const part of line.split(/(\{\w+\|[^}]*\})/)) {
    const marked = /^\{(\w+)\|([^}]*)\}$/.exec(part);
    if (marked) truth.push({ from: text.length, to: text.length + marked[2]!.length, kind: marked[1] as MaskKind });
    text += marked ? marked[2] : part;
  }
  return { text, truth };
}

/** Found: every character masked. Right: the mask covers nothing but one marked stretch of its own kind. */
function measure(lines: readonly Line[]) {
  const missed: string[] = [];
  const wrong: string[] = [];
  let marks = 0;
  let masks = 0;
  for (const { text, truth } of lines) {
    const found = maskingOf(text);
    marks += truth.length;
    masks += found.length;
    const show = (each: Finding) => `${each.kind} ${text.slice(each.from, each.to)} in ${text}`;
    for (const each of truth) if (!covered(each, found)) missed.push(show(each));
    for (const each of found)
      if (!truth.some((one) => one.kind === each.kind && one.from <= each.from && each.to <= one.to))
        wrong.push(show(each));
  }
  return { recall: 1 - missed.length / marks, precision: 1 - wrong.length / masks, missed, wrong, marks };
}

function covered(mark: Finding, found: readonly Finding[]): boolean {
  for (let at = mark.from; at < mark.to; at++) if (!found.some((each) => each.from <= at && at < each.to)) return false;
  return true;
}

describe('masking', () => {
  const lines = writtenLines();

  it('finds what identifies people in 300 written lines, and little else', () => {
    expect(lines.length).toBeGreaterThanOrEqual(300);
    const { recall, precision, missed, wrong } = measure(lines);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.98);
    expect(precision, wrong.join('\n')).toBeGreaterThanOrEqual(0.98);
  });

  it.each([
    ['家住桃源里小区5栋1101室，暖气不热', '家住〔住址〕，暖气不热'],
    ['我是住 502 的，水管爆了', '我是住 〔住址〕 的，水管爆了'],
    ['住3号楼502，电话13800001234', '住〔住址〕，电话〔电话〕'],
    ['我妈住在演示里12号', '我妈住在〔住址〕'],
    ['我们村住300户人家，民宿住一晚1200元', '我们村住300户人家，民宿住一晚1200元'],
    ['柳溪花园3号楼2单元501漏水', '柳溪花园〔住址〕漏水'],
    ['王建国打人，李娜说王建国天天打人', '某甲打人，某乙说某甲天天打人'],
    ['孙经理电话13800001234', '某甲经理电话〔电话〕'],
    ['晋A12345堵了消防通道', '〔车牌〕堵了消防通道'],
    ['我母亲1948年7月8日出生', '我母亲〔日期〕出生'],
    ['11月8日晚上停水，打12345也没用', '11月8日晚上停水，打12345也没用'],
    ['银行卡6222000011112222333', '银行卡〔账号〕'],
  ])('of %s leaves %s', (text, masked) => {
    expect(maskedText(text, maskingOf(text))).toBe(masked);
  });

  it('masks no public place, no help line and no one who is greeted by office', () => {
    for (const text of ['黄河路积水严重', '3号楼和5号楼之间的路灯不亮', '尊敬的张市长，您好', '供暖热线0351-12319占线'])
      expect(maskingOf(text)).toEqual([]);
  });

  it('gives masks in order, apart and inside the text, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...lines.map((line) => line.text),
      '王',
      '5栋',
      '住',
      '1',
      '村',
      '\n',
      '的',
      '3',
      '室',
      '@',
      '－',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const mask of maskingOf(text)) {
          expect(mask.from).toBeGreaterThanOrEqual(end);
          expect(mask.to).toBeGreaterThan(mask.from);
          end = mask.to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 200 },
    );
  });

  it('finds no phone, plate or number again in what it masked', () => {
    for (const { text } of lines) {
      const again = maskingOf(maskedText(text, maskingOf(text))).filter(
        (mask) => mask.kind !== 'name' && mask.kind !== 'address',
      );
      expect(again).toEqual([]);
    }
  });

  it('is shown to fail: with one kind of mask lost, the written lines tell', () => {
    const without = lines.map((line) => ({ ...line, text: line.text.replace(/\d/g, 'x') }));
    expect(measure(without).recall).toBeLessThan(0.9);
  });

  it('hides what stands across the cut of a beginning, wherever the cut is', () => {
    const text = '请打13800001234找王建国，家住演示小区3号楼2单元501';
    expect(maskedBeginning(text, 10)).toBe('请打〔电话〕');
    for (let length = 1; length < text.length; length++)
      expect(maskedBeginning(text, length)).not.toMatch(/1380|王建|单元/);
    expect(maskedBeginning('路灯坏了', 80)).toBe('路灯坏了');
  });
});
