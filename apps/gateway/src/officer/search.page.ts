import { html } from 'hono/html';
import { controlSuffix, type Control } from '../control/module.ts';
import { hereField, sendingTexts, type FieldProblem } from '../forms/module.ts';
import { longPlaceName, type FoundPlace } from '../places/module.ts';
import { linkTo, pathIn, textsOf, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { OFFICER_TEXTS } from './officer.texts.ts';

const MAX_SHOWN = 50;

/**
 * The search for a place: a plain form, so that its answer has an address that can be kept. People type home addresses,
 * too: `typed` stands in the field only, and only on a page that nobody keeps.
 */
export function searchForm(language: Language, typed = '') {
  const { search } = textsOf(language);
  return html`<form action="${pathIn(language, '/officer')}" method="get" role="search">
    <p>
      <label for="place">${search.label}</label>
      <span class="hint" id="place-hint">${search.hint}</span>
      <input
        id="place"
        name="place"
        type="search"
        maxlength="100"
        autocomplete="address-level2"
        aria-describedby="place-hint"
        ${typed === '' ? '' : html`value="${typed.slice(0, 100)}"`}
        required
      />
    </p>
    <p><button type="submit">${search.button}</button></p>
  </form>`;
}

/** Sent in the body: where somebody is belongs into no address and no history. */
export function pointForm(language: Language, problem?: FieldProblem) {
  const texts = OFFICER_TEXTS[language];
  return html`<h2>${texts.byPoint}</h2>
    <form action="${pathIn(language, '/officer')}" method="post" novalidate ${sendingTexts(language)}>
      ${hereField(language, { name: 'point', label: texts.point, hint: texts.pointHint, value: '', problem })}
      <p><button type="submit">${texts.pointButton}</button></p>
    </form>`;
}

/** Nothing has the name: what may be meant, if anything, and the text to correct. */
export function noExactPage(
  language: Language,
  typed: string,
  guesses: readonly FoundPlace[],
  control: Control | undefined,
): PageContent<Escaped> {
  const { officer } = textsOf(language);
  const body = html`${
      guesses.length === 0
        ? html`<p class="note">${officer.nothing}</p>`
        : html`<h2>${OFFICER_TEXTS[language].noExact}</h2>
            ${placeList(guesses, control, language)}`
    }
    ${searchForm(language, typed)} ${pointForm(language)}
    <p>${officer.call102}</p>`;
  return { title: officer.title, body, here: '/officer', isPersonal: true };
}

/** Without `control`, while the registry is away, the page of the chosen place says what the list cannot. */
export function choicePage(
  language: Language,
  found: readonly FoundPlace[],
  guesses: readonly FoundPlace[],
  control: Control | undefined,
): PageContent<Escaped> {
  const { officer } = textsOf(language);
  const body = html`<h2>${officer.several}</h2>
    ${placeList(found.slice(0, MAX_SHOWN), control, language)}
    ${found.length > MAX_SHOWN ? html`<p>${officer.tooMany}</p>` : ''}
    ${
      guesses.length === 0
        ? ''
        : html`<h2>${OFFICER_TEXTS[language].orMeant}</h2>
            ${placeList(guesses, control, language)}`
    }
    ${searchForm(language)} ${pointForm(language)}`;
  return { title: officer.title, body, here: '/officer' };
}

function placeList(places: readonly FoundPlace[], control: Control | undefined, language: Language) {
  return html`<ul>
    ${places.map(
      (place) =>
        html`<li>${placeLink(place, language)}${controlSuffix(control?.get(place.hromada.code), language)}</li>`,
    )}
  </ul>`;
}

export function placeLink(place: FoundPlace, language: Language) {
  return linkTo(language, `/officer?place=${place.code}`, longPlaceName(place, language));
}
