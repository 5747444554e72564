import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Colours = Record<string, string>;

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours of the block that `start` opens. */
function coloursOf(sheet: string, start: string): Colours {
  const block = sheet.slice(sheet.indexOf(start)).split('}')[0] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
}

function linear(channel: number): number {
  return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours (WCAG 2.2, relative luminance), 1 to 21. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = [
  ['ink', 'paper'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'surface'],
  ['ink-soft', 'sunken'],
  ['persimmon', 'paper'],
  ['persimmon', 'surface'],
  ['persimmon', 'persimmon-wash'],
  ['ink', 'persimmon-wash'],
  ['jade', 'jade-wash'],
  ['jade', 'surface'],
  ['ink', 'jade-wash'],
  ['ochre', 'ochre-wash'],
  ['ochre', 'surface'],
  ['ink', 'ochre-wash'],
  ['danger', 'danger-wash'],
  ['danger', 'surface'],
  ['danger', 'paper'],
  ['ink', 'danger-wash'],
  ['surface', 'persimmon'],
  ['surface', 'persimmon-deep'],
  ['surface', 'jade'],
  ['surface', 'danger'],
  ['paper', 'ink'],
] as const;
const SHAPES = [
  ['line-strong', 'surface'],
  ['line-strong', 'paper'],
  ['focus', 'surface'],
  ['focus', 'paper'],
] as const;

/** Every pair that falls short, in words. */
function shortfalls(colours: Colours): string[] {
  const short = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs
      .map(([a, b]) => ({ a, b, ratio: contrast(colours[a] ?? '#000000', colours[b] ?? '#000000') }))
      .filter(({ ratio }) => ratio < least)
      .map(({ a, b, ratio }) => `${a} on ${b}: ${ratio.toFixed(2)} < ${least}`);
  return [...short(TEXT, 4.5), ...short(SHAPES, 3)];
}

const light = coloursOf(css, ':root {');
const dark = { ...light, ...coloursOf(css, ':root[data-theme="dark"] {') };

describe('the colours of the pages', () => {
  it('hold every contrast in the light', () => {
    expect(shortfalls(light)).toEqual([]);
  });

  it('hold every contrast in the dark', () => {
    expect(shortfalls(dark)).toEqual([]);
  });

  it('are the same dark whether chosen or asked for by the device', () => {
    expect(coloursOf(css, ':root:not([data-theme="light"]) {')).toEqual(coloursOf(css, ':root[data-theme="dark"] {'));
  });

  it('would be caught when one falls short', () => {
    expect(shortfalls({ ...light, 'ink-soft': '#a09080' }).map((each) => each.split(':')[0])).toEqual([
      'ink-soft on paper',
      'ink-soft on surface',
      'ink-soft on sunken',
    ]);
  });
});
