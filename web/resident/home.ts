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
