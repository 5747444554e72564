import { useMemo } from 'react';
import { encode } from 'uqr';

/** A QR code, dark on white in every theme, since cameras read it so. `label` says what it leads to. */
export function QrCode({ words, label }: { words: string; label: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(words, { ecc: 'M', border: 4 });
    const dark = code.data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: code.size, path: dark.join('') };
  }, [words]);
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={208}
      height={208}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
