import { html } from 'hono/html';
import { problemSummary, type FieldProblem } from '../forms/module.ts';
import { controlIfKnown, controlSentence, occupiedSection, type ReadControl } from '../control/module.ts';
import {
  allOblasts,
  bordersSource,
  isInCrimea,
  lookUpPlaces,
  namesCrimea,
  namesPlaceInCrimea,
  placeAt,
  placeName,
  readPoint,
  whyNowhere,
  type FoundPlace,
  type Point,
} from '../places/module.ts';
import {
  dayOf,
  formatOf,
  linkTo,
  textsOf,
  type Escaped,
  type Language,
  type Page,
  type PageContent,
} from '../site/module.ts';
import { nextReception } from './next-reception.ts';
import type { OfficerAnswer, OfficerProfile, ReadOfficer } from './officer.ts';
import { OFFICER_TEXTS } from './officer.texts.ts';
import { choicePage, noExactPage, placeLink, pointForm, searchForm } from './search.page.ts';

/** Who is responsible in a place. The text that was searched comes back in its field only, where it can be corrected. */
export function officerPage(readOfficer: ReadOfficer, readControl: ReadControl, now: () => Date): Page<Escaped> {
  const reads = { readOfficer, readControl, now };
  return {
    path: '/officer',
    async read({ language, query }) {
      const wanted = query('place').trim();
      if (wanted === '') return startPage(language);
      const point = readPoint(wanted);
      if (point !== undefined) return pageAtPoint(reads, language, point);
      if (namesCrimea(wanted)) return crimeaPage(reads, language);
      const { found, guesses } = lookUpPlaces(wanted, language);
      const [only] = found;
      if (only === undefined) {
        if (namesPlaceInCrimea(wanted)) return crimeaPage(reads, language);
        if (guesses.length === 0 && whyNowhere(wanted) === 'crimea') return crimeaPage(reads, language);
        return noExactPage(language, wanted, guesses, await controlIfKnown(readControl)());
      }
      return found.length + guesses.length === 1
        ? pageOfPlace(reads, language, only)
        : choicePage(language, found, guesses, await controlIfKnown(readControl)());
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
  readonly now: () => Date;
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
  { readOfficer, readControl, now }: Reads,
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
          ${officerSection(answer, language, now())}`
    }
    <h2>${officer.notYours}</h2>
    ${searchForm(language)} ${pointForm(language)}`;
  return { title: officer.title, body, here: `/officer?place=${place.code}` };
}

/** The profile, or whom to phone, and what else there is. */
export function officerSection(answer: OfficerAnswer, language: Language, now: Date) {
  const { profile, role, stationPhone, hasFinerBeats } = answer;
  const { officer } = textsOf(language);
  const texts = OFFICER_TEXTS[language];
  const roleText = role === undefined ? '' : texts.roles[role];
  return html`<h2>${officer.heading}</h2>
    ${hasFinerBeats ? html`<p class="note">${texts.finerBeats}</p>` : ''}
    ${roleText === '' ? '' : html`<p>${roleText}</p>`}
    ${profile === undefined ? html`<p>${officer.none}</p>` : profileList(profile, language, now)}
    ${stationPhone === '' ? '' : html`<p>${officer.station}: ${phoneLink(stationPhone)}</p>`}
    <p>${officer.call102}</p>
    <h2>${texts.can}</h2>
    <ul>
      <li>${linkTo(language, '/report', texts.report)}</li>
      <li>${linkTo(language, '/footage', texts.footage)}</li>
      <li>${linkTo(language, '/complaint', texts.complaint)}</li>
    </ul>`;
}

/** The proportions of an identity photo; the width and height keep its place while it loads. */
const PHOTO = { width: 150, height: 200 };

function profileList(
  { name, dutyPhone, officeHours, languages, photoUrl }: OfficerProfile,
  language: Language,
  now: Date,
) {
  const { officer } = textsOf(language);
  const next = nextReception(officeHours, now);
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
        next === undefined
          ? ''
          : html`<dt>${OFFICER_TEXTS[language].nextReception}</dt>
              <dd>${formatOf(language).day(dayOf(next.day))}, ${next.hours.opens}–${next.hours.closes}</dd>`
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
