import { html } from 'hono/html';
import type { Language } from './language.ts';
import type { Escaped } from './escaped.page.ts';
import type { Page, PageContent } from './page.ts';
import { textsOf } from './texts.ts';

/** The pages, which say so as long as data are still being filled in: what they count is not all yet. */
export function sayingWhileFilling(
  pages: readonly Page<Escaped>[],
  isFilling: () => boolean,
): readonly Page<Escaped>[] {
  const noted = (language: Language, content: PageContent<Escaped>): PageContent<Escaped> => {
    // What is for one visitor has no figures, and a person in danger reads some of it.
    if (content.isPersonal === true || !isFilling()) return content;
    return {
      ...content,
      body: html`<p class="note" role="status">${textsOf(language).filling}</p>
        ${content.body}`,
    };
  };
  // An answer to a form is for one visitor.
  return pages.map((page) => ({
    ...page,
    read: async (request) => noted(request.language, await page.read(request)),
  }));
}
