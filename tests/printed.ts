import { afterEach, beforeEach, vi } from 'vitest';

/** What a command said since the test began. */
export interface Printed {
  /** On standard output. */
  out: string;
  /** On standard error. */
  err: string;
}

/** Keeps, in each test of the file, what is printed from the terminal, and gives it to look at. */
export function printed(): Printed {
  const kept: Printed = { out: '', err: '' };
  beforeEach(() => {
    [kept.out, kept.err] = ['', ''];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      kept.out += String(text);
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      kept.err += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return kept;
}
