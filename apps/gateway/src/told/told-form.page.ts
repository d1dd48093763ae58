import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { hidden, lineField, sendingTexts, type FieldProblem, type FormSeal, type Html } from '../forms/module.ts';
import { pathIn, type Language } from '../site/module.ts';
import type { ToldDraft } from './told.ts';
import { TOLD_TEXTS } from './told.texts.ts';

export const TOLD_PURPOSE = 'told/1';

/** What was sent, to be corrected. */
interface Shown {
  readonly email: string;
  readonly problem?: FieldProblem;
}

/** For the page of a report that is opened: its token goes along, sealed. */
export function toldForm(language: Language, seal: FormSeal, token: string, now: Date): Html {
  const draft: ToldDraft = { requestId: randomUUID(), startedAt: now.getTime(), token };
  return html`<h2>${TOLD_TEXTS[language].heading}</h2>
    ${toldFields(language, seal.seal(TOLD_PURPOSE, draft), { email: '' })}`;
}

/** @param form the draft, sealed. */
export function toldFields(language: Language, form: string, { email: value, problem }: Shown): Html {
  const { label, hint, button } = TOLD_TEXTS[language];
  const kind = { type: 'email', inputMode: 'email', autocomplete: 'email' } as const;
  return html`<form method="post" action="${pathIn(language, '/told')}" novalidate ${sendingTexts(language)}>
    ${hidden('form', form)} ${lineField(language, { name: 'email', label, hint, value, problem, ...kind })}
    <p><button type="submit" id="told">${button}</button></p>
  </form>`;
}
