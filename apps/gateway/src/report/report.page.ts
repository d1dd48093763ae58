import { randomUUID } from 'node:crypto';
import type { Control } from '../control/module.ts';
import type { FormSeal } from '../forms/module.ts';
import type { Escaped, Page } from '../site/module.ts';
import { PURPOSE, Steps } from './answered-step.page.ts';
import type { ReportCalls } from './report.client.ts';
import { isExpired, type Draft } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { WHAT } from './what.page.ts';

/**
 * A report, one thing a page. What is answered travels from page to page in the form alone, sealed: the gateway keeps
 * nothing, no address and no cookie holds it, and nobody reads it in the page.
 */
export function reportPage(
  calls: ReportCalls,
  seal: FormSeal,
  now: () => Date,
  readControl: () => Promise<Control | undefined>,
): Page<Escaped> {
  const surroundings = { calls, seal, now };
  return {
    path: '/report',
    isNeverLimited: true,
    async read({ language }) {
      const start = new Steps(
        { ...surroundings, language, control: undefined },
        await calls.categories(),
        newDraft(now()),
      );
      // Nothing is answered yet, so a link is enough.
      return { ...(await start.show('category')), languageForm: undefined };
    },
    async submit(request) {
      const { language } = request;
      const [categories, control] = await Promise.all([calls.categories(), readControl()]);
      const draft = seal.open(PURPOSE, request.field('form')) as Draft | undefined;
      if (draft === undefined || isExpired(draft, now())) {
        const start = new Steps({ ...surroundings, language, control }, categories, newDraft(now()));
        return start.show('category', [{ field: WHAT, text: REPORT_TEXTS[language].tooOld }]);
      }
      return new Steps({ ...surroundings, language, control }, categories, draft, request).answer();
    },
  };
}

function newDraft(now: Date): Draft {
  return { requestId: randomUUID(), startedAt: now.getTime(), answers: {} };
}
