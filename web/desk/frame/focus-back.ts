import { type RefObject, useEffect, useRef } from 'react';

/**
 * The heading to which the focus returns once what was opened below it is closed again. A heading takes no Enter: that goes
 * on meaning what it means on the page.
 */
export function useFocusBack(open: boolean): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) heading.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return heading;
}
