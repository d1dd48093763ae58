import type { FieldProblem } from '../forms/module.ts';
import type { Language } from '../site/module.ts';
import type { DetailProblem } from './details.ts';
import { REPORT_TEXTS } from './report.texts.ts';

/** What is wrong, as the page says it. */
export function detailProblems(language: Language, problems: readonly DetailProblem[]): FieldProblem[] {
  const { rules } = REPORT_TEXTS[language].details;
  return problems.map(({ field, rule, attribute }) => ({
    field,
    text: rules[rule](attribute?.label[language] ?? '', attribute?.least ?? 0, attribute?.most ?? 0),
  }));
}
