import { html } from 'hono/html';
import {
  choiceField,
  foldedFields,
  lineField,
  problemOf,
  textField,
  trapField,
  type FieldProblem,
  type Part,
} from '../forms/module.ts';
import { pointFigure } from '../place-map/module.ts';
import { findAnyPlace, longPlaceName } from '../places/module.ts';
import type { Escaped, Language, PageContent } from '../site/module.ts';
import { contactFields } from './contact.page.ts';
import { attributeField, DESCRIPTION } from './details.ts';
import { draftBox, type DraftToKeep } from './draft.page.ts';
import type { Attribute, Category } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { whenFields } from './when.page.ts';
import { fieldsOfWhen } from './when.ts';
import { hiddenNote, stepContent, type FieldValues, type StepView } from './steps.page.ts';
import { attributesToAsk } from './offered-things.ts';

/**
 * The last step: all that can be told besides, what will be sent, and the button that sends it.
 *
 * @param draft undefined for a sensitive category, of which no browser keeps anything.
 */
export function detailsStep(
  view: StepView & { readonly category: Category },
  draft: DraftToKeep | undefined,
): PageContent<Escaped> {
  const { language, category, thing, answers, problems, typed, kept } = view;
  const { details: texts, send } = REPORT_TEXTS[language];
  const known = category.isSensitive ? undefined : answers.details;
  const valuesOf: FieldValues = (field, stored) =>
    typed(field) ?? kept('details', field) ?? kept('contact', field) ?? (stored === undefined ? [] : [stored]);
  const asked = attributesToAsk(thing, category);
  const answersTo = (attribute: Attribute) => valuesOf(attributeField(attribute), known?.attributes[attribute.name]);
  const inputOf = (attribute: Attribute) =>
    attributeInput(language, attribute, answersTo(attribute), problemOf(problems, attributeField(attribute)));
  const when = fieldsOfWhen(known?.occurredAt === undefined ? undefined : new Date(known.occurredAt));
  const isNeeded = !category.attributes.some(({ isRequired }) => isRequired);
  const description = textField(language, {
    name: DESCRIPTION,
    label: isNeeded ? texts.description : `${texts.description} ${texts.optional}`,
    hint: texts.descriptionHint,
    value: valuesOf(DESCRIPTION, known?.description)[0] ?? '',
    problem: problemOf(problems, DESCRIPTION),
  });
  const box = draft === undefined ? '' : draftBox(language, draft);
  const optional = asked.filter(({ isRequired }) => !isRequired);
  const title = asked.length < category.attributes.length ? texts.more : texts.title;
  const content = stepContent(view, {
    step: 'details',
    title,
    before: hiddenNote(view, 'details', 'contact'),
    fields: html`${asked.filter(({ isRequired }) => isRequired).map(inputOf)} ${description}
    ${optional.filter((attribute) => !isNumbered(attribute)).map(inputOf)}
    ${numberedFields(view, optional.filter(isNumbered), { inputOf, answersTo })}
    ${whenFields(view, (field) => valuesOf(field, when[field])[0])} ${contactFields(view, valuesOf)}
    ${trapField(language)} ${summaryOf(view, category)}`,
    button: { label: send, id: 'send' },
    after: box,
  });
  return { ...content, mayKeepDraft: draft !== undefined };
}

/** What stands on a post or in a register: few people know it. */
function isNumbered({ type }: Attribute): boolean {
  return type === 'code' || type === 'edrpou';
}

/** Folded away, like what else most people leave open. */
function numberedFields(
  { language, problems }: StepView,
  attributes: readonly Attribute[],
  show: {
    readonly inputOf: (attribute: Attribute) => Part;
    readonly answersTo: (attribute: Attribute) => readonly string[];
  },
): Part {
  if (attributes.length === 0) return '';
  const isOpen = attributes.some(
    (attribute) =>
      problemOf(problems, attributeField(attribute)) !== undefined ||
      show.answersTo(attribute).some((value) => value !== ''),
  );
  return foldedFields(
    { label: REPORT_TEXTS[language].details.numbered, isOpen },
    html`${attributes.map(show.inputOf)}`,
  );
}

/** What was answered before. Of sensitive reports nothing is shown. */
function summaryOf({ language, answers: { place }, thing }: StepView, category: Category): Part {
  if (category.isSensitive || place === undefined) return '';
  const found = findAnyPlace(place.code, language);
  return html`<div class="card">
    <p><strong>${(thing ?? category).name[language]}</strong></p>
    <p>${found === undefined ? '' : longPlaceName(found, language)}</p>
    ${
      place.point === undefined || found === undefined
        ? ''
        : pointFigure(
            { point: place.point, hromadaCode: found.hromada.code, isPublished: category.isPublished },
            language,
          )
    }
  </div>`;
}

function attributeInput(
  language: Language,
  attribute: Attribute,
  values: readonly string[],
  problem: FieldProblem | undefined,
): Part {
  const { details: texts } = REPORT_TEXTS[language];
  const { type, isRequired } = attribute;
  const name = attributeField(attribute);
  const label = isRequired ? attribute.label[language] : `${attribute.label[language]} ${texts.optional}`;
  if (type === 'number' || type === 'code' || type === 'edrpou') {
    const inputMode = type === 'code' ? 'text' : 'numeric';
    return lineField(language, { name, label, value: values[0] ?? '', problem, inputMode });
  }
  const isSeveral = type === 'choices';
  const options =
    type === 'yes_no'
      ? yesNo(language)
      : attribute.values.map(({ value, label: text }) => ({ value, label: text[language] }));
  // A radio button cannot be taken back without one more.
  const open = isRequired || isSeveral ? [] : [{ value: '', label: texts.none }];
  const chosen = isSeveral ? values.flatMap((value) => value.split(',')) : values;
  return choiceField(language, { name, legend: label, isSeveral, options: [...options, ...open], chosen, problem });
}

function yesNo(language: Language) {
  const { yes, no } = REPORT_TEXTS[language].details;
  return [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ];
}
