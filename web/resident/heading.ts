let wanted = false;

/** A new page is there: its reader is brought to its heading, at once or when that comes with what is loaded. */
export function arriveAtHeading(): void {
  wanted = !focusHeading();
}

/** Something was drawn that may have brought the heading. Whoever has gone on to something else meanwhile is left there. */
export function headingCame(): void {
  const elsewhere = document.activeElement !== null && document.activeElement !== document.body;
  if (wanted && (elsewhere || focusHeading())) wanted = false;
}

/** Whether there was one. */
function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>('h1');
  heading?.focus({ preventScroll: true });
  return heading !== null;
}
