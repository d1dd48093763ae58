import { html } from 'hono/html';
import { linkTo, type Escaped, type Page } from '../site/module.ts';
import { ABOUT_TEXTS } from './about.texts.ts';
import { ownerSection } from './contact.page.ts';
import type { Installed } from './owner.ts';

/** Whose site this is, and what a report is as against an appeal. */
export function aboutPage(installed: Installed): Page<Escaped> {
  return {
    path: '/about',
    read({ language }) {
      const texts = ABOUT_TEXTS[language];
      const body = html`${texts.intro.map((text) => html`<p>${text}</p>`)}
        <h2>${texts.owner}</h2>
        ${ownerSection(installed, language)}
        <h2>${texts.kinds}</h2>
        ${texts.kindsText.map((text) => html`<p>${text}</p>`)}
        <h2>${texts.more}</h2>
        <ul>
          <li>${linkTo(language, '/privacy', texts.privacy)}</li>
          <li>${linkTo(language, '/contact', texts.contact)}</li>
        </ul>`;
      return { title: texts.title, body, here: '/about' };
    },
  };
}
