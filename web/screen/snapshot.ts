/** The name of a picture of the wall: where, and the local minute it was taken. */
export function pictureName(place: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  return `${place}-${parts.replaceAll(':', '').replace(' ', '-')}.png`;
}

/** Every rule of the page's own style sheets. */
function allStyles(): string {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .map((rule) => rule.cssText)
    .join('\n');
}

/**
 * A picture of an element as it is now, as PNG: drawn again inside an SVG with the page's own styles, at the size of the
 * window. What is marked `data-not-in-picture` is left out; `stamp` is put where `[data-stamp]` is.
 */
export async function pictureOf(element: Element, stamp: string): Promise<Blob> {
  const [width, height] = [innerWidth, innerHeight];
  const copy = element.cloneNode(true) as Element;
  for (const each of copy.querySelectorAll('[data-not-in-picture]')) each.remove();
  for (const each of copy.querySelectorAll('[data-stamp]')) each.textContent = stamp;
  const body = document.createElementNS('http://www.w3.org/1999/xhtml', 'body');
  body.append(copy);
  const theme = document.documentElement.dataset['theme'] ?? 'dark';
  const drawn = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" data-theme="${theme}">`,
    `<style>${allStyles().replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style>`,
    `<foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(body)}</foreignObject></svg>`,
  ].join('');
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('This browser draws no pictures.');
  brush.fillStyle = getComputedStyle(document.body).backgroundColor;
  brush.fillRect(0, 0, width, height);
  brush.drawImage(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is empty.'))), 'image/png'),
  );
}
