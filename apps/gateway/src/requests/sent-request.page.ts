import { html } from 'hono/html';
import { languageForm, tokenBox } from '../forms/module.ts';
import { formatOf, linkTo, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { addressOf } from './kept-request.ts';
import { KIND_TEXTS } from './kinds.texts.ts';
import type { RequestKind, SentRequest } from './request.ts';
import { REQUEST_TEXTS } from './requests.texts.ts';

interface SentView {
  readonly kind: RequestKind;
  readonly language: Language;
  /** Where the page can be asked for again; or, while nothing can be kept, the sealed form that is sent for it. */
  readonly again: { readonly address: string } | { readonly form: string };
}

/** The token is shown here and nowhere else. */
export function sentRequestPage(
  { kind, language, again }: SentView,
  { trackingToken, dueAt }: SentRequest,
): PageContent<Escaped> {
  const { sent: texts } = REQUEST_TEXTS[language];
  const { sent: title, code, frozen } = KIND_TEXTS[language][kind];
  const body = html`<h2>${code}</h2>
    <p>${texts.codeText}</p>
    ${tokenBox(language, trackingToken)}
    <h2>${texts.next}</h2>
    ${dueAt === undefined ? '' : html`<p><strong>${texts.due(formatOf(language).time(new Date(dueAt)))}</strong></p>`}
    <ul>
      ${[...texts.steps, frozen].map((each) => html`<li>${each}</li>`)}
    </ul>
    <p>${linkTo(language, '/track', texts.track)}</p>`;
  const shared = { title, body, isPersonal: true };
  return 'address' in again
    ? { ...shared, here: addressOf(kind, again.address) }
    : { ...shared, here: `/${kind}`, languageForm: languageForm(language, `/${kind}`, { form: again.form }) };
}
