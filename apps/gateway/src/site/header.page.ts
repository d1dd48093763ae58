import { html, raw } from 'hono/html';
import { otherThan, pathIn, type Language } from './language.ts';
import type { Escaped } from './escaped.page.ts';
import { MARK } from './mark.ts';
import type { PageContent } from './page.ts';
import { textsOf } from './texts.ts';

/** Of the list of all pages at the end of each page. */
const ALL_PAGES_ID = 'pages';
const REPORT_PATH = '/report';

type Shown = Pick<PageContent<Escaped>, 'here' | 'languageForm'> & {
  /** The path of this page, if it can be one of the menu. */
  readonly path: string | undefined;
};

/** Whom to phone, whose site this is, and where else to go. In the form of a report nothing leads away unasked. */
export function header(language: Language, shown: Shown) {
  const isForm = shown.path === REPORT_PATH;
  return html`<header>
    ${emergencyStrip(language, isForm)}
    <div class="masthead">
      ${siteLink(language)}
      <nav aria-label="${textsOf(language).navigation}">
        ${isForm ? html`<a href="#${ALL_PAGES_ID}">${textsOf(language).menuName}</a>` : menu(language, shown.path)}
        ${otherLanguage(language, shown)}
        ${isForm ? '' : html`<a class="button" href="${pathIn(language, REPORT_PATH)}">${textsOf(language).report}</a>`}
      </nav>
    </div>
  </header>`;
}

/** Numbers that a phone can call, on every page before anything else. */
function emergencyStrip(language: Language, isForm: boolean) {
  const { numbers, threat } = textsOf(language);
  const [first, ...others] = numbers.map(({ number, service }, index) => {
    const text = index === 0 ? html`<strong>${number}</strong>` : html`${number} ${service}`;
    return html`<li><a href="tel:${number}">${text}</a></li>`;
  });
  return html`<div class="strip">
    <ul>
      <li>${threat}</li>
      ${first} ${isForm ? '' : others}
    </ul>
  </div>`;
}

function siteLink(language: Language) {
  const { site, owner } = textsOf(language);
  return html`<a class="site" href="${pathIn(language, '/')}">
    <svg viewBox="0 0 32 36" aria-hidden="true">${raw(MARK)}</svg>
    <span><strong>${site}</strong> <small>${owner}</small></span>
  </a>`;
}

/** On a wide screen, the most wanted pages stand in the line; `in-line` hides them in the menu there. */
function menu(language: Language, path: string | undefined) {
  const texts = textsOf(language);
  const listed = texts.menu.filter(({ to }) => to !== REPORT_PATH);
  return html`<ul class="line">
      ${listed.filter(({ isFirst }) => isFirst).map((each) => item(language, each, path))}
    </ul>
    <details class="menu">
      <summary>${texts.menuName}</summary>
      <ul>
        ${listed.map((each) => item(language, each, path, each.isFirst ? 'in-line' : undefined))}
      </ul>
    </details>`;
}

interface Item {
  readonly to: string;
  readonly text: string;
}

function item(language: Language, { to, text }: Item, path: string | undefined, look?: string) {
  const current = to === path ? html`aria-current="page"` : '';
  return html`<li ${look === undefined ? '' : html`class="${look}"`}>
    <a href="${pathIn(language, to)}" ${current}>${text}</a>
  </li>`;
}

function otherLanguage(language: Language, { here, languageForm }: Shown) {
  const other = otherThan(language);
  const { otherLanguage: name } = textsOf(language);
  return languageForm ?? html`<a href="${pathIn(other, here)}" lang="${other}" hreflang="${other}">${name}</a>`;
}

/** Every page that people look for, once more at the end. */
export function footer(language: Language) {
  const { allPages, menu: pages, furtherPages, footer: owner } = textsOf(language);
  return html`<footer>
    <nav id="${ALL_PAGES_ID}" aria-label="${allPages}" tabindex="-1">
      <ul>
        ${[...pages, ...furtherPages].map((each) => item(language, each, undefined))}
      </ul>
    </nav>
    <p class="small">${owner}</p>
  </footer>`;
}
