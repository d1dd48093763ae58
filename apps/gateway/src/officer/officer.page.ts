import { html } from 'hono/html';
import { searchPlaces, type PlaceNames } from '../places/module.ts';
import { linkTo, pathIn, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';
import type { OfficerAnswer, OfficerProfile, ReadOfficer } from './officer.ts';

const MOST_SHOWN = 50;

/** The search for a place: a plain form, so that its answer has an address that can be kept. */
export function searchForm(language: Language) {
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
        required
      />
    </p>
    <p><button type="submit">${search.button}</button></p>
  </form>`;
}

/** Who is responsible in a place. The text that was searched is never repeated on the page. */
export function officerPage(readOfficer: ReadOfficer): Page<Escaped> {
  return {
    path: '/officer',
    async read({ language, query }) {
      const { officer } = textsOf(language);
      const { title } = officer;
      const wanted = query('place').trim();
      if (wanted === '') {
        return {
          title,
          body: html`<p>${officer.intro}</p>
            ${searchForm(language)}`,
          here: '/officer',
        };
      }
      const found = searchPlaces(wanted, language);
      const [only, second] = found;
      const here = only !== undefined && second === undefined ? `/officer?place=${only.code}` : '/officer';
      if (only === undefined) {
        const body = html`<p class="note">${officer.nothing}</p>
          ${searchForm(language)}
          <p>${officer.call102}</p>`;
        return { title, body, here };
      }
      if (second === undefined) {
        const answer = await readOfficer(only.code);
        const body = html`<h2>${placeName(only, language)}</h2>
          <p>${linkTo(language, `/h/${only.code}`, officer.more)}</p>
          ${officerSection(answer, language)}
          <h2>${officer.notYours}</h2>
          ${searchForm(language)}`;
        return { title, body, here };
      }
      const shown = found.slice(0, MOST_SHOWN);
      const body = html`<h2>${officer.several}</h2>
        <ul>
          ${shown.map((place) => html`<li>${linkTo(language, `/officer?place=${place.code}`, `${placeName(place, language)}, ${textsOf(language).hromada.where(place.oblast, place.raion)}`)}</li>`)}
        </ul>
        ${found.length > MOST_SHOWN ? html`<p>${officer.tooMany}</p>` : ''} ${searchForm(language)}`;
      return { title, body, here };
    },
  };
}

export function placeName({ name, isCity }: PlaceNames, language: Language): string {
  return isCity ? name : textsOf(language).hromada.title(name);
}

/** The profile, or whom to phone. */
export function officerSection({ profile, stationPhone, isDemonstration }: OfficerAnswer, language: Language) {
  const { officer, demonstration } = textsOf(language);
  return html`<h2>${officer.heading}</h2>
    ${isDemonstration ? html`<p class="note">${demonstration}</p>` : ''}
    ${profile === undefined ? html`<p>${officer.none}</p>` : profileList(profile, language)}
    ${stationPhone === '' ? '' : html`<p>${officer.station}: ${phoneLink(stationPhone)}</p>`}
    <p>${officer.call102}</p>`;
}

function profileList({ name, dutyPhone, officeHours, languages }: OfficerProfile, language: Language) {
  const { officer } = textsOf(language);
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return html`<dl>
    <dt>${officer.heading}</dt>
    <dd lang="uk">${name}</dd>
    ${
      dutyPhone === ''
        ? ''
        : html`<dt>${officer.phone}</dt>
            <dd>${phoneLink(dutyPhone)}</dd>`
    }
    ${
      officeHours.length === 0
        ? ''
        : html`<dt>${officer.hours}</dt>
            ${officeHours.map(
              ({ weekday, opens, closes }) => html`<dd>${officer.weekdays[weekday - 1] ?? ''}, ${opens}–${closes}</dd>`,
            )}`
    }
    ${
      languages.length === 0
        ? ''
        : html`<dt>${officer.languages}</dt>
            <dd>${languages.map((code) => names.of(code) ?? code).join(', ')}</dd>`
    }
  </dl>`;
}

function phoneLink(phone: string) {
  return html`<a href="tel:${phone}">${phone}</a>`;
}
