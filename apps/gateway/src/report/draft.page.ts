import { html } from 'hono/html';
import { sendingTexts, type Part } from '../forms/module.ts';
import { pathIn, type Language } from '../site/module.ts';
import { DRAFT_TEXTS } from './draft.texts.ts';

/** What a browser may keep of a report, if the person asks for it. */
export interface DraftToKeep {
  readonly id: string;
  /** Category, place, and the id of the report, encrypted; neither contact nor, of course, what is being typed. */
  readonly form: string;
  /** Since the report was begun, milliseconds. */
  readonly ageMs: number;
}

/** A script puts a button here; without scripts there is nothing to see. */
export function draftBox(language: Language, { id, form, ageMs }: DraftToKeep): Part {
  const { why, keep, kept, remove, removed, replaces, failed } = DRAFT_TEXTS[language];
  return html`<div
    class="field"
    data-draft="${form}"
    data-id="${id}"
    data-age="${ageMs}"
    data-why="${why}"
    data-save="${keep}"
    data-saved="${kept}"
    data-remove="${remove}"
    data-removed="${removed}"
    data-replaces="${replaces}"
    data-failed="${failed}"
  ></div>`;
}

/** On the first page, a script offers the draft that the browser has. */
export function draftOffer(language: Language): Part {
  const { offer, until, resume, remove, removed } = DRAFT_TEXTS[language];
  return html`<div
    data-draft-offer="${offer}"
    data-action="${pathIn(language, '/report')}"
    data-until="${until}"
    data-resume="${resume}"
    data-remove="${remove}"
    data-removed="${removed}"
    ${sendingTexts(language)}
  ></div>`;
}

/** On the page of a report that was sent, a script deletes its draft. */
export function draftSent(id: string): Part {
  return html`<div data-draft-sent="${id}"></div>`;
}
