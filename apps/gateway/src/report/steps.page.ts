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
import { PLACE_FIELDS } from './left-step.ts';
import { STEP_BEFORE, type Answers, type Category, type FilledPart, type Step } from './report.ts';
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
  /** What a field held when it was sent with a problem; undefined otherwise, and for sensitive reports. */
  readonly typed: (field: string) => readonly string[] | undefined;
  /** What a field held when its step was left without going on; undefined if nothing, and for sensitive reports. */
  readonly kept: (part: FilledPart, field: string) => readonly string[] | undefined;
  /** Whether something was entered in a part of a sensitive report before. */
  readonly hides: (part: FilledPart) => boolean;
}

/** All values to show in a field: as it was sent, as it was left, or what is stored. */
export type FieldValues = (field: string, stored: string | undefined) => readonly string[];

export function placeStep(view: StepView): PageContent<Escaped> {
  const { language, problems, typed, kept, category, answers } = view;
  const { place: texts } = REPORT_TEXTS[language];
  const { search, landmark } = PLACE_FIELDS;
  const known = category?.isSensitive === true ? undefined : answers.place;
  const field = (name: typeof search | typeof landmark, label: string, hint: string, stored = '') => ({
    name,
    label,
    hint,
    value: typed(name)?.[0] ?? kept('place', name)?.[0] ?? stored,
    problem: problemOf(problems, name),
  });
  const fields = html`${hereField(language, field(search, texts.label, texts.hint, known?.search))}
  ${lineField(language, field(landmark, texts.landmark, texts.landmarkHint, known?.landmark))}`;
  return stepContent(view, { step: 'place', title: texts.title, before: hiddenNote(view, 'place'), fields });
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
  return stepContent(view, { step: 'choose', title: texts.title, before, fields: field, more: again });
}

interface StepParts {
  readonly step: Step | 'choose';
  readonly title: string;
  readonly before?: Part;
  readonly fields: Part;
  /** A button beside the one that goes on. */
  readonly more?: Part;
  /** The one that goes on. */
  readonly button?: { readonly label: string; readonly id?: string };
  /** Behind the buttons. */
  readonly after?: Part;
}

/** What is asked, where, and the rest: what people see as the steps. */
const COUNTED = { category: 1, place: 2, choose: 2, nearby: 2, details: 3 } as const;

export function stepContent(
  view: StepView,
  { step, title, before = '', fields, more = '', button, after = '' }: StepParts,
): PageContent<Escaped> {
  const { language, form, category, thing } = view;
  const { next, stepOf } = REPORT_TEXTS[language];
  const { label = next, id } = button ?? {};
  const chosen =
    category?.isSensitive === false && step === 'place' ? html`<p>${(thing ?? category).name[language]}</p>` : '';
  // Behind the button that goes on: the Enter key presses the first one.
  const body = html`${firstOf(view)}
    <p class="small">${stepOf(COUNTED[step])}</p>
    ${chosen} ${before}
    <form method="post" action="${pathIn(language, '/report')}" id="answers" novalidate ${sendingTexts(language)}>
      ${hidden('form', form)} ${hidden('step', step)} ${fields}
      <p>
        <button type="submit" ${id === undefined ? '' : html`id="${id}"`}>${label}</button>
        ${more} ${step === 'choose' ? '' : backButton(language, step)}
      </p>
      ${after}
    </form>`;
  return contentOf(view, title, body, { form, to: step });
}

function backButton(language: Language, step: Step): Part {
  const to = STEP_BEFORE[step];
  if (to === undefined) return '';
  return html`<button type="submit" class="second" name="to" value="${to}" formnovalidate>
    ${REPORT_TEXTS[language].back}
  </button>`;
}

export function hiddenNote({ language, hides }: StepView, ...parts: readonly FilledPart[]): Part {
  return parts.some(hides) ? html`<p class="note">${REPORT_TEXTS[language].hidden}</p>` : '';
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
