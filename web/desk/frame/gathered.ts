/**
 * What is asked for often is done at once and then at most once in so many milliseconds; the last time it was asked for is
 * never forgotten.
 */
export function gathered(milliseconds: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = () => {
    again = false;
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, milliseconds);
  };
  return () => {
    if (timer === undefined) run();
    else again = true;
  };
}
