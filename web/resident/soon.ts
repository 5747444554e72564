/**
 * What is answered within so many milliseconds; null where the answer is late or fails, and at once where there is no
 * network to ask by: for what helps, and must hold nobody up.
 */
export async function answeredSoon<T>(ask: () => Promise<T>, milliseconds: number): Promise<T | null> {
  if (!navigator.onLine) return null;
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds));
  return Promise.race([ask().catch(() => null), tooLate]);
}
