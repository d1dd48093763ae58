import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { hidden, isExpired, sendingTexts, type FormSeal, type Part } from '../forms/module.ts';
import {
  linkTo,
  pathIn,
  type Escaped,
  type FormRequest,
  type Language,
  type Page,
  type PageContent,
} from '../site/module.ts';
import type { ToldCalls } from './told.client.ts';
import { codeOf, ONE_CLICK, type CodeAction, type CodeDraft, type CodeRefusal } from './told.ts';
import { TOLD_TEXTS } from './told.texts.ts';

type Content = PageContent<Escaped>;

/**
 * Opening the link of a mail changes nothing, the button does. A subscription is also ended by what mail servers send to the
 * link itself, which no form of ours has sealed.
 */
export function codePage(action: CodeAction, calls: ToldCalls, seal: FormSeal, now: () => Date): Page<Escaped> {
  const path = `/told/${action}`;
  const purpose = `told/${action}/1`;

  function askPage(language: Language, draft: CodeDraft, refusal?: CodeRefusal): Content {
    const texts = TOLD_TEXTS[language];
    const { title, text, button } = texts[action];
    const here = `${path}?code=${draft.code}`;
    const body = html`${refusal === undefined ? '' : alertOf(texts.codeRefusals[refusal])}
      <p>${text}</p>
      <form method="post" action="${pathIn(language, here)}" ${sendingTexts(language)}>
        ${hidden('form', seal.seal(purpose, draft))}
        <p><button type="submit" id="${action}">${button}</button></p>
      </form>`;
    const shared = { title, body, here, isPersonal: true };
    return refusal === undefined ? shared : { ...shared, isInvalid: true, status: 503 };
  }

  function wrongPage(language: Language): Content {
    const texts = TOLD_TEXTS[language];
    const body = html`${alertOf(texts.codeRefusals.badCode)}
      <p>${linkTo(language, '/track', texts.track)}</p>`;
    return { title: texts[action].title, body, here: path, isPersonal: true, isInvalid: true, status: 400 };
  }

  function donePage(language: Language): Content {
    const { done: title, doneText } = TOLD_TEXTS[language][action];
    return { title, body: html`<p role="status">${doneText}</p>`, here: `${path}?done=yes`, isPersonal: true };
  }

  async function endAtOnce({ language, query }: FormRequest): Promise<Content> {
    const code = codeOf(query('code'));
    const refusal = code === '' ? 'badCode' : await calls.act(action, { requestId: randomUUID(), code });
    if (refusal === undefined) return donePage(language);
    // Mail servers try again only after an answer like 503.
    return refusal === 'unknown' ? askPage(language, draftOf(code), refusal) : wrongPage(language);
  }

  const draftOf = (code: string): CodeDraft => ({ requestId: randomUUID(), startedAt: now().getTime(), code });

  const page: Page<Escaped> = {
    path,
    read({ language, query }) {
      if (query('done') !== '') return donePage(language);
      const code = codeOf(query('code'));
      return code === '' ? wrongPage(language) : askPage(language, draftOf(code));
    },
    async submit(request) {
      const { language, field } = request;
      if (action === 'end' && field(ONE_CLICK.field) === ONE_CLICK.value) return endAtOnce(request);
      const draft = seal.open(purpose, field('form')) as CodeDraft | undefined;
      if (draft === undefined || isExpired(draft, now())) return wrongPage(language);
      const refusal = await calls.act(action, draft);
      if (refusal === undefined) return { seeOther: `${path}?done=yes` };
      return refusal === 'unknown' ? askPage(language, draft, refusal) : wrongPage(language);
    },
  };
  return action === 'end' ? { ...page, takesFromOutside: ONE_CLICK } : page;
}

function alertOf(text: string): Part {
  return html`<p role="alert"><strong>${text}</strong></p>`;
}
