import { html } from 'hono/html';
import { hereField, problemSummary, sendingTexts, type FieldProblem } from '../forms/module.ts';
import {
  bordersSource,
  isInCrimea,
  longPlaceName,
  placeAt,
  placeName,
  readPoint,
  searchPlaces,
  type FoundPlace,
  type Point,
} from '../places/module.ts';
import { linkTo, pathIn, textsOf, type Escaped, type Language, type Page, type PageContent } from '../site/module.ts';
import type { OfficerAnswer, OfficerProfile, ReadOfficer } from './officer.ts';
import { OFFICER_TEXTS } from './officer.texts.ts';

const MAX_SHOWN = 50;

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

/** Sent in the body: where somebody is belongs into no address and no history. */
function pointForm(language: Language, problem?: FieldProblem) {
  const texts = OFFICER_TEXTS[language];
  return html`<h2>${texts.byPoint}</h2>
    <form action="${pathIn(language, '/officer')}" method="post" novalidate ${sendingTexts(language)}>
      ${hereField(language, { name: 'point', label: texts.point, hint: texts.pointHint, value: '', problem })}
      <p><button type="submit">${texts.pointButton}</button></p>
    </form>`;
}

/** Who is responsible in a place. The text that was searched is never repeated on the page. */
export function officerPage(readOfficer: ReadOfficer): Page<Escaped> {
  return {
    path: '/officer',
    async read({ language, query }) {
      const wanted = query('place').trim();
      if (wanted === '') return startPage(language);
      const point = readPoint(wanted);
      if (point !== undefined) return pageAtPoint(readOfficer, language, point);
      const found = searchPlaces(wanted, language);
      const [only, second] = found;
      if (only === undefined) return nothingPage(language);
      return second === undefined ? pageOfPlace(readOfficer, language, only) : choicePage(language, found);
    },
    async submit({ language, field }) {
      const point = readPoint(field('point').slice(0, MAX_POINT_LENGTH));
      if (point !== undefined) return pageAtPoint(readOfficer, language, point);
      return startPage(language, { field: 'point', text: OFFICER_TEXTS[language].notAPoint });
    },
  };
}

const MAX_POINT_LENGTH = 100;

function startPage(language: Language, problem?: FieldProblem): PageContent<Escaped> {
  const { officer } = textsOf(language);
  const body = html`${problem === undefined ? '' : problemSummary(language, [problem])}
    <p>${officer.intro}</p>
    ${searchForm(language)} ${pointForm(language, problem)}`;
  const shared = { title: officer.title, body, here: '/officer' };
  return problem === undefined ? shared : { ...shared, status: 400, isInvalid: true };
}

function nothingPage(language: Language): PageContent<Escaped> {
  const { officer } = textsOf(language);
  const body = html`<p class="note">${officer.nothing}</p>
    ${searchForm(language)} ${pointForm(language)}
    <p>${officer.call102}</p>`;
  return { title: officer.title, body, here: '/officer' };
}

async function pageAtPoint(readOfficer: ReadOfficer, language: Language, point: Point): Promise<PageContent<Escaped>> {
  const found = placeAt(point, language);
  if (found === undefined) {
    const { crimea, outside } = OFFICER_TEXTS[language];
    return startPage(language, { field: 'point', text: isInCrimea(point) ? crimea : outside });
  }
  const content = await pageOfPlace(readOfficer, language, found.place, found.neighbour);
  // Its address may hold the point.
  const body = html`${content.body}
    <p class="small">${bordersSource(language)}</p>`;
  return { ...content, body, isPersonal: true };
}

async function pageOfPlace(
  readOfficer: ReadOfficer,
  language: Language,
  place: FoundPlace,
  neighbour?: FoundPlace,
): Promise<PageContent<Escaped>> {
  const { officer } = textsOf(language);
  const texts = OFFICER_TEXTS[language];
  const answer = await readOfficer(place.code);
  const near =
    neighbour === undefined ? '' : html`<p class="note">${texts.nearBorder} ${placeLink(neighbour, language)}.</p>`;
  const body = html`<h2>${placeName(place, language)}</h2>
    ${near}
    <p>${linkTo(language, `/h/${place.hromada.code}`, officer.more)}</p>
    ${officerSection(answer, language)}
    <h2>${officer.notYours}</h2>
    ${searchForm(language)} ${pointForm(language)}`;
  return { title: officer.title, body, here: `/officer?place=${place.code}` };
}

function choicePage(language: Language, found: readonly FoundPlace[]): PageContent<Escaped> {
  const { officer } = textsOf(language);
  const body = html`<h2>${officer.several}</h2>
    <ul>
      ${found.slice(0, MAX_SHOWN).map((place) => html`<li>${placeLink(place, language)}</li>`)}
    </ul>
    ${found.length > MAX_SHOWN ? html`<p>${officer.tooMany}</p>` : ''} ${searchForm(language)} ${pointForm(language)}`;
  return { title: officer.title, body, here: '/officer' };
}

function placeLink(place: FoundPlace, language: Language) {
  return linkTo(language, `/officer?place=${place.code}`, longPlaceName(place, language));
}

/** The profile, or whom to phone. */
export function officerSection(answer: OfficerAnswer, language: Language) {
  const { profile, role, stationPhone, hasFinerBeats } = answer;
  const { officer } = textsOf(language);
  const texts = OFFICER_TEXTS[language];
  const roleText = role === undefined ? '' : texts.roles[role];
  return html`<h2>${officer.heading}</h2>
    ${hasFinerBeats ? html`<p class="note">${texts.finerBeats}</p>` : ''}
    ${roleText === '' ? '' : html`<p>${roleText}</p>`}
    ${profile === undefined ? html`<p>${officer.none}</p>` : profileList(profile, language)}
    ${stationPhone === '' ? '' : html`<p>${officer.station}: ${phoneLink(stationPhone)}</p>`}
    <p>${officer.call102}</p>`;
}

/** The proportions of an identity photo; the width and height keep its place while it loads. */
const PHOTO = { width: 150, height: 200 };

function profileList({ name, dutyPhone, officeHours, languages, photoUrl }: OfficerProfile, language: Language) {
  const { officer } = textsOf(language);
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const photo =
    photoUrl === ''
      ? ''
      : html`<p>
          <img
            src="${photoUrl}"
            alt="${OFFICER_TEXTS[language].photoOf}: ${name}"
            width="${PHOTO.width}"
            height="${PHOTO.height}"
            loading="lazy"
            decoding="async"
          />
        </p>`;
  return html`${photo}
    <dl>
      <dt>${officer.name}</dt>
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
                ({ weekday, opens, closes }) =>
                  html`<dd>${officer.weekdays[weekday - 1] ?? ''}, ${opens}–${closes}</dd>`,
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
