import { html } from 'hono/html';
import { choiceField, foldedFields, lineField, problemOf, type Part } from '../forms/module.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import type { StepView } from './steps.page.ts';
import { OTHER_DAY, WHEN, WHEN_FIELDS } from './when.ts';

/**
 * When it happened, folded away: of most reports it is now, and nobody has to press anything for that.
 *
 * @param valueOf what a field holds.
 */
export function whenFields(
  { language, today, problems, hides }: StepView,
  valueOf: (field: string) => string | undefined,
): Part {
  const { when: texts } = REPORT_TEXTS[language];
  const isOpen =
    problems.some(({ field }) => WHEN_FIELDS.includes(field)) || WHEN_FIELDS.some((field) => valueOf(field));
  // Where an answer is hidden, nothing is chosen: what is left alone stays as it was.
  const isHidden = hides('details');
  const options = [
    { value: isHidden ? 'now' : '', label: texts.now },
    { value: today, label: texts.today },
    { value: OTHER_DAY, label: texts.other },
  ];
  const field = (name: string, label: string, hint: string, type: 'date' | 'time') =>
    lineField(language, { name, label, hint, type, value: valueOf(name) ?? '', problem: problemOf(problems, name) });
  return foldedFields(
    { label: texts.earlier, isOpen },
    html`${choiceField(language, {
      name: WHEN.is,
      legend: texts.title,
      isSeveral: false,
      options,
      chosen: [valueOf(WHEN.is) ?? ''],
      problem: undefined,
    })}
    ${field(WHEN.day, texts.day, texts.dayHint, 'date')} ${field(WHEN.time, texts.time, texts.timeHint, 'time')}`,
  );
}
