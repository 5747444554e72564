// `npm run icons`: draws the phone's icons from the design's tokens, in the sizes that phones ask for.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { project } from './steps.mjs';

const tokens = readFileSync(join(project, 'web/ui/tokens.css'), 'utf8');
const persimmon = colour('persimmon');
const surface = colour('surface');
const out = join(project, 'web/resident/public');

/** The first number of a colour is the light one. */
function colour(name: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(tokens)?.[1];
  if (!found) throw new Error(`tokens.css names no colour --${name}.`);
  return found;
}

/** A roof over a door. `margin`: how much of each side is left free, in 32nds; `round`: the corners. */
function picture(margin: number, round: number): string {
  const scale = (32 - 2 * margin) / 32;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Linli</title><rect width="32" height="32" rx="${round}" fill="${persimmon}"/><g transform="translate(${margin} ${margin}) scale(${scale})"><path d="M6 16l10-8 10 8M9 14.5V24h5v-5h4v5h5v-9.5" fill="none" stroke="${surface}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></g></svg>\n`;
}

mkdirSync(join(out, 'icons'), { recursive: true });
writeFileSync(join(out, 'icon.svg'), picture(0, 7));
const sizes = [
  { name: 'icon-192', pixels: 192, margin: 0, round: 7 },
  { name: 'icon-512', pixels: 512, margin: 0, round: 7 },
  // Phones cut these to a shape of their own: nothing stands in the outer fifth.
  { name: 'maskable-512', pixels: 512, margin: 4, round: 0 },
  { name: 'apple-touch-180', pixels: 180, margin: 2, round: 0 },
];
for (const { name, pixels, margin, round } of sizes) {
  const drawn = sharp(Buffer.from(picture(margin, round)), { density: 1200 }).resize(pixels, pixels);
  await drawn.png({ compressionLevel: 9, palette: true }).toFile(join(out, `icons/${name}.png`));
}
