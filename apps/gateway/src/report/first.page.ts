import { html } from 'hono/html';
import { occupiedNote } from '../control/module.ts';
import type { PlaceControl } from '../coverage/module.ts';
import { leaveLink, problemSummary, type FieldProblem, type Part } from '../forms/module.ts';
import { safetyLink, type Language } from '../site/module.ts';
import type { Category } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import type { Thing } from './thing.ts';

/** Where and of what a step asks. */
interface FirstView {
  readonly language: Language;
  readonly category: Category | undefined;
  readonly thing: Thing | undefined;
  readonly problems: readonly FieldProblem[];
  readonly control: PlaceControl | undefined;
}

/** Whom to phone comes first, or that nobody can come; then how to leave, then who else helps, then what to correct. */
export function firstOf({ language, category, thing, problems, control }: FirstView) {
  const isOccupied = control?.status === 'occupied';
  return html`${isOccupied ? occupiedNote(control, language) : phoneFirst(language, category?.emergencyNumber ?? '', thing)}
  ${category?.isSensitive === true ? leaveLink(language) : ''}
  ${category?.code === 'domestic_violence' ? html`<p>${safetyLink(language)}: ${REPORT_TEXTS[language].safety}</p>` : ''}
  ${problems.length === 0 ? '' : problemSummary(language, problems)}`;
}

function phoneFirst(language: Language, emergencyNumber: string, thing: Thing | undefined): Part {
  const numbers = thing?.numbers ?? (emergencyNumber === '' ? [] : [emergencyNumber]);
  if (numbers.length === 0) return '';
  const { before, or, after } = REPORT_TEXTS[language].first;
  const links = numbers.map((number, index) => html`${index === 0 ? '' : or} <a href="tel:${number}">${number}</a>`);
  return html`<div class="alert">
    ${thing?.warning === undefined ? '' : html`<p>${thing.warning[language]}</p>`}
    <p><strong>${before}${links}</strong></p>
    <p>${after}</p>
  </div>`;
}
