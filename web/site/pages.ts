import { sayMonth } from './dates.ts';
import { page, phone } from './frame.ts';
import { type Html, html } from './html.ts';
import { addressOf, type NeedTaxonomy, nameOf, type PublicFigures, type Site, say } from './shapes.ts';

/** The first page: what this is, what to do, where to read on. */
export function homePage(site: Site): string {
  const links = ['help', 'units', 'complain'] as const;
  return page(site, {
    title: say(site, 'site.home.title'),
    about: say(site, 'site.home.about'),
    body: html`<p class="lead">${say(site, 'site.home.lead')}</p>
<p><a class="main" href="/order">${say(site, 'site.order')}</a></p>
${phone(site)}
<ul class="rows">${links.map(
      (path) =>
        html`<li><a href="${addressOf(site.language, path)}">${say(site, `site.way.${path}`)}</a><br>${say(site, `site.home.${path}`)}</li>`,
    )}</ul>
<h2>${say(site, 'site.home.how')}</h2>
<ol class="steps">${[1, 2, 3, 4].map((step) => html`<li>${say(site, `site.home.step_${step}`)}</li>`)}</ol>`,
  });
}

/** What one can ask for, by the network's own list; what goes another way says so. */
export function helpPage(site: Site, needs: NeedTaxonomy): string {
  const zh = site.language === 'zh-CN';
  const marks = (kind: NeedTaxonomy['categories'][number]['kinds'][number]) =>
    [
      kind.homeVisit ? say(site, 'site.help.home') : '',
      kind.twoPersonRule ? say(site, 'site.help.two') : '',
      kind.callFirst ? say(site, 'site.help.call', { number: kind.callFirst }) : '',
      kind.nature === 'petition' || kind.nature === 'complaint' ? say(site, 'site.help.confidential') : '',
    ].filter(Boolean);
  return page(site, {
    title: say(site, 'site.way.help'),
    about: say(site, 'site.help.about'),
    body: html`<p class="lead">${say(site, 'site.help.lead')}</p>
<p><a class="main" href="/order">${say(site, 'site.order')}</a></p>
${needs.categories.map(
  (category) => html`<section><h2>${zh ? category.askZh : category.askEn}</h2>
<ul class="rows">${category.kinds.map((kind) => {
    const said = marks(kind);
    return html`<li><strong>${zh ? kind.askZh : kind.askEn}</strong>${said.length > 0 ? html`<br><span class="soft">${said.join(zh ? '；' : '; ')}</span>` : ''}</li>`;
  })}</ul></section>`,
)}`,
  });
}

/** Questions that were answered, once people agreed to have them shown. None yet is said so. */
export function answersPage(
  site: Site,
  answers: readonly { question: string; answer: string; by: string | null; month: string }[],
): string {
  const body: Html =
    answers.length === 0
      ? html`<p class="lead">${say(site, 'site.answers.none')}</p><p>${say(site, 'site.answers.how')}</p>`
      : html`<p class="lead">${say(site, 'site.answers.how')}</p>${answers.map(
          (each) =>
            html`<section><h2>${each.question}</h2><p class="words">${each.answer}</p><p class="soft">${[each.by, sayMonth(site, each.month)].filter(Boolean).join(' · ')}</p></section>`,
        )}`;
  return page(site, { title: say(site, 'site.way.answers'), about: say(site, 'site.answers.about'), body });
}

const FIGURES = ['submittedToday', 'waiting', 'inService', 'late', 'reviewedToday', 'satisfiedToday'] as const;
/** Fewer than this would tell of single households. */
const LEAST_SHOWN = 5;

/** Today in figures: a table, each with what it counts. */
export function figuresPage(site: Site, figures: PublicFigures, time: string): string {
  const shown = (count: number) => (count > 0 && count < LEAST_SHOWN ? say(site, 'site.figures.few') : String(count));
  return page(site, {
    title: say(site, 'site.way.figures'),
    about: say(site, 'site.figures.about'),
    body: html`<p class="lead">${say(site, 'site.figures.lead', { time })}</p>
<table>
<caption>${say(site, 'site.figures.caption', { place: nameOf(site, site.network) })}</caption>
<thead><tr><th scope="col">${say(site, 'site.figures.what')}</th><th scope="col">${say(site, 'site.figures.count')}</th></tr></thead>
<tbody>${FIGURES.map(
      (name) =>
        html`<tr><th scope="row">${say(site, `site.figures.${name}`)}<br><span class="soft">${say(site, `site.figures.${name}_means`)}</span></th><td>${shown(figures[name])}</td></tr>`,
    )}</tbody>
</table>
<p class="soft">${say(site, 'site.figures.limits')}</p>`,
  });
}

/** Headings with their paragraphs, as many as the sentences have. */
function told(site: Site, shelf: string, count: number): Html {
  return html`${Array.from({ length: count }, (_, index) => index + 1).map(
    (number) =>
      html`<h2>${say(site, `site.${shelf}.${number}_title`)}</h2><p>${say(site, `site.${shelf}.${number}_text`)}</p>`,
  )}`;
}

/** How to complain, who sees it, until when one hears. */
export function complainPage(site: Site): string {
  return page(site, {
    title: say(site, 'site.way.complain'),
    about: say(site, 'site.complain.about'),
    body: html`<p class="lead">${say(site, 'site.complain.lead')}</p>
<p><a class="main" href="/order">${say(site, 'site.complain.do')}</a></p>
<h2>${say(site, 'site.complain.receipt_title')}</h2>
<p>${say(site, 'site.complain.receipt_text')}</p>
<p><a href="/receipt">${say(site, 'site.complain.receipt_have')}</a></p>
${told(site, 'complain', 4)}`,
  });
}

/** What is kept of whom, for how long, and what one can do about it. */
export function privacyPage(site: Site): string {
  return page(site, {
    title: say(site, 'site.way.privacy'),
    about: say(site, 'site.privacy.about'),
    body: html`<p class="lead">${say(site, 'site.privacy.lead')}</p>
${told(site, 'privacy', 6)}
<p><a class="main" href="/me/data">${say(site, 'site.privacy.do')}</a></p>`,
  });
}

/** Nothing stands at this address. */
export function missingPage(site: Site): string {
  return page(site, {
    title: say(site, 'site.missing'),
    about: say(site, 'site.missing'),
    body: html`<p><a class="main" href="${addressOf(site.language, '')}">${say(site, 'site.way.home')}</a></p>`,
  });
}
