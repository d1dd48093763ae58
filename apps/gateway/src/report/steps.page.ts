import { html } from 'hono/html';
import {
  choiceField,
  hereField,
  hidden,
  languageForm,
  lineField,
  problemOf,
  sendingTexts,
  type FieldProblem,
  type Html,
  type Part,
} from '../forms/module.ts';
import { controlSuffix, type Control } from '../control/module.ts';
import type { PlaceControl } from '../coverage/module.ts';
import { longPlaceName, readPoint, type FoundPlace } from '../places/module.ts';
import { pathIn, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { firstOf } from './first.page.ts';
import type { FilledStep } from './left-step.ts';
import { STEP_BEFORE, type Answers, type Category, type Step } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import type { Thing } from './thing.ts';

/** What every step is shown with. */
export interface StepView {
  readonly language: Language;
  /** The draft, encrypted. */
  readonly form: string;
  /** Undefined until one is chosen. */
  readonly category: Category | undefined;
  /** What was chosen of it; undefined for the category alone. */
  readonly thing: Thing | undefined;
  readonly answers: Answers;
  /** Of the place; undefined where it is plain, for sensitive reports, and while the registry is away. */
  readonly control: PlaceControl | undefined;
  readonly problems: readonly FieldProblem[];
  /** In Kyiv. */
  readonly today: string;
  /** What a field held when it was sent with a problem; empty for sensitive reports, of which nothing comes back. */
  readonly typed: (field: string) => readonly string[];
  /** What a field held when its step was left without going on; undefined if nothing, and for sensitive reports. */
  readonly kept: (step: Step, field: string) => readonly string[] | undefined;
  /** Whether something was entered on a step of a sensitive report before. */
  readonly hides: (step: FilledStep) => boolean;
}

export function placeStep(view: StepView): PageContent<Escaped> {
  const { language, problems, typed, kept, category, answers } = view;
  const { place: texts } = REPORT_TEXTS[language];
  const search = category?.isSensitive === true ? undefined : answers.place?.search;
  const field = hereField(language, {
    name: 'q',
    label: texts.label,
    hint: texts.hint,
    value: typed('q')[0] ?? kept('place', 'q')?.[0] ?? search ?? '',
    problem: problemOf(problems, 'q'),
  });
  return stepContent(view, 'place', texts.title, hiddenNote(view, 'place'), field);
}

const MAX_PLACES = 50;

/** Several places have the name, or two hromadas may hold the point. */
export function placeChoiceStep(
  view: StepView,
  search: string,
  found: readonly FoundPlace[],
  control: Control | undefined,
): PageContent<Escaped> {
  const { language, problems, category, answers } = view;
  const { place: texts } = REPORT_TEXTS[language];
  const chosen = category?.isSensitive === true ? undefined : answers.place?.code;
  const field = choiceField(language, {
    name: 'code',
    legend: found[0]?.guess === undefined ? texts.several : texts.noExact,
    isSeveral: false,
    options: found.slice(0, MAX_PLACES).map((each) => ({
      value: each.code,
      label: `${longPlaceName(each, language)}${controlSuffix(control?.get(each.hromada.code), language)}`,
    })),
    chosen: chosen === undefined ? [] : [chosen],
    problem: problemOf(problems, 'code'),
  });
  const again = html`<button type="submit" class="second" name="to" value="place">${texts.again}</button>`;
  const note = readPoint(search) ? texts.nearBorder : found.length > MAX_PLACES ? texts.tooMany : '';
  const before = note === '' ? '' : html`<p class="note">${note}</p>`;
  return stepContent(view, 'choose', texts.title, before, field, again);
}

export function contactStep(view: StepView): PageContent<Escaped> {
  const { language, answers, problems, typed, kept, hides, category } = view;
  const { contact: texts } = REPORT_TEXTS[language];
  const known = category?.isSensitive === true ? undefined : answers.contact;
  const isOpen = known !== undefined && (known.name !== '' || known.phone !== '');
  const usual = hides('contact') ? '' : 'anonymous';
  const valueOf = (field: string, stored = ''): string =>
    problems.length > 0 ? (typed(field)[0] ?? '') : (kept('contact', field)?.[0] ?? stored);
  const fields = html`${choiceField(language, {
    name: 'contact',
    legend: texts.legend,
    isSeveral: false,
    options: [
      { value: 'anonymous', label: texts.anonymous },
      { value: 'open', label: texts.open },
    ],
    chosen: [valueOf('contact', isOpen ? 'open' : usual)],
    problem: problemOf(problems, 'contact'),
  })}
  ${lineField(language, {
    name: 'name',
    label: texts.name,
    value: valueOf('name', known?.name),
    problem: problemOf(problems, 'name'),
    autocomplete: category?.isSensitive === true ? 'off' : 'name',
  })}
  ${lineField(language, {
    name: 'phone',
    label: texts.phone,
    hint: texts.phoneHint,
    value: valueOf('phone', known?.phone),
    problem: problemOf(problems, 'phone'),
    inputMode: 'tel',
    autocomplete: category?.isSensitive === true ? 'off' : 'tel',
  })}`;
  const meaning = html`<p>${texts.meaning}</p>
    <p>${texts.openMeaning}</p>
    ${hiddenNote(view, 'contact')}`;
  return stepContent(view, 'contact', texts.title, meaning, fields);
}

export function stepContent(
  view: StepView,
  step: Step | 'choose',
  title: string,
  before: Part,
  fields: Part,
  more: Part = '',
  button = REPORT_TEXTS[view.language].next,
): PageContent<Escaped> {
  const { language, form, category, thing } = view;
  const isShown = category?.isSensitive === false && (step === 'place' || step === 'details');
  const chosen = isShown ? html`<p>${(thing ?? category).name[language]}</p>` : '';
  // Behind the button that goes on: the Enter key presses the first one.
  const body = html`${firstOf(view)} ${chosen} ${before}
    <form method="post" action="${pathIn(language, '/report')}" id="answers" novalidate ${sendingTexts(language)}>
      ${hidden('form', form)} ${hidden('step', step)} ${fields}
      <p><button type="submit">${button}</button> ${more} ${step === 'choose' ? '' : backButton(language, step)}</p>
    </form>`;
  return contentOf(view, title, body, { form, to: step });
}

/** @param form the id of the form that it belongs to, if it stands outside. */
export function backButton(language: Language, step: Step, form?: string): Part {
  const to = STEP_BEFORE[step];
  if (to === undefined) return '';
  const owner = form === undefined ? '' : html`form="${form}"`;
  return html`<button type="submit" class="second" name="to" value="${to}" formnovalidate ${owner}>
    ${REPORT_TEXTS[language].back}
  </button>`;
}

export function hiddenNote({ language, hides }: StepView, step: FilledStep): Part {
  return hides(step) ? html`<p class="note">${REPORT_TEXTS[language].hidden}</p>` : '';
}

/** @param carried what the same page is asked for with in the other language; without it, that begins again. */
export function contentOf(
  { language, problems }: Pick<StepView, 'language' | 'problems'>,
  title: string,
  body: Html,
  carried?: Readonly<Record<string, string>>,
): PageContent<Escaped> {
  const other = carried === undefined ? undefined : languageForm(language, '/report', carried);
  const shared = { title, body, here: '/report', isPersonal: true, languageForm: other };
  return problems.length === 0 ? shared : { ...shared, status: 400, isInvalid: true };
}
