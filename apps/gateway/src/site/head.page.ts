import { html } from 'hono/html';
import { otherThan, pathIn, type Language } from './language.ts';
import type { PageContent } from './page.ts';
import type { Escaped } from './escaped.page.ts';
import { DRAFT_SCRIPT_PATH, SCRIPT_PATH } from './script-path.ts';
import { STYLESHEET_PATH } from './stylesheet-path.ts';
import { textsOf } from './texts.ts';

/** What programs read of a page: its title, and what it loads. */
export function head(language: Language, content: PageContent<Escaped>) {
  const { title, here, isInvalid = false, isPersonal = false, mayKeepDraft = !isPersonal } = content;
  const texts = textsOf(language);
  const other = otherThan(language);
  const prefix = isInvalid ? `${texts.problemPrefix}: ` : '';
  const documentTitle = `${prefix}${title === texts.site ? title : `${title} – ${texts.site}`}`;
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${documentTitle}</title>
    <link rel="stylesheet" href="${STYLESHEET_PATH}" />
    <script src="${SCRIPT_PATH}" defer></script>
    ${mayKeepDraft ? html`<script src="${DRAFT_SCRIPT_PATH}" defer></script>` : ''}
    <link rel="alternate" hreflang="${language}" href="${pathIn(language, here)}" />
    <link rel="alternate" hreflang="${other}" href="${pathIn(other, here)}" />
  </head>`;
}
