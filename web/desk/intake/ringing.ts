import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

const NUMBER = /^phone=(\+?[\d-]{5,20})$/;

/** The number in what stands behind the # of an address: `phone=13900000000`. */
export function numberIn(hash: string): string | undefined {
  return NUMBER.exec(decodeURIComponent(hash.replace(/^#/, '')))?.[1];
}

/**
 * A call that the telephone system hands over by opening `/desk/intake#phone=NUMBER`: what stands behind the # never
 * leaves the browser, and it is taken out of the address at once. `settle` when it was taken up.
 */
export function useRinging(): { ringing: string | undefined; settle: () => void } {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const [ringing, setRinging] = useState<string>();
  useEffect(() => {
    const number = numberIn(hash);
    if (number === undefined) return;
    setRinging(number);
    void navigate({ to: '/intake', replace: true });
  }, [hash, navigate]);
  return { ringing, settle: () => setRinging(undefined) };
}
