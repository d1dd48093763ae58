import { html } from 'hono/html';
import { formatOf, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';
import { DEFINITIONS } from './definitions.texts.ts';
import { officialText } from './official.page.ts';
import { periodSection } from './period.page.ts';
import type { ReadScorecard } from './scorecard.client.ts';
import type { Source } from './official.ts';
import type { PeriodView } from './period.ts';
import {
  sourcesOf,
  type DeathFigures,
  type IncidentFigures,
  type ScorecardView,
  type SurveyedTrust,
} from './scorecard.ts';

/** A sentence for each figure, a table with its source beside it. */
export function scorecardPage(readScorecard: ReadScorecard): Page<Escaped> {
  return {
    path: '/scorecard',
    async read({ language }) {
      const view = await readScorecard();
      const { scorecard } = textsOf(language);
      const body = html`<p>${scorecard.asOf(formatOf(language).time(view.asOf))}</p>
        ${officersSection(view, language)} ${camerasSection(view, language)} ${trustSection(view, language)}
        ${periodSection(view.period, language)} ${deathsSection(view, language)} ${incidentsSection(view, language)}
        ${sourcesSection(sourcesOf(view), language)}`;
      return { title: scorecard.title, body, here: '/scorecard' };
    },
  };
}

function officersSection({ officers }: ScorecardView, language: Language) {
  if (officers === undefined) return '';
  const { scorecard } = textsOf(language);
  const { whole, percent, day } = formatOf(language);
  const { inService, assigned, hromadasCovered, hromadas, targets } = officers;
  const covered =
    hromadas === undefined
      ? scorecard.hromadasUncounted(whole(hromadasCovered))
      : scorecard.hromadas(whole(hromadasCovered), whole(hromadas));
  return html`<h2>${scorecard.officers}</h2>
    <p>${DEFINITIONS.officers[language]}</p>
    ${inService === undefined ? '' : html`<p>${scorecard.officersNow(inService, whole(inService))}</p>`}
    <p>${scorecard.officersAssigned(whole(assigned))}</p>
    <p>${covered}</p>
    ${
      targets.length === 0
        ? ''
        : html`<table>
            <caption>
              ${scorecard.goals}
            </caption>
            <thead>
              <tr>
                <th scope="col">${scorecard.until}</th>
                <th scope="col">${scorecard.goal}</th>
                <th scope="col">${scorecard.reached}</th>
              </tr>
            </thead>
            <tbody>
              ${targets.map(
                (target) =>
                  html`<tr>
                    <th scope="row">${target.periodEnd === undefined ? '' : day(target.periodEnd)}</th>
                    <td class="number" data-label="${scorecard.goal}">${officialText(target, language)}</td>
                    <td class="number" data-label="${scorecard.reached}">
                      ${(inService && percent(inService, target.value)) ?? scorecard.unknown}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`;
}

function camerasSection({ cameras }: ScorecardView, language: Language) {
  if (cameras === undefined) return '';
  const { scorecard } = textsOf(language);
  const { whole, decimal } = formatOf(language);
  const { strength, equipped, targetPercent } = cameras;
  return html`<h2>${scorecard.cameras}</h2>
    <p>${DEFINITIONS.cameras[language]}</p>
    <p>${scorecard.camerasNow(whole(equipped), whole(strength))}</p>
    ${targetPercent === undefined ? '' : html`<p>${scorecard.cameraGoal(decimal(targetPercent))}</p>`}`;
}

function trustSection({ trust, surveyed }: ScorecardView, language: Language) {
  if (trust === undefined && surveyed === undefined) return '';
  const { scorecard } = textsOf(language);
  const { observed, target } = trust ?? {};
  return html`<h2>${scorecard.trust}</h2>
    <p>${DEFINITIONS.trust[language]}</p>
    ${observed === undefined ? '' : html`<p>${scorecard.trustNow(officialText(observed, language))}</p>`}
    ${surveyed === undefined ? '' : html`<p>${surveyedText(surveyed, language)}</p>`}
    ${observed === undefined && surveyed === undefined ? html`<p>${scorecard.unknown}</p>` : ''}
    ${target === undefined ? '' : html`<p>${scorecard.trustGoal(officialText(target, language))}</p>`}`;
}

function surveyedText({ percent, low, high, asked }: SurveyedTrust, language: Language): string {
  const { scorecard } = textsOf(language);
  const { decimal, whole } = formatOf(language);
  return scorecard.trustSurveyed(decimal(percent), decimal(low), decimal(high), whole(asked));
}

function deathsSection({ deaths, period }: ScorecardView, language: Language) {
  if (deaths.length === 0 || period === undefined) return '';
  const { scorecard } = textsOf(language);
  const counted = `${scorecard.counted}, ${daysText(period, language)}`;
  const year = deaths.find((row) => row.official?.periodEnd !== undefined)?.official?.periodEnd?.year;
  const head = year === undefined ? scorecard.official : `${scorecard.official}, ${year}`;
  return html`<h2>${scorecard.deaths}</h2>
    <p>${DEFINITIONS.deaths[language]}</p>
    <table>
      <caption>
        ${scorecard.deaths}
      </caption>
      <thead>
        <tr>
          <th scope="col">${scorecard.cause}</th>
          <th scope="col">${head}</th>
          <th scope="col">${counted}</th>
        </tr>
      </thead>
      <tbody>
        ${deaths.map(
          (row) =>
            html`<tr>
              <th scope="row">${scorecard.indicators[row.cause]}</th>
              <td class="number" data-label="${head}">
                ${row.official === undefined ? scorecard.unknown : officialText(row.official, language)}
              </td>
              <td class="number" data-label="${counted}">${countedText(row.counted, language)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${deaths.map(({ difference }) =>
      difference === undefined ? '' : html`<p class="note">${differenceText(difference, language)}</p>`,
    )}`;
}

type Difference = NonNullable<DeathFigures['difference']>;

function differenceText({ total, parts, missing, inexact }: Difference, language: Language): string {
  const { scorecard } = textsOf(language);
  const { whole } = formatOf(language);
  const named = (causes: Difference['missing'], text: (names: string) => string) =>
    causes.length === 0 ? [] : [text(causes.map((cause) => scorecard.indicators[cause]).join(', '))];
  return [
    scorecard.difference(whole(total), whole(parts)),
    ...named(missing, scorecard.partsMissing),
    ...named(inexact, scorecard.partsInexact),
  ].join(' ');
}

function incidentsSection({ incidents, period }: ScorecardView, language: Language) {
  if (incidents.length === 0 || period === undefined) return '';
  const { scorecard, categories } = textsOf(language);
  const names = new Map(Object.entries(categories));
  return html`<h2>${scorecard.incidents}</h2>
    <p>${DEFINITIONS.incidents[language]}</p>
    <table>
      <caption>
        ${scorecard.incidents}, ${daysText(period, language)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${scorecard.category}</th>
          <th scope="col">${scorecard.count}</th>
          <th scope="col">${scorecard.response}</th>
        </tr>
      </thead>
      <tbody>
        ${incidents.map(
          (row) =>
            html`<tr>
              <th scope="row">${names.get(row.category) ?? categories.other}</th>
              <td class="number" data-label="${scorecard.count}">${countedText(row.count, language)}</td>
              <td class="number" data-label="${scorecard.response}">${medianText(row, language)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** "1 January 2026 – 28 November 2026": the days that are counted. */
function daysText({ firstDay, countedUntil }: PeriodView, language: Language): string {
  const { day } = formatOf(language);
  return `${day(firstDay)} – ${day(countedUntil)}`;
}

function countedText(counted: number | undefined, language: Language): string {
  return counted === undefined ? textsOf(language).scorecard.unknown : formatOf(language).whole(counted);
}

function medianText({ medianMinutes }: IncidentFigures, language: Language): string {
  return medianMinutes === undefined ? textsOf(language).scorecard.unknown : formatOf(language).duration(medianMinutes);
}

function sourcesSection(sources: readonly Source[], language: Language) {
  if (sources.length === 0) return '';
  const { scorecard } = textsOf(language);
  const { day } = formatOf(language);
  return html`<h2>${scorecard.sources}</h2>
    <ul>
      ${sources.map(
        ({ publisher, title, published }) =>
          html`<li>
            ${publisher[language]}. <span lang="${languageOfTitle(title)}">${title}</span>.
            ${scorecard.published(published === undefined ? scorecard.unknown : day(published))}
          </li>`,
      )}
    </ul>`;
}

/** Titles are cited as they were published: a screen reader has to know in which language. */
function languageOfTitle(title: string): Language {
  const cyrillic = title.match(/\p{Script=Cyrillic}/gu) ?? [];
  return cyrillic.length * 2 > title.length ? 'uk' : 'en';
}
