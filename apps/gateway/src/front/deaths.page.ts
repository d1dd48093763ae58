import { html, raw } from 'hono/html';
import { BackendError } from '../backend/module.ts';
import { asSentence, dayText, latestOf, periodText, seriesChart, seriesPath, valueText } from '../official/module.ts';
import { isYear, officialTexts, type ReadSeries, type SeriesView } from '../official/module.ts';
import type { ReadScorecard, ScorecardView } from '../scorecard/module.ts';
import { formatOf, linkTo, pathIn, textsOf, type Escaped, type Language } from '../site/module.ts';

const CAUSE = 'deaths_road';
/** With which the change compares. */
const BASE_YEAR = 2020;
/** Of the drawings for a phone and for a larger screen: its texts are readable on both. */
const WIDTHS = { narrow: 340, wide: 600 } as const;
const LOOKS = ['narrow', 'wide'] as const;
/** The chart fits a phone; the page of the series has all years. */
const YEARS = 8;

/** Whether fewer people die, as one number of one series with its years; undefined while it is unavailable. */
export function deathsAnswer(readSeries: ReadSeries, readScorecard: ReadScorecard) {
  return async (language: Language): Promise<Escaped | undefined> => {
    try {
      const [all, scorecard] = await Promise.all([readSeries(), readScorecard()]);
      const change = scorecard.ratios.find(({ cause, seriesId }) => cause === CAUSE && seriesId !== undefined);
      const series = all.find(({ id }) => id === change?.seriesId);
      return change === undefined || series === undefined ? undefined : await section(series, change, language);
    } catch (error) {
      // The numbers to phone and the search work without any service.
      if (error instanceof BackendError) return undefined;
      throw error;
    }
  };
}

type Change = ScorecardView['ratios'][number];

function section(series: SeriesView, change: Change, language: Language) {
  const latest = latestOf(series);
  if (latest === undefined || !isYear(latest)) return undefined;
  const { front } = textsOf(language);
  const year = Number(latest.to.slice(0, 4));
  const drawn = (look: keyof typeof WIDTHS) =>
    seriesChart(series, language, { width: WIDTHS[look], id: `deaths-${look}`, since: year - YEARS + 1 });
  const path = seriesPath(series.id);
  const source = asSentence(`${series.publisher[language]}, ${dayText(latest.published, language)}`);
  return html`<h2>${front.question}</h2>
    <p class="answer">
      <strong>${valueText(latest, language)}</strong> ${formatOf(language).plural(latest.value, front.killed)}
      ${front.onRoads(String(year))}
    </p>
    ${change.days.to.year === year ? html`<p>${changeText(change, language)}</p>` : ''}
    ${LOOKS.map((look) => ({ look, svg: drawn(look) })).map(({ look, svg }) =>
      svg === undefined ? '' : html`<figure class="${look}">${raw(svg)}</figure>`,
    )}
    <p class="small">${source} ${otherText(series, [BASE_YEAR, year], language)}</p>
    <p>
      ${linkTo(language, path, front.series)} · <a href="/api/v1/official.csv?series=${series.id}">CSV</a> ·
      <a href="/api/v1/official?series=${series.id}">JSON</a> ·
      <a href="${pathIn(language, path)}#cite">${officialTexts(language).cite}</a>
    </p>`;
}

function changeText({ ratio, trend }: Change, language: Language): string {
  const { front } = textsOf(language);
  if (ratio === undefined || trend === undefined || trend === 'same') return front.noClearChange;
  return front.change(formatOf(language).percent(Math.abs(1 - ratio.value), 1) ?? '', trend);
}

/** What another publisher states of the years that are compared is not in the chart, and not left unsaid. */
function otherText({ statements }: SeriesView, compared: readonly number[], language: Language): string {
  const texts = officialTexts(language);
  const ofYears = statements.filter((each) => isYear(each) && compared.includes(Number(each.to.slice(0, 4))));
  const [found] = ofYears.flatMap((each) => each.others.map((other) => ({ each, other })));
  if (found === undefined) return '';
  const { each, other } = found;
  const values = [each, other].map((stated) => valueText(stated, language));
  const said = texts.other(periodText(each, language), values[0] ?? '', other.publisher[language], values[1] ?? '');
  return `${said} ${other.why?.[language] ?? texts.nobody}`;
}
