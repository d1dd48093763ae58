import { html } from 'hono/html';
import { leaveLink, tokenBox } from '../forms/module.ts';
import { formatOf, linkTo, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { draftSent } from './draft.page.ts';
import { NEARBY_TEXTS } from './nearby.texts.ts';
import { AGAIN, type SentReport } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { contentOf } from './steps.page.ts';

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
  const step = joined === undefined ? { step: AGAIN } : { step: 'nearby', same: joined };
  const carried = 'form' in again ? { form: again.form, ...step } : undefined;
  const content = contentOf({ language, problems: [] }, said.title, body, carried);
  return { ...content, ...('here' in again ? again : {}), mayKeepDraft: !isSensitive };
}
