import { html } from 'hono/html';
import { otherThan, pathIn, textsOf, type Escaped, type Language } from '../site/module.ts';
import type { ChoiceField, FieldProblem, LineField, TextField } from './form.ts';
import { FORM_TEXTS } from './forms.texts.ts';

/** What has to be corrected, with links to the fields. It comes first, and a script puts the focus there. */
export function problemSummary(language: Language, problems: readonly FieldProblem[]) {
  return html`<div class="problems" role="alert" aria-labelledby="problems" tabindex="-1">
    <h2 id="problems">${FORM_TEXTS[language].summary}</h2>
    <ul>
      ${problems.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}
    </ul>
  </div>`;
}

export function lineField(
  language: Language,
  { name, label, hint, value, problem, type = 'text', inputMode = 'text', autocomplete = 'off' }: LineField,
) {
  return html`<div class="${problem === undefined ? 'field' : 'field wrong'}">
    <label for="${name}">${label}</label>
    ${notes(language, name, hint, problem)}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      inputmode="${inputMode}"
      autocomplete="${autocomplete}"
      spellcheck="false"
      value="${value}"
      ${described(name, hint, problem)}
    />
  </div>`;
}

/** A field for a place, beside which a script offers the point where the visitor is. */
export function hereField(language: Language, field: LineField) {
  const { here, hereHint, hereWaits, hereDone, hereFailed } = FORM_TEXTS[language];
  return html`<div
    data-here="${field.name}"
    data-label="${here}"
    data-hint="${hereHint}"
    data-waits="${hereWaits}"
    data-done="${hereDone}"
    data-failed="${hereFailed}"
  >
    ${lineField(language, field)}
  </div>`;
}

export function textField(language: Language, { name, label, hint, value, problem }: TextField) {
  return html`<div class="${problem === undefined ? 'field' : 'field wrong'}">
    <label for="${name}">${label}</label>
    ${notes(language, name, hint, problem)}
    <textarea id="${name}" name="${name}" rows="6" ${described(name, hint, problem)}>${value}</textarea>
  </div>`;
}

export function choiceField(language: Language, { name, legend, isSeveral, options, chosen, problem }: ChoiceField) {
  return html`<fieldset
    class="${problem === undefined ? 'field' : 'field wrong'}"
    ${described(name, undefined, problem)}
  >
    <legend>${legend}</legend>
    ${notes(language, name, undefined, problem)}
    ${options.map(
      ({ value, label }, index) =>
        html`<div class="choice">
          <input
            id="${choiceId(name, index)}"
            name="${name}"
            type="${isSeveral ? 'checkbox' : 'radio'}"
            value="${value}"
            ${chosen.includes(value) ? html`checked` : ''}
          />
          <label for="${choiceId(name, index)}">${label}</label>
        </div>`,
    )}
  </fieldset>`;
}

/** The first has the name of the field, so that a problem can link to it. */
function choiceId(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

function notes(language: Language, name: string, hint: string | undefined, problem: FieldProblem | undefined) {
  return html`${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
  ${
    problem === undefined
      ? ''
      : html`<p class="problem" id="${name}-problem">
          <strong>${FORM_TEXTS[language].problem}</strong> ${problem.text}
        </p>`
  }`;
}

function described(name: string, hint: string | undefined, problem: FieldProblem | undefined) {
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(problem === undefined ? [] : [`${name}-problem`])];
  const by = ids.length === 0 ? '' : html`aria-describedby="${ids.join(' ')}"`;
  return html`${by} ${problem === undefined ? '' : html`aria-invalid="true"`}`;
}

/** What most people leave as it is. */
export function foldedFields({ label, isOpen }: { readonly label: string; readonly isOpen: boolean }, fields: Part) {
  return html`<details class="field" ${isOpen ? html`open` : ''}>
    <summary class="button second">${label}</summary>
    ${fields}
  </details>`;
}

/** Only programs fill it in: people neither see nor reach it. */
export function trapField(language: Language) {
  return html`<div class="trap" aria-hidden="true">
    <label for="website">${FORM_TEXTS[language].trap}</label>
    <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" value="" />
  </div>`;
}

/** Attributes of a form that is sent: what it says, where scripts run, while the network is slow or away. */
export function sendingTexts(language: Language) {
  const { noNetwork, sending } = FORM_TEXTS[language];
  return html`data-no-network="${noNetwork}" data-sending="${sending}"`;
}

/**
 * In place of the link to the other language: asks for the same page there with what was answered, in no address. Where
 * scripts run, what is being typed goes along.
 */
export function languageForm(language: Language, path: string, carried: Readonly<Record<string, string>>) {
  const other = otherThan(language);
  return html`<form method="post" action="${pathIn(other, path)}" data-takes="answers" ${sendingTexts(language)}>
    ${Object.entries(carried).map(([name, value]) => hidden(name, value))}
    <button type="submit" class="second" lang="${other}">${textsOf(language).otherLanguage}</button>
  </form>`;
}

/** For pages that nobody should see over a shoulder. Without a script it is a plain link. */
export function leaveLink(language: Language) {
  const { leave, leaveHint } = FORM_TEXTS[language];
  return html`<p class="leave">
      <a href="https://uk.wikipedia.org/" rel="noreferrer" data-leave>${leave}</a>
    </p>
    <p class="small">${leaveHint}</p>`;
}

export function hidden(name: string, value: string): ReturnType<typeof html> {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}

/** A part of a page. */
export type Html = Escaped | Promise<Escaped>;
/** The same, or nothing. */
export type Part = Html | '';
