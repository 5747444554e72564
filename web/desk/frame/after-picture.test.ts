import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterPicture } from './after-picture.ts';

describe('what waits for the next picture', () => {
  let frames: (() => void)[] = [];
  const task = () => new Promise((resolve) => setTimeout(resolve));
  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
    vi.stubGlobal('cancelAnimationFrame', (number: number) => {
      frames[number - 1] = () => {};
    });
  });
  afterEach(() => vi.unstubAllGlobals());
  const drawFrame = () => {
    for (const draw of frames) draw();
  };

  it('is done behind its frame, once', async () => {
    const work = vi.fn();
    afterPicture(work);
    await task();
    expect(work).not.toHaveBeenCalled();
    drawFrame();
    expect(work).not.toHaveBeenCalled();
    await task();
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('is not done any more when it is ended before the frame, or between the frame and its picture', async () => {
    const work = vi.fn();
    afterPicture(work)();
    drawFrame();
    const end = afterPicture(work);
    drawFrame();
    end();
    await task();
    expect(work).not.toHaveBeenCalled();
  });
});
