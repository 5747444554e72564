import { Html, html } from './html.ts';
import { addressOf, nameOf, type Site, say } from './shapes.ts';

/** Pages that the head of every page leads to. */
export const mainPaths = ['', 'help', 'units', 'answers', 'figures', 'complain', 'privacy'] as const;

/** A whole page: head, ways, what it says, the phone for help at the end of every one. No script at all. */
export function page(site: Site, { title, about, body }: { title: string; about: string; body: Html }): string {
  const place = nameOf(site, site.network);
  const other = site.language === 'en' ? 'zh-CN' : 'en';
  const here = site.origin + addressOf(site.language, site.path);
  const there = site.origin + addressOf(other, site.path);
  const whole = site.path === '' ? place : `${title} · ${place}`;
  return html`<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${whole}</title>
<meta name="description" content="${about}">
<link rel="canonical" href="${here}">
<link rel="alternate" hreflang="${site.language}" href="${here}">
<link rel="alternate" hreflang="${other}" href="${there}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${new Html(site.style)}</style>
</head>
<body>
<a class="skip" href="#page">${say(site, 'site.skip')}</a>
<header>
<p class="place"><a href="${addressOf(site.language, '')}">${place}</a></p>
<p class="beside"><a href="/login">${say(site, 'site.sign_in')}</a> <a href="${addressOf(other, site.path)}" lang="${other}" hreflang="${other}">${other === 'en' ? 'English' : '中文'}</a></p>
<nav aria-label="${say(site, 'site.ways')}"><ul>${mainPaths.map(
    (path) =>
      html`<li><a class="way" href="${addressOf(site.language, path)}"${path === site.path ? html` aria-current="page"` : ''}>${say(site, `site.way.${path || 'home'}`)}</a></li>`,
  )}</ul></nav>
</header>
<main id="page">
${site.network.demo ? html`<p class="note">${say(site, 'site.demo')}</p>` : ''}
<h1>${title}</h1>
${body}
</main>
<footer>
${phone(site)}
<p>${say(site, 'site.footer')}</p>
</footer>
</body>
</html>
`.text;
}

/** The number that people answer, as one reads it and as one taps it. */
export function phone(site: Site): Html {
  const number = site.network.helpPhone;
  if (number === null) return html`<p>${say(site, 'site.no_phone')}</p>`;
  return html`<p class="call">${say(site, 'site.call')} <a href="tel:${number}">${number}</a></p>`;
}
