import { html } from 'hono/html';
import { descriptionOf } from './descriptions.texts.ts';
import type { Escaped } from './escaped.page.ts';
import { LANGUAGES, otherThan, pathIn, type Language } from './language.ts';
import { isListed } from './listed.ts';
import type { PageContent } from './page.ts';
import { DRAFT_SCRIPT_PATH, SCRIPT_PATH } from './script-path.ts';
import { STYLESHEET_PATH } from './stylesheet-path.ts';
import { textsOf } from './texts.ts';

/** What a phone colours around the page: the ground of its header. */
export const THEME = { light: '#ffffff', dark: '#12161c' } as const;
const LOCALES = { uk: 'uk_UA', en: 'en_GB' } as const;
const PICTURE = { path: '/og.png', width: 1_200, height: 630 };

/**
 * What programs read of a page: its title, what it loads, and, if it belongs to everyone, what search engines and social
 * networks show of it.
 *
 * @param origin where visitors reach the site, without a slash at the end; empty if that is not known.
 */
export function head(language: Language, content: PageContent<Escaped>, origin: string) {
  const { title, here, status, isInvalid = false, isPersonal = false, mayKeepDraft = !isPersonal } = content;
  const texts = textsOf(language);
  const prefix = isInvalid ? `${texts.problemPrefix}: ` : '';
  const documentTitle = `${prefix}${title === texts.site ? title : `${title} – ${texts.site}`}`;
  const isForEveryone = status === undefined && !isPersonal && isListed(here);
  // A title of what is for one visitor may say something about them.
  const description = descriptionOf(language, status === undefined ? here : '', isForEveryone ? title : texts.site);
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${documentTitle}</title>
    <meta name="description" content="${description}" />
    <link rel="stylesheet" href="${STYLESHEET_PATH}" />
    <script src="${SCRIPT_PATH}" defer></script>
    ${mayKeepDraft ? html`<script src="${DRAFT_SCRIPT_PATH}" defer></script>` : ''}
    <link rel="icon" href="/favicon.ico" type="image/svg+xml" />
    <link rel="apple-touch-icon" href="/icon-192.png" />
    <link rel="manifest" href="/manifest.webmanifest" />
    <meta name="theme-color" content="${THEME.light}" media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content="${THEME.dark}" media="(prefers-color-scheme: dark)" />
    ${LANGUAGES.map((each) => html`<link rel="alternate" hreflang="${each}" href="${origin}${pathIn(each, here)}" />`)}
    ${isForEveryone ? found(language, { title, here, description }, origin) : html`<meta name="robots" content="noindex" />`}
  </head>`;
}

interface Found {
  readonly title: string;
  readonly here: string;
  readonly description: string;
}

/** What somebody sees of the page elsewhere: found, or sent by a friend. A picture needs an address that is whole. */
function found(language: Language, { title, here, description }: Found, origin: string) {
  const { site } = textsOf(language);
  const address = `${origin}${pathIn(language, here)}`;
  const property = (name: string, content: string | number) =>
    html`<meta property="og:${name}" content="${content}" />`;
  return html`<link rel="canonical" href="${address}" />
    <link rel="alternate" hreflang="x-default" href="${origin}${pathIn('uk', here)}" />
    ${property('type', 'website')} ${property('site_name', site)} ${property('title', title)}
    ${property('description', description)} ${property('locale', LOCALES[language])}
    ${property('locale:alternate', LOCALES[otherThan(language)])}
    ${
      origin === ''
        ? ''
        : html`${property('url', address)} ${property('image', `${origin}${PICTURE.path}`)}
            ${property('image:width', PICTURE.width)} ${property('image:height', PICTURE.height)}
            ${property('image:alt', site)} <meta name="twitter:card" content="summary_large_image" />`
    }`;
}
