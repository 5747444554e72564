/**
 * Addresses that people come in by, from a poster, a message, a bookmark, and whose page says something before any answer.
 * Their first pictures and their words come with the program; the words of all other pages are fetched when one is wanted.
 */
export const DOORSTEPS: ReadonlySet<string> = new Set([
  '/',
  '/order',
  '/orders',
  '/orders/:id',
  '/offers',
  '/tasks',
  '/tasks/:id',
  '/inbox',
  '/login',
]);
