import { html } from 'hono/html';
import { controlSuffix, type Control } from '../control/module.ts';
import {
  choiceField,
  CONTACT_FIELD_TEXTS,
  hereField,
  hidden,
  languageForm,
  lineField,
  problemOf,
  problemSummary,
  sendingTexts,
  textField,
  trapField,
  type Part,
} from '../forms/module.ts';
import { longPlaceName, PLACE_FIELD_TEXTS, readPoint } from '../places/module.ts';
import { pathIn, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { placeChoice } from './filled-request.page.ts';
import type { ShownForm } from './kept-request.ts';
import { KIND_TEXTS } from './kinds.texts.ts';
import { FIELDS, type FieldName, type RequestKind } from './request.ts';
import { REQUEST_TEXTS } from './requests.texts.ts';

interface FormView extends ShownForm {
  readonly kind: RequestKind;
  readonly language: Language;
  /** The draft, encrypted. */
  readonly form: string;
  /** Undefined while the registry is away. */
  readonly control: Control | undefined;
}

const MAX_PLACES = 50;

/** The whole request on one page: what it leads to stands before the button. */
export function requestForm(view: FormView): PageContent<Escaped> {
  const { kind, language, form, problems, status } = view;
  const texts = REQUEST_TEXTS[language];
  const ofKind = KIND_TEXTS[language][kind];
  const path = `/${kind}`;
  const body = html`${problems.length === 0 ? '' : problemSummary(language, problems)}
    <p>${ofKind.intro}</p>
    <form method="post" action="${pathIn(language, path)}" id="answers" novalidate ${sendingTexts(language)}>
      ${hidden('form', form)}
      <h2>${texts.where}</h2>
      ${placeFields(view)}
      <h2>${texts.when}</h2>
      <p>${ofKind.whenText}</p>
      ${timeFields(view)}
      <h2>${ofKind.what}</h2>
      ${textField(language, { ...fieldOf(view, FIELDS.text), label: ofKind.text, hint: ofKind.textHint })}
      <h2>${texts.who}</h2>
      <p>${ofKind.whoText}</p>
      ${requesterFields(view)} ${trapField(language)}
      <h2>${texts.before}</h2>
      <ul>
        ${[ofKind.term, texts.readers, texts.kept, ofKind.frozen].map((each) => html`<li>${each}</li>`)}
      </ul>
      <p><button type="submit" id="send">${texts.send}</button></p>
    </form>`;
  const shared = {
    title: ofKind.title,
    body,
    here: path,
    isPersonal: true,
    languageForm: languageForm(language, path, { form, to: SHOW }),
  };
  return problems.length === 0 ? shared : { ...shared, status: status ?? 400, isInvalid: true };
}

/** Asks for the same form in the other language. */
export const SHOW = 'show';

function fieldOf({ typed, problems }: FormView, name: FieldName) {
  return { name, value: typed[name] ?? '', problem: problemOf(problems, name) };
}

function placeFields(view: FormView): Part {
  const { language, typed, problems, control } = view;
  const texts = PLACE_FIELD_TEXTS[language];
  const { placeNote } = REQUEST_TEXTS[language];
  const hint = `${placeNote} ${texts.hint}`;
  const search = hereField(language, { ...fieldOf(view, FIELDS.place), label: texts.label, hint });
  const found = placeChoice(typed, language);
  if (found.length === 0) return search;
  const note = readPoint(typed.q ?? '') ? texts.nearBorder : found.length > MAX_PLACES ? texts.tooMany : '';
  const choice = choiceField(language, {
    name: FIELDS.code,
    legend: found[0]?.guess === undefined ? texts.several : texts.noExact,
    isSeveral: false,
    options: found.slice(0, MAX_PLACES).map((each) => ({
      value: each.code,
      label: `${longPlaceName(each, language)}${controlSuffix(control?.get(each.hromada.code), language)}`,
    })),
    chosen: [typed.code ?? ''],
    problem: problemOf(problems, FIELDS.code),
  });
  return html`${search} ${note === '' ? '' : html`<p class="note">${note}</p>`} ${choice}`;
}

function timeFields(view: FormView): Part {
  const { language } = view;
  const { time: texts } = REQUEST_TEXTS[language];
  return html`${lineField(language, { ...fieldOf(view, FIELDS.day), label: texts.day, type: 'date' })}
  ${lineField(language, { ...fieldOf(view, FIELDS.from), label: texts.from, hint: texts.fromHint, type: 'time' })}
  ${lineField(language, { ...fieldOf(view, FIELDS.until), label: texts.until, hint: texts.untilHint, type: 'time' })}
  ${lineField(language, { ...fieldOf(view, FIELDS.lastDay), label: texts.lastDay, hint: texts.lastDayHint, type: 'date' })}`;
}

function requesterFields(view: FormView): Part {
  const { language, kind } = view;
  const { address, fullName } = REQUEST_TEXTS[language];
  const { addressHint } = KIND_TEXTS[language][kind];
  const { phone, phoneHint: hint } = CONTACT_FIELD_TEXTS[language];
  const ofPhone = {
    ...fieldOf(view, FIELDS.phone),
    label: phone,
    hint,
    inputMode: 'tel',
    autocomplete: 'tel',
  } as const;
  return html`${lineField(language, { ...fieldOf(view, FIELDS.name), label: fullName, autocomplete: 'name' })}
  ${lineField(language, ofPhone)}
  ${lineField(language, { ...fieldOf(view, FIELDS.address), label: address, hint: addressHint })}`;
}
