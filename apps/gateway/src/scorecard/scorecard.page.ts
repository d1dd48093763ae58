import { kyivDay } from '@safe-community/domain-kit';
import { html } from 'hono/html';
import { frontlineNote, occupiedSection, type ReadControl } from '../control/module.ts';
import { languageOfTitle, OFFICIAL_PATH, officialTexts, seriesPath } from '../official/module.ts';
import {
  dayOf,
  formatOf,
  linkTo,
  problemPage,
  textsOf,
  type CalendarDay,
  type Escaped,
  type Language,
  type Page,
} from '../site/module.ts';
import { groupSection, unmeasuredSection } from './card.page.ts';
import { cardsOf } from './card.ts';
import { chooser, scopeLine, scorecardPath, territoryOf, type Choice } from './choice.page.ts';
import { chooseDays } from './choice.ts';
import { DEFINITIONS } from './definitions.texts.ts';
import type { Source } from './official.ts';
import type { ReadScorecard } from './scorecard.client.ts';
import { SCORECARD_TEXTS } from './scorecard.texts.ts';
import {
  sourcesOf,
  type IncidentFigures,
  type RowView,
  type ScorecardView,
  type TotalDifference,
} from './scorecard.ts';

interface ScorecardReads {
  readonly readScorecard: ReadScorecard;
  readonly readControl: ReadControl;
}

/** A card for each promise of a territory and period, and what nobody measures yet in one line. */
export function scorecardPage(
  { readScorecard, readControl }: ScorecardReads,
  now: () => Date,
  isDemonstration: boolean,
): Page<Escaped> {
  return {
    path: '/scorecard',
    async read({ language, query }) {
      const territory = territoryOf(query('territory'), language);
      if (territory === undefined) return problemPage(language, '/scorecard', 'invalid');
      const choice = { language, territory, from: query('from'), to: query('to') };
      const { title } = SCORECARD_TEXTS[language];
      const today = dayOf(kyivDay(now()));
      const days = chooseDays(choice, today);
      if ('problems' in days) {
        const body = chooser(choice, today, days.problems);
        const here = scorecardPath({ territory, from: '', to: '' });
        return { title, body, here, status: 400, isInvalid: true };
      }
      const here = scorecardPath(choice);
      const control = territory.level === 'country' ? undefined : (await readControl()).get(territory.code);
      if (control?.status === 'occupied') {
        const body = html`<p>${territory.name}</p>
          ${chooser(choice, today, [])} ${occupiedSection(control, language)}`;
        return { title, body, here };
      }
      const view = await readScorecard({ territory: territory.code, ...days });
      const body = html`${control === undefined ? '' : frontlineNote(control, language)}
      ${bodyOf(view, choice, { today, isDemonstration })}`;
      return { title, body, here };
    },
  };
}

function bodyOf(
  view: ScorecardView,
  choice: Choice,
  { today, isDemonstration }: { readonly today: CalendarDay; readonly isDemonstration: boolean },
) {
  const { language, territory } = choice;
  const texts = SCORECARD_TEXTS[language];
  const { groups, unmeasured } = cardsOf(view, isDemonstration);
  return html`${scopeLine(choice, view.period, today)} ${chooser(choice, today, [])}
    ${groups.length === 0 ? html`<p>${texts.nothing}</p>` : ''}
    ${groups.map(
      (group) =>
        html`${groupSection(group, view.period, language)}
        ${differences(
          group.cards.map(({ row }) => row),
          view,
          language,
        )}`,
    )}
    ${unmeasuredSection(unmeasured, language)} ${territory.level === 'hromada' ? '' : incidentsSection(view, language)}
    <details>
      <summary>${texts.definition}</summary>
      <p>${DEFINITIONS.rows[language]}</p>
    </details>
    ${sourcesSection(sourcesOf(view), language)}
    <p class="small">${texts.asOf(formatOf(language).time(view.asOf))}</p>`;
}

function differences(rows: readonly RowView[], view: ScorecardView, language: Language) {
  return rows.map(({ difference }) =>
    difference === undefined ? '' : html`<p class="note">${differenceText(difference, view, language)}</p>`,
  );
}

function differenceText(difference: TotalDifference, { rows }: ScorecardView, language: Language): string {
  const { total, parts, missing, inexact } = difference;
  const texts = SCORECARD_TEXTS[language];
  const { whole } = formatOf(language);
  const titleOf = (id: string) => rows.find((row) => row.id === id)?.title[language] ?? id;
  const named = (ids: readonly string[], text: (names: string) => string) =>
    ids.length === 0 ? [] : [text(ids.map(titleOf).join(', '))];
  return [
    texts.difference(whole(total), whole(parts)),
    ...named(missing, texts.partsMissing),
    ...named(inexact, texts.partsInexact),
  ].join(' ');
}

/** Without those of which nothing is known. */
function incidentsSection({ incidents, period }: ScorecardView, language: Language) {
  const known = incidents.filter(({ count, coverage }) => count !== undefined && coverage?.completeness !== 'unknown');
  if (known.length === 0 || period === undefined) return '';
  const texts = SCORECARD_TEXTS[language];
  const names = new Map(Object.entries(textsOf(language).categories));
  return html`<h2>${texts.incidents}</h2>
    <table>
      <caption>
        ${formatOf(language).days(period.from, period.to)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${texts.category}</th>
          <th scope="col">${texts.count}</th>
          <th scope="col">${texts.response}</th>
        </tr>
      </thead>
      <tbody>
        ${known.map(
          (row) =>
            html`<tr>
              <th scope="row">${names.get(row.category) ?? textsOf(language).categories.other}</th>
              <td class="number" data-label="${texts.count}">${countText(row, language)}</td>
              <td class="number" data-label="${texts.response}">${medianText(row, language)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function countText({ count = 0, coverage }: IncidentFigures, language: Language): string {
  const text = formatOf(language).whole(count);
  return coverage?.completeness === 'incomplete' ? `${textsOf(language).atLeast} ${text}` : text;
}

function medianText({ medianMinutes }: IncidentFigures, language: Language): string {
  if (medianMinutes === undefined) return SCORECARD_TEXTS[language].noResponse;
  return formatOf(language).duration(medianMinutes * 60);
}

function sourcesSection(sources: readonly Source[], language: Language) {
  if (sources.length === 0) return '';
  const texts = SCORECARD_TEXTS[language];
  const { day } = formatOf(language);
  return html`<h2>${texts.sources}</h2>
    <ul>
      ${sources.map(
        ({ seriesId, publisher, title, published }) =>
          html`<li>
            ${linkTo(language, seriesPath(seriesId), publisher[language])}.
            <span lang="${languageOfTitle(title)}">${title}</span>.
            ${published === undefined ? texts.noDay : texts.published(day(published))}
          </li>`,
      )}
    </ul>
    <p>${linkTo(language, OFFICIAL_PATH, officialTexts(language).all)}</p>`;
}
