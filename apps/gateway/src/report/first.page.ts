import { html } from 'hono/html';
import { occupiedNote } from '../control/module.ts';
import type { PlaceControl } from '../coverage/module.ts';
import { leaveLink, problemSummary, type FieldProblem, type Part } from '../forms/module.ts';
import type { Language } from '../site/module.ts';
import type { Category } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';

/** Where and of what a step asks. */
interface FirstView {
  readonly language: Language;
  readonly category: Category | undefined;
  readonly problems: readonly FieldProblem[];
  readonly control: PlaceControl | undefined;
}

/** Whom to phone comes first, or that nobody can come; then how to leave, then what to correct. */
export function firstOf({ language, category, problems, control }: FirstView) {
  const isOccupied = control?.status === 'occupied';
  return html`${isOccupied ? occupiedNote(control, language) : phoneFirst(language, category?.emergencyNumber ?? '')}
  ${category?.isSensitive === true ? leaveLink(language) : ''}
  ${problems.length === 0 ? '' : problemSummary(language, problems)}`;
}

function phoneFirst(language: Language, emergencyNumber: string): Part {
  if (emergencyNumber === '') return '';
  const { before, number, after } = REPORT_TEXTS[language].first(emergencyNumber);
  return html`<div class="alert">
    <p>
      <strong>${before} <a href="tel:${number}">${number}</a></strong>
    </p>
    <p>${after}</p>
  </div>`;
}
