import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { isExpired, plainText, problemSummary, type FormSeal } from '../forms/module.ts';
import { linkTo, type Escaped, type Language, type Page, type PageContent } from '../site/module.ts';
import { codePage } from './code.page.ts';
import { TOLD_PURPOSE, toldFields } from './told-form.page.ts';
import type { ToldCalls } from './told.client.ts';
import type { ToldDraft, ToldRefusal } from './told.ts';
import { TOLD_TEXTS } from './told.texts.ts';

type Content = PageContent<Escaped>;

/** Where an address is asked for, confirmed, and erased. */
export function toldPages(calls: ToldCalls, seal: FormSeal, now: () => Date): readonly Page<Escaped>[] {
  return [toldPage(calls, seal, now), codePage('confirm', calls, seal, now), codePage('end', calls, seal, now)];
}

const SENT = '/told?sent=yes';

/** The form itself stands on the page of the report, because only its token opens it. */
function toldPage(calls: ToldCalls, seal: FormSeal, now: () => Date): Page<Escaped> {
  function again(language: Language, draft: ToldDraft, email: string, refusal: ToldRefusal): Content {
    const texts = TOLD_TEXTS[language];
    // What may have arrived is sent again under its own id, so that it happens once.
    const next = refusal === 'alreadySent' ? { ...draft, requestId: randomUUID() } : draft;
    const problem = { field: 'email', text: texts.refusals[refusal] };
    const body = html`${problemSummary(language, [problem])}
    ${toldFields(language, seal.seal(TOLD_PURPOSE, next), { email, problem })}`;
    const status = refusal === 'unknown' ? 503 : refusal === 'alreadySent' ? 409 : 400;
    return {
      title: texts.title,
      heading: texts.heading,
      body,
      here: '/told',
      isPersonal: true,
      isInvalid: true,
      status,
    };
  }

  return {
    path: '/told',
    read: ({ language, query }) => (query('sent') === '' ? closedPage(language) : sentPage(language)),
    async submit({ language, field }) {
      const draft = seal.open(TOLD_PURPOSE, field('form')) as ToldDraft | undefined;
      if (draft === undefined || isExpired(draft, now())) return closedPage(language, 'badToken');
      const email = plainText(field('email'));
      const refusal = await calls.subscribe(draft, email, language);
      if (refusal === undefined) return { seeOther: SENT };
      const isFinal = refusal === 'badToken' || refusal === 'notOffered' || refusal === 'tooMany';
      return isFinal ? closedPage(language, refusal) : again(language, draft, email, refusal);
    },
  };
}

function closedPage(language: Language, refusal?: ToldRefusal): Content {
  const { title, closed, track, refusals } = TOLD_TEXTS[language];
  const body = html`<p ${refusal === undefined ? '' : html`role="alert"`}>
      ${refusal === undefined ? closed : refusals[refusal]}
    </p>
    <p>${linkTo(language, '/track', track)}</p>`;
  const shared = { title, body, here: '/told', isPersonal: true };
  return refusal === undefined ? shared : { ...shared, isInvalid: true, status: 400 };
}

function sentPage(language: Language): Content {
  const { sent: title, sentText } = TOLD_TEXTS[language];
  const body = html`<ul>
    ${sentText.map((each) => html`<li>${each}</li>`)}
  </ul>`;
  return { title, body, here: SENT, isPersonal: true };
}
