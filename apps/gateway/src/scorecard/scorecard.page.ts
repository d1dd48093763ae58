import { html } from 'hono/html';
import { formatOf, linkTo, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';
import { DEFINITIONS } from './definitions.texts.ts';
import { languageOfTitle, OFFICIAL_PATH, officialTexts, seriesPath, valueText } from '../official/module.ts';
import { officialLink, officialOf } from './official.page.ts';
import { periodSection } from './period.page.ts';
import type { ReadScorecard } from './scorecard.client.ts';
import type { Source } from './official.ts';
import {
  sourcesOf,
  type DaysView,
  type IncidentFigures,
  type RowView,
  type ScorecardView,
  type TotalDifference,
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
        ${periodSection(view, language)} ${deathsSection(view, language)} ${incidentsSection(view, language)}
        ${sourcesSection(sourcesOf(view), language)}`;
      return { title: scorecard.title, body, here: '/scorecard' };
    },
  };
}

function rowIn({ rows }: ScorecardView, wanted: string): RowView | undefined {
  return rows.find(({ id }) => id === wanted);
}

function officersSection(view: ScorecardView, language: Language) {
  const [officers, assigned, hromadas] = ['community_officers', 'officers_on_beats', 'hromadas_on_beats'].map((id) =>
    rowIn(view, id),
  );
  if (assigned?.value === undefined || hromadas?.value === undefined) return '';
  const { scorecard } = textsOf(language);
  const { whole, percent, day } = formatOf(language);
  const { value: inService, goals = [] } = officers ?? {};
  const covered =
    hromadas.whole === undefined
      ? scorecard.hromadasUncounted(whole(hromadas.value))
      : scorecard.hromadas(whole(hromadas.value), whole(hromadas.whole));
  return html`<h2>${scorecard.officers}</h2>
    <p>${DEFINITIONS.officers[language]}</p>
    ${inService === undefined ? '' : html`<p>${scorecard.officersNow(inService, whole(inService))}</p>`}
    <p>${scorecard.officersAssigned(whole(assigned.value))}</p>
    <p>${covered}</p>
    ${
      goals.length === 0
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
              ${goals.map(
                (target) =>
                  html`<tr>
                    <th scope="row">${target.periodEnd === undefined ? '' : day(target.periodEnd)}</th>
                    <td class="number" data-label="${scorecard.goal}">${officialLink(target, language)}</td>
                    <td class="number" data-label="${scorecard.reached}">
                      ${(inService && percent(inService, target.value)) ?? scorecard.unknown}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`;
}

function camerasSection(view: ScorecardView, language: Language) {
  const { value: equipped, whole: strength } = rowIn(view, 'patrol_with_camera') ?? {};
  if (equipped === undefined || strength === undefined) return '';
  const { scorecard } = textsOf(language);
  const { whole, decimal } = formatOf(language);
  const target = rowIn(view, 'camera_coverage')?.target;
  return html`<h2>${scorecard.cameras}</h2>
    <p>${DEFINITIONS.cameras[language]}</p>
    <p>${scorecard.camerasNow(whole(equipped), whole(strength))}</p>
    ${target === undefined ? '' : html`<p>${scorecard.cameraGoal(decimal(target.value))}</p>`}`;
}

function trustSection(view: ScorecardView, language: Language) {
  const trust = rowIn(view, 'trust');
  if (trust === undefined) return '';
  const { scorecard } = textsOf(language);
  const { official, target } = trust;
  const surveyed = surveyedText(trust, language);
  return html`<h2>${scorecard.trust}</h2>
    <p>${DEFINITIONS.trust[language]}</p>
    ${official === undefined ? '' : html`<p>${scorecard.trustNow(valueText(official, language))}</p>`}
    ${surveyed === undefined ? '' : html`<p>${surveyed}</p>`}
    ${official === undefined && surveyed === undefined ? html`<p>${scorecard.unknown}</p>` : ''}
    ${target === undefined ? '' : html`<p>${scorecard.trustGoal(valueText(target, language))}</p>`}`;
}

function surveyedText({ value, sample }: RowView, language: Language): string | undefined {
  if (value === undefined || sample === undefined) return undefined;
  const { scorecard } = textsOf(language);
  const { decimal, whole } = formatOf(language);
  return scorecard.trustSurveyed(decimal(value), decimal(sample.low), decimal(sample.high), whole(sample.asked));
}

function deathsSection(view: ScorecardView, language: Language) {
  const { rows, period } = view;
  const deaths = rows.filter(({ group }) => group === 'lives');
  if (deaths.length === 0 || period === undefined) return '';
  const { scorecard } = textsOf(language);
  const counted = `${scorecard.counted}, ${daysText(period, language)}`;
  const year = deaths.find((row) => row.official2020?.periodEnd !== undefined)?.official2020?.periodEnd?.year;
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
              <th scope="row">${row.title[language]}</th>
              <td class="number" data-label="${head}">
                ${row.official2020 === undefined ? scorecard.unknown : officialOf(row.official2020, language)}
              </td>
              <td class="number" data-label="${counted}">${countedText(row.value, language)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${deaths.map(({ difference }) =>
      difference === undefined ? '' : html`<p class="note">${differenceText(difference, view, language)}</p>`,
    )}`;
}

function differenceText(difference: TotalDifference, view: ScorecardView, language: Language): string {
  const { total, parts, missing, inexact } = difference;
  const { scorecard } = textsOf(language);
  const { whole } = formatOf(language);
  const titleOf = (id: string) => rowIn(view, id)?.title[language] ?? id;
  const named = (ids: readonly string[], text: (names: string) => string) =>
    ids.length === 0 ? [] : [text(ids.map(titleOf).join(', '))];
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
function daysText({ from, to }: DaysView, language: Language): string {
  const { day } = formatOf(language);
  return `${day(from)} – ${day(to)}`;
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
        ({ seriesId, publisher, title, published }) =>
          html`<li>
            ${linkTo(language, seriesPath(seriesId), publisher[language])}.
            <span lang="${languageOfTitle(title)}">${title}</span>.
            ${scorecard.published(published === undefined ? scorecard.unknown : day(published))}
          </li>`,
      )}
    </ul>
    <p>${linkTo(language, OFFICIAL_PATH, officialTexts(language).all)}</p>`;
}
