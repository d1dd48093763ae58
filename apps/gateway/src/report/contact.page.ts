import { html } from 'hono/html';
import { choiceField, foldedFields, lineField, problemOf, type Part } from '../forms/module.ts';
import { CONTACT_FIELDS } from './contact.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import type { FieldValues, StepView } from './steps.page.ts';

/** Folded away: a report is anonymous unless somebody wants otherwise. */
export function contactFields({ language, answers, problems, hides, category }: StepView, valuesOf: FieldValues): Part {
  const { contact: texts } = REPORT_TEXTS[language];
  const { name, phone, none } = CONTACT_FIELDS;
  const isSensitive = category?.isSensitive === true;
  const known = isSensitive ? undefined : answers.contact;
  const field = (id: typeof name | typeof phone, label: string, more: { hint?: string; inputMode?: 'tel' }) =>
    lineField(language, {
      name: id,
      label,
      value: valuesOf(id, known?.[id])[0] ?? '',
      problem: problemOf(problems, id),
      autocomplete: isSensitive ? 'off' : { name: 'name', phone: 'tel' }[id],
      ...more,
    });
  const isOpen = [name, phone].some((id) => problemOf(problems, id) !== undefined || valuesOf(id, known?.[id])[0]);
  const takeBack = choiceField(language, {
    name: none,
    legend: texts.legend,
    isSeveral: true,
    options: [{ value: 'yes', label: texts.takeBack }],
    chosen: [],
  });
  return foldedFields(
    { label: texts.title, isOpen: isOpen || hides('contact') },
    html`<p>${texts.meaning}</p>
      ${field(name, texts.name, {})} ${field(phone, texts.phone, { hint: texts.phoneHint, inputMode: 'tel' })}
      ${hides('contact') ? takeBack : ''}`,
  );
}
