import { useEffect, useState } from 'react';

const ELDER = 'linli.elder';
const THEME = 'linli.theme';
export type Theme = 'light' | 'dark' | 'device';
const readers = new Set<() => void>();

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // A browser without storage forgets the choice, nothing else.
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
  for (const tell of readers) tell();
}

/** Whether everything is shown large. */
export function isElder(): boolean {
  return 'elder' in document.documentElement.dataset;
}

/** Whether this device has ever been told, one way or the other. */
export function elderIsChosen(): boolean {
  return stored(ELDER) !== null;
}

/** Shows everything large and keeps it so on this device. */
export function enterElderMode(): void {
  document.documentElement.dataset['elder'] = '';
  store(ELDER, 'yes');
}

/** Shows everything in the usual size again. */
export function leaveElderMode(): void {
  delete document.documentElement.dataset['elder'];
  store(ELDER, 'no');
}

/** The colours chosen on this device. */
export function themeChosen(): Theme {
  const theme = stored(THEME);
  return theme === 'light' || theme === 'dark' ? theme : 'device';
}

/** Chooses light, dark, or whatever the device says. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'device') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  store(THEME, theme);
}

/** Draws the component again when the appearance changes. */
export function useAppearance(): { elder: boolean; theme: Theme } {
  const read = () => ({ elder: isElder(), theme: themeChosen() });
  const [appearance, setAppearance] = useState(read);
  useEffect(() => {
    const tell = () => setAppearance({ elder: isElder(), theme: themeChosen() });
    readers.add(tell);
    return () => {
      readers.delete(tell);
    };
  }, []);
  return appearance;
}
