/** The hour of the week, Monday 00:00 first, in which an instant falls locally: index of a week's 168 hours. */
export function hourOfWeek(at: Date, offsetMinutes: number): number {
  const local = new Date(at.getTime() + offsetMinutes * 60_000);
  return ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours();
}
