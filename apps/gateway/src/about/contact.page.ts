import { html } from 'hono/html';
import { emergencyNumbers, linkTo, safetyLink, type Escaped, type Language, type Page } from '../site/module.ts';
import { CONTACT_TEXTS } from './contact.texts.ts';
import type { Installed } from './owner.ts';

/** Whom to phone first, who runs this installation, and where to report a vulnerability. */
export function contactPage(installed: Installed): Page<Escaped> {
  return {
    path: '/contact',
    isNeverLimited: true,
    read({ language }) {
      const texts = CONTACT_TEXTS[language];
      const { securityContact } = installed;
      const body = html`<h2>${texts.urgent}</h2>
        ${emergencyNumbers(language)}
        <p>${safetyLink(language)}</p>
        <h2>${texts.owner}</h2>
        ${ownerSection(installed, language)}
        <h2>${texts.other}</h2>
        <ul>
          <li>${linkTo(language, '/report', texts.report)}</li>
          <li>${linkTo(language, '/footage', texts.footage)}</li>
          <li>${linkTo(language, '/complaint', texts.complaint)}</li>
          <li>${linkTo(language, '/officer', texts.officer)}</li>
          <li>${linkTo(language, '/accessibility', texts.accessibility)}</li>
        </ul>
        ${
          securityContact === undefined
            ? ''
            : html`<h2>${texts.vulnerability}</h2>
                <p>
                  ${texts.vulnerabilityText}
                  <a
                    href="${securityContact}"
                    ${securityContact.startsWith('https:') ? html`rel="external noreferrer"` : ''}
                    >${securityContact.replace(/^(mailto|tel):/, '')}</a
                  >
                </p>`
        }`;
      return { title: texts.title, body, here: '/contact' };
    },
  };
}

/** What is configured of the owner; if nobody is named, that is what it says. */
export function ownerSection({ owner, isDemonstration }: Installed, language: Language) {
  const texts = CONTACT_TEXTS[language];
  const { name, address, phone, email } = owner;
  const facts = [
    { label: texts.name, value: name && html`${name}` },
    { label: texts.address, value: address && html`${address}` },
    { label: texts.phone, value: phone && html`<a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a>` },
    { label: texts.email, value: email && html`<a href="mailto:${email}">${email}</a>` },
  ].filter(({ value }) => value !== undefined);
  return html`${isDemonstration ? html`<p>${texts.demonstration}</p>` : ''}
  ${name === undefined ? html`<p class="note">${texts.unnamed}</p>` : ''}
  ${
    facts.length === 0
      ? ''
      : html`<dl lang="uk">
          ${facts.map(
            ({ label, value }) =>
              html`<dt lang="${language}">${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>`
  }`;
}
