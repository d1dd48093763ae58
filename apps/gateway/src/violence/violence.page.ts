import { kyivDay } from '@safe-community/domain-kit';
import { html } from 'hono/html';
import type { ReadKept } from '../about/module.ts';
import { leaveLink } from '../forms/module.ts';
import { dayOf, formatOf, linkTo, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';
import { holdsOn, isReliable, type Dated } from './dated.ts';
import { HELPLINES, type Helpline } from './helplines.ts';
import { hoursOf } from './hours.page.ts';
import { LEGAL_FACTS } from './legal-facts.ts';
import { nextSection, occupiedSection, type Asked } from './next.page.ts';
import { SILENT_WAYS } from './silent-ways.ts';
import { VIOLENCE_TEXTS } from './violence.texts.ts';

const PATH = '/safety';
const SILENT_ID = 'silent';
/** Of the catalogue. */
const CATEGORY = 'domestic_violence';

/**
 * Whom to turn to when home is not safe, also without a sound; what this page leaves behind, and what happens next. The way
 * out stands before anything that tells what the page is about.
 */
export function violencePage(readKept: ReadKept, now: () => Date, isDemonstration: boolean): Page<Escaped> {
  return {
    path: PATH,
    isNeverLimited: true,
    async read({ language }) {
      const texts = VIOLENCE_TEXTS[language];
      const asked = { language, now: now(), day: kyivDay(now()) };
      const kept = (await readKept())?.find(({ code }) => code === CATEGORY);
      const body = html`${leaveLink(language)}
        <p>${texts.lead} ${isDemonstration ? texts.demonstration : ''}</p>
        ${helplines(asked)} ${silentWays(asked, isDemonstration)} ${traces(language)} ${nextSection(asked, kept)}
        ${occupiedSection(language)} ${sources(asked)}`;
      // Neither kept by the browser nor found or previewed elsewhere.
      return { title: texts.title, heading: textsOf(language).safety, body, here: PATH, isPersonal: true };
    },
  };
}

function helplines(asked: Asked) {
  const texts = VIOLENCE_TEXTS[asked.language];
  const all = HELPLINES.filter(holdsOn(asked.day));
  return html`<h2>${texts.urgent}</h2>
    <ul class="numbers">
      ${all
        .filter(({ isUrgent }) => isUrgent)
        .map(
          ({ number, name }) =>
            html`<li>
              <a href="${phone(number)}"><strong>${number}</strong> ${name[asked.language]}</a>
            </li>`,
        )}
    </ul>
    <p>${texts.always} ${texts.free} <a href="#${SILENT_ID}">${texts.mute}</a></p>
    <h2>${texts.talk}</h2>
    <p>${texts.talkText}</p>
    ${all.filter(({ isUrgent }) => !isUrgent).map((line) => helpline(line, asked))}`;
}

function helpline(line: Helpline, asked: Asked) {
  const { language } = asked;
  const texts = VIOLENCE_TEXTS[language];
  const { number, alsoNumber } = line;
  const ways = SILENT_WAYS.filter(holdsOn(asked.day)).filter((way) => way.number === number);
  return html`<h3>${line.name[language]}</h3>
    <p>
      ${phoneLink(number)}
      ${alsoNumber === undefined ? '' : html`${texts.fromMobile}, ${phoneLink(alsoNumber)} ${texts.fromAny}`}
    </p>
    <p>
      ${line.helpsWith[language]} ${hoursOf(line, asked)} ${line.isFree ? texts.free : ''}
      ${ways.length === 0 ? '' : html`${texts.silentBy} ${ways.map(({ name }) => name[language]).join('; ')}.`}
      ${checked(line, asked, texts.unconfirmed)}
    </p>`;
}

/** On which day somebody compared it with its source, or that nobody may rely on it. */
function checked(entry: Dated, { language, day }: Asked, doubt: string) {
  const texts = VIOLENCE_TEXTS[language];
  if (!isReliable(entry, day)) return html`<strong>${doubt}</strong>`;
  return html`<span class="small">${texts.compared(formatOf(language).day(dayOf(entry.checkedOn)))}</span>`;
}

function silentWays(asked: Asked, isDemonstration: boolean) {
  const { language } = asked;
  const texts = VIOLENCE_TEXTS[language];
  return html`<h2 id="${SILENT_ID}">${texts.silent}</h2>
    <p>${texts.silentText}</p>
    <ul>
      ${SILENT_WAYS.filter(holdsOn(asked.day)).map(
        (way) =>
          html`<li>
            <strong>${way.name[language]}.</strong> ${way.how[language]} ${checked(way, asked, texts.unconfirmedWay)}
          </li>`,
      )}
      <li>
        ${linkTo(language, '/report', texts.report)}. ${isDemonstration ? texts.demonstrationReport : texts.reportText}
      </li>
    </ul>`;
}

function traces(language: Language) {
  const texts = VIOLENCE_TEXTS[language];
  return html`<h2>${texts.traces}</h2>
    <ul>
      ${texts.tracesList.map((text) => html`<li>${text}</li>`)}
    </ul>
    <h3>${texts.erase}</h3>
    <ol>
      ${texts.eraseList.map((text) => html`<li>${text}</li>`)}
    </ol>
    <p>${texts.eraseText}</p>
    <p>${texts.watched}</p>
    <p>${texts.escape}</p>`;
}

/** Each source once, folded: a page behind a link says in the history what this one does not. */
function sources({ language, day }: Asked) {
  const texts = VIOLENCE_TEXTS[language];
  const held = [...HELPLINES, ...SILENT_WAYS, ...Object.values(LEGAL_FACTS)].filter(holdsOn(day));
  const named = new Map(held.map(({ source }) => [`${source.publisher} ${source.title}`, source]));
  return html`<details>
    <summary>${texts.sources}</summary>
    <p>${texts.sourcesText}</p>
    <ul lang="uk">
      ${[...named.values()].map(
        ({ publisher, title, url }) =>
          html`<li>
            ${publisher}: ${url === undefined ? title : html`<a href="${url}" rel="external noreferrer">${title}</a>`}
          </li>`,
      )}
    </ul>
  </details>`;
}

function phone(number: string): string {
  return `tel:${number.replaceAll(' ', '')}`;
}

/** On one line. */
function phoneLink(number: string) {
  return html`<a href="${phone(number)}"><strong>${number.replaceAll(' ', '\u00A0')}</strong></a>`;
}
