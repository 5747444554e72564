const STORED = 'linli.home';

/** The community that this device last asked from. */
export function homeOfDevice(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    // A browser without storage asks again.
    return null;
  }
}

/** Keeps the community for the next time. */
export function keepHome(unitId: string): void {
  try {
    localStorage.setItem(STORED, unitId);
  } catch {
    // As above.
  }
}

/** A poster at a station leads here with that station in the address: the first time, that is where help is wanted. */
export function homeFromAddress(): void {
  const at = new URLSearchParams(location.search).get('at');
  if (at && /^[0-9a-f-]{36}$/.test(at) && homeOfDevice() === null) keepHome(at);
}
