import { encode } from 'uqr';
import { sayDate } from './dates.ts';
import { page } from './frame.ts';
import { type Html, html } from './html.ts';
import { addressOf, nameOf, type Site, say, type TreeUnit, type UnitOfSite, type UnitWithBelow } from './shapes.ts';

/** The counties with what stands below them. */
export function unitsPage(site: Site, units: readonly TreeUnit[]): string {
  const name = (unit: TreeUnit) => (site.language === 'zh-CN' ? unit.zh : unit.en);
  const below = (parent: TreeUnit) => {
    const at = units.indexOf(parent);
    return units.filter((unit) => unit.parent === at && unit.level === 'institute');
  };
  const link = (unit: TreeUnit) => html`<a href="${addressOf(site.language, `units/${unit.code}`)}">${name(unit)}</a>`;
  return page(site, {
    title: say(site, 'site.way.units'),
    about: say(site, 'site.units.about'),
    body: html`<p class="lead">${say(site, 'site.units.lead')}</p>
${units
  .filter((unit) => unit.level === 'centre')
  .map(
    (centre) => html`<section><h2>${link(centre)}</h2>
<ul class="links">${below(centre).map((institute) => html`<li>${link(institute)}</li>`)}</ul></section>`,
  )}`,
  });
}

/** One unit: where, when, whom to call, what stands above and below, and the poster for its door. */
export function unitPage(site: Site, { unit, below }: UnitWithBelow): string {
  const row = (name: string, value: Html | string) =>
    html`<div><dt>${say(site, `site.unit.${name}`)}</dt><dd>${value}</dd></div>`;
  const unknown = say(site, 'site.unit.unknown');
  return page(site, {
    title: nameOf(site, unit),
    about: say(site, 'site.unit.about', { name: nameOf(site, unit) }),
    body: html`${unit.invented ? html`<p class="note">${say(site, 'site.unit.invented')}</p>` : ''}
<p class="soft">${[...unit.path]
      .reverse()
      .map(
        (above, index) =>
          html`${index > 0 ? ' › ' : ''}<a href="${above.level === 'city' ? addressOf(site.language, 'units') : addressOf(site.language, `units/by-id/${above.id}`)}">${nameOf(site, above)}</a>`,
      )}</p>
<dl>
${row('address', unit.address ?? unknown)}
${row('phone', unit.phone ? html`<a href="tel:${unit.phone}">${unit.phone}</a>` : unknown)}
${row('hours', hoursOf(site, unit.openingHours))}
${row('plaque', plaqueOf(site, unit))}
</dl>
<p><a class="main" href="/order?at=${unit.id}">${say(site, 'site.unit.order')}</a></p>
${
  below.length > 0
    ? html`<h2>${say(site, 'site.unit.below')}</h2><ul class="links">${below.map(
        (each) => html`<li><a href="${addressOf(site.language, `units/${each.code}`)}">${nameOf(site, each)}</a></li>`,
      )}</ul>`
    : ''
}
<p><a href="${addressOf(site.language, `units/${unit.code}/poster`)}">${say(site, 'site.unit.poster')}</a></p>`,
  });
}

/** `2019 年 5 月 1 日挂牌`; that there is one, where nobody noted since when. */
function plaqueOf(site: Site, { plaque, plaqueSince }: UnitOfSite): string {
  if (plaque !== 'open' || plaqueSince === null) return say(site, `site.plaque.${plaque}`);
  return say(site, 'site.plaque.open_since', { since: sayDate(site, plaqueSince) });
}

/** `周一至周五 9:00–17:00`; unknown is not the same as closed. */
function hoursOf(site: Site, hours: UnitOfSite['openingHours']): Html | string {
  if (hours === null) return say(site, 'site.unit.unknown');
  if (hours.length === 0) return say(site, 'site.unit.closed');
  const day = (number: number) => say(site, `site.day.${number}`);
  return html`${hours.map(({ days, opens, closes }, index) => {
    const ordered = [...days].sort((a, b) => a - b);
    const first = ordered[0] ?? 1;
    const last = ordered.at(-1) ?? first;
    const run = ordered.length > 2 && last - first + 1 === ordered.length;
    const named = run
      ? say(site, 'site.days', { from: day(first), to: day(last) })
      : ordered.map(day).join(site.language === 'zh-CN' ? '、' : ', ');
    return html`${index > 0 ? html`<br>` : ''}${named} ${opens}–${closes}`;
  })}`;
}

/** A sheet for the door: the name, what one can ask, the code to scan, the number to call. For printing on A4. */
export function posterPage(site: Site, { unit }: UnitWithBelow): string {
  const address = `${site.origin}/order?at=${unit.id}`;
  return page(site, {
    title: say(site, 'site.poster.title'),
    about: say(site, 'site.poster.about', { name: nameOf(site, unit) }),
    body: html`<div class="poster">
<p class="whose">${nameOf(site, unit)}${unit.invented && !/演示|demo/.test(nameOf(site, unit)) ? ` · ${say(site, 'site.unit.demo')}` : ''}</p>
${qr(address, say(site, 'site.poster.code', { name: nameOf(site, unit) }))}
<p>${say(site, 'site.poster.scan')}</p>
<p class="big">${unit.phone ?? site.network.helpPhone ?? ''}</p>
<p>${say(site, 'site.poster.what')}</p>
</div>
<p class="soft screen-only">${say(site, 'site.poster.print')}</p>`,
  });
}

/** Dark on white whatever the theme: cameras read it so. */
function qr(words: string, label: string): Html {
  const code = encode(words, { ecc: 'M', border: 4 });
  const dark = code.data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${code.size} ${code.size}" shape-rendering="crispEdges"><rect width="${code.size}" height="${code.size}" fill="#fff"/><path d="${dark.join('')}" fill="#000"/></svg>`;
}
