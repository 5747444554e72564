import { useCallback, useSyncExternalStore } from 'react';
import { AccountMenu } from './AccountMenu.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { useChord, useKeys } from './keys.ts';
import { Palette } from './Palette.tsx';

type Overlay = 'help' | 'palette' | 'account' | undefined;

let open: Overlay;
const watchers = new Set<() => void>();

function show(overlay: Overlay): void {
  open = overlay;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Lists every key. */
export function openHelp(): void {
  show('help');
}

/** Shows who is at this desk, and the way out. */
export function openAccount(): void {
  show('account');
}

/** What lies over any page at a key; opening it draws nothing of the page anew. */
export function Overlays() {
  const shown = useSyncExternalStore(watch, () => open);
  const close = useCallback(() => show(undefined), []);
  useKeys({ '?': openHelp });
  useChord('k', () => show('palette'));
  if (shown === 'help') return <KeyHelp onClose={close} />;
  if (shown === 'account') return <AccountMenu onClose={close} />;
  return shown === 'palette' ? <Palette onClose={close} /> : null;
}
