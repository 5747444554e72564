import { useRedrawn } from './redrawn.ts';

/** A browser's offer to put us among its owner's apps; not every browser makes it. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let waiting: ServiceWorker | null = null;
let offer: InstallOffer | null = null;
const readers = new Set<() => void>();

function tell(): void {
  for (const draw of readers) draw();
}

/** WeChat's own browser: no service worker, no way to install; everything else works there. */
export function inWeChat(): boolean {
  return /MicroMessenger/i.test(navigator.userAgent);
}

/** Begins to keep the pages on this phone, after they are drawn. Where the browser cannot, nothing is lost but that. */
export function keepPages(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event as InstallOffer;
    tell();
  });
  window.addEventListener('appinstalled', () => {
    offer = null;
    tell();
  });
  if (!('serviceWorker' in navigator) || inWeChat()) return;
  const register = () => void navigator.serviceWorker.register('/worker.js').then(watch, () => undefined);
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register);
}

function watch(registration: ServiceWorkerRegistration | undefined): void {
  // Some embedded browsers answer with nothing.
  if (!registration) return;
  const look = () => {
    // The first one ever has nothing to take the place of.
    waiting = navigator.serviceWorker.controller ? registration.waiting : null;
    tell();
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
  });
  look();
}

/** Lets the new version take over and opens the page anew; what was typed is in the draft. */
export function takeNewVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting?.postMessage('take over');
}

/** Whether a new version waits, and how to put us on the screen of this phone, where the browser lets us ask. */
export function useInstalled(): { newVersion: boolean; install: (() => void) | null } {
  useRedrawn(readers);
  return { newVersion: waiting !== null, install: offer ? () => void offer?.prompt() : null };
}

/** Whether it was opened from the phone's own screen. */
export function isInstalled(): boolean {
  return (
    window.matchMedia('(display-mode: standalone)').matches ||
    (navigator as { standalone?: boolean }).standalone === true
  );
}
