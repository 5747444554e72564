import { useEffect, useState } from 'react';

/** Does something once the next picture is shown. Gives what ends it. */
export function afterPicture(work: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined;
  // Behind a task: what is done within a frame still comes before its picture.
  const frame = requestAnimationFrame(() => {
    task = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
}

/** False until the first picture of the component is shown: what need not be in it does not keep it waiting. */
export function useFirstPictureShown(): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => afterPicture(() => setShown(true)), []);
  return shown;
}
