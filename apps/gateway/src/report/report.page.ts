import { randomUUID } from 'node:crypto';
import type { Control } from '../control/module.ts';
import { isExpired, MAX_CODE_MS, MAX_FORM_MS, newAddress, type FormSeal, type KeptForms } from '../forms/module.ts';
import type { Escaped, FormRequest, Language, Page, PageContent, SeeOther } from '../site/module.ts';
import { AnsweredStep } from './answered-step.page.ts';
import {
  addressOf,
  MAX_SENSITIVE_CODE_MS,
  STEPS_SHOWN,
  type KeptReport,
  type Sent,
  type Shown,
} from './kept-report.ts';
import { typedOn } from './left-step.ts';
import type { ReportCalls } from './report.client.ts';
import type { Category, Draft } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { WHAT } from './search-things.ts';
import { sentPage } from './sent.page.ts';
import { PURPOSE, reachedStep, showStep, type Showing } from './shown-step.page.ts';

type Content = PageContent<Escaped>;

/**
 * A report in three steps: what, where, and the rest. What was answered travels in the form, sealed, and is kept under the address of the page,
 * so that Back and reload show the step again. While it cannot be kept, the step is shown in the answer to the form.
 */
export function reportPage(
  calls: ReportCalls,
  { seal, forms }: { readonly seal: FormSeal; readonly forms: KeptForms },
  now: () => Date,
  readControl: () => Promise<Control | undefined>,
): Page<Escaped> {
  const showingOf = async (language: Language, isPlaceKnown: boolean): Promise<Showing> => {
    const [categories, control] = await Promise.all([calls.categories(), isPlaceKnown ? readControl() : undefined]);
    return { language, calls, seal, now, categories, control };
  };

  const begin = (showing: Showing, problems: Shown['problems'] = []): Promise<Content> =>
    showStep(showing, newDraft(now()), { step: 'category', problems });

  const tooOld = (showing: Showing): Promise<Content> =>
    begin(showing, [{ field: WHAT, text: REPORT_TEXTS[showing.language].tooOld }]);

  async function readKept(showing: Showing, address: string, step: string): Promise<Content> {
    const kept = (await forms.open(PURPOSE, address)) as KeptReport | undefined;
    if (kept === undefined) return tooOld(showing);
    if ('sent' in kept) return showSent(showing, kept, { here: addressOf(address, 'sent') });
    const { draft, last } = kept;
    if (isExpired(draft, now())) return tooOld(showing);
    const asked = STEPS_SHOWN.find((each) => each === step) ?? last.step;
    const reached = reachedStep(asked, draft);
    // What has to be corrected is said in one language.
    if (reached !== last.step || showing.language !== last.language) {
      return showStep(showing, draft, { step: reached, problems: [] });
    }
    return showStep(showing, draft, last, last.typed);
  }

  async function answer(showing: Showing, draft: Draft, request: FormRequest): Promise<Content | SeeOther> {
    const { categories, language } = showing;
    const answered = new AnsweredStep({ calls, now, categories }, draft, request);
    const shown = await answered.answer();
    const { address, startedAt } = draft;
    if ('sent' in shown) {
      const isSensitive = categoryOf(shown.category, categories)?.isSensitive !== false;
      const isKept = await forms.keep(PURPOSE, address, shown, isSensitive ? MAX_SENSITIVE_CODE_MS : MAX_CODE_MS);
      if (isKept) return { seeOther: addressOf(address, 'sent') };
      return showSent(showing, shown, { form: seal.seal(PURPOSE, answered.draft) });
    }
    const typed = typedAgain(shown, categoryOf(answered.draft.answers.category, categories), request);
    const kept: KeptReport = { draft: answered.draft, last: { ...shown, language, typed } };
    const isKept = await forms.keep(PURPOSE, address, kept, startedAt + MAX_FORM_MS - now().getTime());
    if (isKept) return { seeOther: addressOf(address, shown.step) };
    return showStep(showing, answered.draft, shown, typed);
  }

  return {
    path: '/report',
    isNeverLimited: true,
    async read({ language, query }) {
      const address = query('form');
      const showing = await showingOf(language, address !== '');
      if (address !== '') return readKept(showing, address, query('step'));
      // Nothing is answered yet, so a link is enough.
      return { ...(await begin(showing)), languageForm: undefined };
    },
    async submit(request) {
      const showing = await showingOf(request.language, true);
      const draft = seal.open(PURPOSE, request.field('form')) as Draft | undefined;
      return draft === undefined || isExpired(draft, now()) ? tooOld(showing) : answer(showing, draft, request);
    },
  };
}

function newDraft(now: Date): Draft {
  return { requestId: randomUUID(), address: newAddress(), startedAt: now.getTime(), answers: {} };
}

function categoryOf(wanted: string | undefined, categories: readonly Category[]): Category | undefined {
  return categories.find(({ code }) => code === wanted);
}

function showSent(
  { language, categories }: Showing,
  { sent, category, draftId, joined }: Sent,
  again: { readonly here: string } | { readonly form: string },
): Content {
  const isSensitive = categoryOf(category, categories)?.isSensitive !== false;
  return sentPage({ language, isSensitive, draftId, again, joined }, sent);
}

/** What the fields of the step to show held, if it is the one that was sent; nothing of sensitive reports. */
function typedAgain({ step, problems }: Shown, category: Category | undefined, { field, fields }: FormRequest) {
  if (category?.isSensitive === true) return {};
  if (step === 'category') return { [WHAT]: fields(WHAT) };
  if (problems.length === 0 || step === 'choose' || field('step') !== step) return {};
  return typedOn(step, { category, fields });
}
