import { useEffect } from 'react';
import { titleWaiting } from './title.ts';

const ON = 'linli.desk.chime';

/** Whether a new order is heard at this desk; silent until somebody asks for it. */
export function chimeIsOn(): boolean {
  try {
    return localStorage.getItem(ON) !== null;
  } catch {
    return false;
  }
}

/** From now on a new order is heard; rings once, so that one knows how it sounds. */
export function turnChimeOn(): void {
  localStorage.setItem(ON, 'yes');
  ring('new');
}

export function turnChimeOff(): void {
  localStorage.removeItem(ON);
}

/** What came: an emergency sounds higher, and three times. */
type Came = 'new' | 'emergency';

const HERTZ = { new: 587, emergency: 880 } as const;
const TIMES = { new: 1, emergency: 3 } as const;
const SECONDS = 0.35;

let sound: AudioContext | undefined;

function ring(came: Came): void {
  if (typeof AudioContext === 'undefined') return;
  sound ??= new AudioContext();
  void sound.resume();
  for (let time = 0; time < TIMES[came]; time++) {
    const at = sound.currentTime + time * SECONDS;
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    tone.frequency.value = HERTZ[came];
    loudness.gain.setValueAtTime(0.2, at);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + SECONDS);
    tone.connect(loudness).connect(sound.destination);
    tone.start(at);
    tone.stop(at + SECONDS);
  }
}

const rung = new Set<string>();

/** Rings for what was not rung for before on this page, where it is wanted. */
export function ringFor(came: readonly { id: string; emergency: boolean }[]): void {
  const fresh = came.filter(({ id }) => !rung.has(id));
  for (const { id } of fresh) rung.add(id);
  if (fresh.length > 0 && chimeIsOn()) ring(fresh.some(({ emergency }) => emergency) ? 'emergency' : 'new');
}

/**
 * Tells of orders that came: in the tab's title as long as they wait, and by a sound where it is wanted. The title is the
 * sound's twin: whoever hears nothing, or looks at another window, learns the same.
 */
export function useChime(waiting: readonly { id: string; emergency: boolean }[]): void {
  useEffect(() => ringFor(waiting), [waiting]);
  const emergency = waiting.some((each) => each.emergency);
  const count = waiting.length;
  useEffect(() => {
    titleWaiting({ count, emergency });
    return () => titleWaiting({ count: 0, emergency: false });
  }, [count, emergency]);
}
