import { html } from 'hono/html';
import { hereField, problemSummary, sendingTexts, type FieldProblem } from '../forms/module.ts';
import {
  controlIfKnown,
  controlSentence,
  controlSuffix,
  occupiedSection,
  type Control,
  type ReadControl,
} from '../control/module.ts';
import {
  allOblasts,
  bordersSource,
  isInCrimea,
  longPlaceName,
  namesCrimea,
  namesPlaceInCrimea,
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
export function officerPage(readOfficer: ReadOfficer, readControl: ReadControl): Page<Escaped> {
  const reads = { readOfficer, readControl };
  return {
    path: '/officer',
    async read({ language, query }) {
      const wanted = query('place').trim();
      if (wanted === '') return startPage(language);
      const point = readPoint(wanted);
      if (point !== undefined) return pageAtPoint(reads, language, point);
      if (namesCrimea(wanted)) return crimeaPage(reads, language);
      const found = searchPlaces(wanted, language);
      const [only, second] = found;
      if (only === undefined) return namesPlaceInCrimea(wanted) ? crimeaPage(reads, language) : nothingPage(language);
      return second === undefined
        ? pageOfPlace(reads, language, only)
        : choicePage(language, found, await controlIfKnown(readControl)());
    },
    async submit({ language, field }) {
      const point = readPoint(field('point').slice(0, MAX_POINT_LENGTH));
      if (point !== undefined) return pageAtPoint(reads, language, point);
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

async function pageAtPoint(reads: Reads, language: Language, point: Point): Promise<PageContent<Escaped>> {
  const found = placeAt(point, language);
  if (found === undefined && !isInCrimea(point)) {
    return startPage(language, { field: 'point', text: OFFICER_TEXTS[language].outside });
  }
  const content = await (found === undefined
    ? crimeaPage(reads, language)
    : pageOfPlace(reads, language, found.place, found.neighbour));
  // Its address may hold the point.
  const body = html`${content.body}
    <p class="small">${bordersSource(language)}</p>`;
  return { ...content, body, isPersonal: true };
}

interface Reads {
  readonly readOfficer: ReadOfficer;
  readonly readControl: ReadControl;
}

/** Of a point or a name in AR Crimea: no borders of hromadas are known there, and nobody can come. */
async function crimeaPage({ readControl }: Reads, language: Language): Promise<PageContent<Escaped>> {
  const { officer } = textsOf(language);
  const crimea = allOblasts(language).find(({ population }) => population === undefined);
  const control = (await readControl()).get(crimea?.code ?? '');
  const body = html`<h2>${crimea?.title ?? ''}</h2>
    <p>${OFFICER_TEXTS[language].crimea}</p>
    ${control === undefined ? '' : occupiedSection(control, language)}
    <h2>${officer.notYours}</h2>
    ${searchForm(language)} ${pointForm(language)}`;
  return { title: officer.title, body, here: `/officer?place=${crimea?.code ?? ''}` };
}

async function pageOfPlace(
  { readOfficer, readControl }: Reads,
  language: Language,
  place: FoundPlace,
  neighbour?: FoundPlace,
): Promise<PageContent<Escaped>> {
  const { officer } = textsOf(language);
  const texts = OFFICER_TEXTS[language];
  const [answer, control] = await Promise.all([
    readOfficer(place.code),
    readControl().then((known) => known.get(place.hromada.code)),
  ]);
  const near =
    neighbour === undefined ? '' : html`<p class="note">${texts.nearBorder} ${placeLink(neighbour, language)}.</p>`;
  const body = html`<h2>${placeName(place, language)}</h2>
    ${near}
    <p>${linkTo(language, `/h/${place.hromada.code}`, officer.more)}</p>
    ${
      control?.status === 'occupied'
        ? occupiedSection(control, language)
        : html`${control === undefined ? '' : html`<p>${controlSentence(control, language)}</p>`}
          ${officerSection(answer, language)}`
    }
    <h2>${officer.notYours}</h2>
    ${searchForm(language)} ${pointForm(language)}`;
  return { title: officer.title, body, here: `/officer?place=${place.code}` };
}

/** Without `control`, while the registry is away, the page of the chosen place says what the list cannot. */
function choicePage(
  language: Language,
  found: readonly FoundPlace[],
  control: Control | undefined,
): PageContent<Escaped> {
  const { officer } = textsOf(language);
  const body = html`<h2>${officer.several}</h2>
    <ul>
      ${found
        .slice(0, MAX_SHOWN)
        .map(
          (place) =>
            html`<li>${placeLink(place, language)}${controlSuffix(control?.get(place.hromada.code), language)}</li>`,
        )}
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
