import { html } from 'hono/html';
import { lineField, problemSummary, type FieldProblem } from '../forms/module.ts';
import { allOblasts, findOblast, findPlace, hromadaName } from '../places/module.ts';
import { formatOf, linkTo, pathIn, pathWith, type CalendarDay, type Language } from '../site/module.ts';
import { yearsOf, type ChoiceProblem, type ChosenMonths } from './choice.ts';
import type { DaysView } from './scorecard.ts';
import { SCORECARD_TEXTS } from './scorecard.texts.ts';

/** Of which territory a scorecard is. */
export interface Territory {
  readonly level: 'country' | 'oblast' | 'hromada';
  /** Empty for the country. */
  readonly code: string;
  readonly name: string;
}

/** What a visitor chose. */
export interface Choice extends ChosenMonths {
  readonly language: Language;
  readonly territory: Territory;
}

/** Undefined if the code is of no oblast, hromada, or city with special status. */
export function territoryOf(code: string, language: Language): Territory | undefined {
  if (code === '') return { level: 'country', code, name: SCORECARD_TEXTS[language].country };
  const oblast = findOblast(code, language);
  if (oblast !== undefined) return { level: 'oblast', code, name: oblast.title };
  const hromada = findPlace(code, language);
  return hromada && { level: 'hromada', code, name: hromadaName(hromada, language) };
}

/** The address of a scorecard; what is usual is left out. */
export function scorecardPath({ territory, from, to }: Omit<Choice, 'language'>): string {
  const orNone = (text: string) => (text === '' ? undefined : text);
  return pathWith('/scorecard', { territory: orNone(territory.code), from: orNone(from), to: orNone(to) });
}

/** "Ukraine · 2026, until 1 December" */
export function scopeLine({ language, territory }: Choice, period: DaysView | undefined, today: CalendarDay) {
  const { days, dayOfYear } = formatOf(language);
  if (period === undefined) return html`<p>${territory.name}</p>`;
  const { from, to } = period;
  const isThisYear = from.year === today.year && from.month === 1 && from.day === 1 && to.year === today.year;
  const shown = isThisYear ? SCORECARD_TEXTS[language].until(to.year, dayOfYear(to)) : days(from, to);
  return html`<p>${territory.name} · ${shown}</p>`;
}

/** A folded form, so that each scorecard has an address that can be kept; open if it has to be corrected. */
export function chooser(choice: Choice, today: CalendarDay, problems: readonly ChoiceProblem[]) {
  const { language, territory, from, to } = choice;
  const texts = SCORECARD_TEXTS[language];
  const found: FieldProblem[] = problems.map(({ field, rule }) => ({ field, text: texts.problems[rule] }));
  const option = (code: string, name: string) =>
    html`<option value="${code}" ${code === territory.code ? html`selected` : ''}>${name}</option>`;
  const month = (name: 'from' | 'to', value: string) =>
    lineField(language, {
      name,
      label: texts[name],
      hint: texts.month,
      value,
      problem: found.find(({ field }) => field === name),
    });
  return html`${found.length === 0 ? '' : problemSummary(language, found)}
    <details ${found.length === 0 ? '' : html`open`}>
      <summary>${texts.change}</summary>
      <form action="${pathIn(language, '/scorecard')}" method="get">
        <div class="field">
          <label for="territory">${texts.territory}</label>
          <select id="territory" name="territory">
            ${option('', texts.country)} ${territory.level === 'hromada' ? option(territory.code, territory.name) : ''}
            ${allOblasts(language).map(({ code, title }) => option(code, title))}
          </select>
        </div>
        ${month('from', from)} ${month('to', to)}
        <p><button type="submit">${texts.show}</button></p>
      </form>
      <p>${linkTo(language, '/officer', texts.hromada)}</p>
    </details>
    ${yearLinks(choice, today)}
    ${territory.level === 'hromada' ? html`<p>${linkTo(language, `/h/${territory.code}`, texts.ofHromada)}</p>` : ''}`;
}

function yearLinks(choice: Choice, today: CalendarDay) {
  const { language, territory } = choice;
  const texts = SCORECARD_TEXTS[language];
  return html`<nav class="years" aria-label="${texts.years}">
    <p>${texts.years}:</p>
    <ul class="sorting">
      ${yearsOf(today).map((year) => {
        // This year is what is shown without a choice.
        const months = year === today.year ? { from: '', to: '' } : { from: `${year}-01`, to: `${year}-12` };
        const isCurrent = months.from === choice.from && months.to === choice.to;
        const path = scorecardPath({ territory, ...months });
        return html`<li>
          <a href="${pathIn(language, path)}" ${isCurrent ? html`aria-current="true"` : ''}>${year}</a>
        </li>`;
      })}
    </ul>
  </nav>`;
}
