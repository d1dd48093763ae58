import { html } from 'hono/html';
import { hidden, leaveLink, sendingTexts, tokenBox, trapField, type Part } from '../forms/module.ts';
import { findAnyPlace, longPlaceName, writePoint } from '../places/module.ts';
import { formatOf, linkTo, pathIn, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { yesNo } from './details.page.ts';
import { NEARBY_TEXTS } from './nearby.texts.ts';
import { draftSent } from './draft.page.ts';
import { firstOf } from './first.page.ts';
import type { Attribute, Category, SentReport, Step } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { attributesToAsk } from './offered-things.ts';
import { backButton, contentOf, type StepView } from './steps.page.ts';

/** What will be sent. Words of the visitor are shown as values of fields; of sensitive reports nothing is shown. */
export function checkStep(view: StepView & { readonly category: Category }): PageContent<Escaped> {
  const { language, form, category } = view;
  const { check: texts, send } = REPORT_TEXTS[language];
  const action = pathIn(language, '/report');
  const body = html`${firstOf(view)} ${category.isSensitive ? hiddenAnswers(language) : answersOf(view, category)}
    <form method="post" action="${action}" id="change" ${sendingTexts(language)}>${hidden('form', form)}</form>
    <form method="post" action="${action}" ${sendingTexts(language)}>
      ${hidden('form', form)} ${hidden('step', 'check')} ${trapField(language)}
      <p><button type="submit" id="send">${send}</button> ${backButton(language, 'check', 'change')}</p>
    </form>`;
  return contentOf(view, texts.title, body, { form, to: 'check' });
}

function hiddenAnswers(language: Language) {
  const { check: texts } = REPORT_TEXTS[language];
  const steps = [
    ['category', texts.category],
    ['place', texts.place],
    ['details', texts.details],
    ['contact', texts.contact],
  ] as const;
  return html`<p>${texts.hidden}</p>
    <ul>
      ${steps.map(([step, label]) => html`<li>${label} ${changeButton(language, step, label)}</li>`)}
    </ul>`;
}

function answersOf({ language, answers, thing }: StepView, category: Category) {
  const { check: texts } = REPORT_TEXTS[language];
  const { place, details, contact } = answers;
  const found = place && findAnyPlace(place.code, language);
  const isAnonymous = contact === undefined || (contact.name === '' && contact.phone === '');
  const { description = '', occurredAt } = details ?? {};
  const asked = attributesToAsk(thing, category);
  return html`<h2>${texts.category} ${changeButton(language, 'category', texts.category)}</h2>
    <p>${(thing ?? category).name[language]}</p>
    <h2>${texts.place} ${changeButton(language, 'place', texts.place)}</h2>
    <p>${found === undefined ? '' : longPlaceName(found, language)}</p>
    ${place?.point === undefined ? '' : html`<p>${texts.point}: ${writePoint(place.point)}</p>`}
    <h2>${texts.details} ${changeButton(language, 'details', texts.details)}</h2>
    ${asked.map((attribute) => attributeShown(language, attribute, details?.attributes[attribute.name]))}
    <p>${texts.when}: ${occurredAt === undefined ? texts.now : formatOf(language).time(new Date(occurredAt))}</p>
    ${
      description === ''
        ? ''
        : html`<div class="field">
            <label for="shown-description">${texts.description}</label>
            <textarea id="shown-description" rows="6" readonly>${description}</textarea>
          </div>`
    }
    <h2>${texts.contact} ${changeButton(language, 'contact', texts.contact)}</h2>
    ${
      isAnonymous
        ? html`<p>${texts.anonymous}</p>`
        : html`${shown('shown-name', REPORT_TEXTS[language].contact.name, contact.name)}
          ${shown('shown-phone', REPORT_TEXTS[language].contact.phone, contact.phone)}`
    }`;
}

function attributeShown(language: Language, { name, label, type, values }: Attribute, value: string | undefined): Part {
  if (value === undefined) return '';
  if (type === 'number' || type === 'code' || type === 'edrpou') return shown(`shown-${name}`, label[language], value);
  const options =
    type === 'yes_no' ? yesNo(language) : values.map((each) => ({ value: each.value, label: each.label[language] }));
  const words = value.split(',').flatMap((one) => options.find((option) => option.value === one)?.label ?? []);
  return html`<p>${label[language]}: ${words.join(', ')}</p>`;
}

function shown(id: string, label: string, value: string): Part {
  if (value === '') return '';
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input id="${id}" type="text" readonly value="${value}" />
  </div>`;
}

/** Belongs to a form of its own, so that the Enter key never changes instead of sending. */
function changeButton(language: Language, step: Step, label: string) {
  const { change } = REPORT_TEXTS[language];
  return html`<span class="change"
    ><button type="submit" class="second" form="change" name="to" value="${step}" aria-label="${change}: ${label}">
      ${change}
    </button></span
  >`;
}

interface SentView {
  readonly language: Language;
  readonly isSensitive: boolean;
  /** Of the draft that a browser may have of this report. */
  readonly draftId: string;
  /** Where the page can be asked for again; or, while nothing can be kept, the form that is sent again for it. */
  readonly again: { readonly here: string } | { readonly form: string };
  /** The report of another person that was joined instead; undefined for an own one. */
  readonly joined: string | undefined;
}

/** The token is shown here and nowhere else. */
export function sentPage(
  { language, isSensitive, draftId, again, joined }: SentView,
  { trackingToken, emergencyNumber, dueAt }: SentReport,
): PageContent<Escaped> {
  const { sent: texts } = REPORT_TEXTS[language];
  const said = joined === undefined ? texts : NEARBY_TEXTS[language].joined;
  const call = texts.call(emergencyNumber);
  const body = html`${
      emergencyNumber === ''
        ? ''
        : html`<div class="alert">
            <p>
              <strong>${call.before} <a href="tel:${call.number}">${call.number}</a></strong>
            </p>
          </div>`
    }
    ${isSensitive ? leaveLink(language) : ''}
    ${joined === undefined ? '' : html`<p>${NEARBY_TEXTS[language].joined.text}</p>`}
    <h2>${said.code}</h2>
    <p>${said.codeText}</p>
    ${tokenBox(language, trackingToken)}
    ${dueAt === undefined || isSensitive ? '' : html`<p>${texts.due(formatOf(language).time(new Date(dueAt)))}</p>`}
    <p>${linkTo(language, '/track', said.track)}</p>
    ${isSensitive ? '' : draftSent(draftId)}`;
  // In the other language it is sent again, which makes no other report: the code would be lost otherwise.
  const step = joined === undefined ? { step: 'check' } : { step: 'nearby', same: joined };
  const carried = 'form' in again ? { form: again.form, ...step } : undefined;
  const content = contentOf({ language, problems: [] }, said.title, body, carried);
  return { ...content, ...('here' in again ? again : {}), mayKeepDraft: !isSensitive };
}
