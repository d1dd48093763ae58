import { kyivDay } from '@safe-community/domain-kit';
import type { Control } from '../control/module.ts';
import type { FormSeal } from '../forms/module.ts';
import { findAnyPlace, placesMeant } from '../places/module.ts';
import type { Escaped, Language, PageContent } from '../site/module.ts';
import { detailsStep } from './details.page.ts';
import type { Shown } from './kept-report.ts';
import { nearbyStep } from './nearby.page.ts';
import type { ReportCalls } from './report.client.ts';
import {
  draftIdOf,
  isReachable,
  nextStep,
  withoutContact,
  type Category,
  type Draft,
  type TypedFields,
} from './report.ts';
import { placeChoiceStep, placeStep, type StepView } from './steps.page.ts';
import { thingOf } from './offered-things.ts';
import { WHAT } from './search-things.ts';
import { whatStep } from './what.page.ts';

export const PURPOSE = 'report/2';

/** What every step is shown with. */
export interface Showing {
  readonly language: Language;
  readonly calls: ReportCalls;
  readonly seal: FormSeal;
  readonly now: () => Date;
  readonly categories: readonly Category[];
  /** Undefined while the registry is away. */
  readonly control: Control | undefined;
}

/** @param typed what the fields of the step held when it was sent with a problem, or with a search. */
export async function showStep(
  showing: Showing,
  draft: Draft,
  { step, problems, status }: Shown,
  typed: TypedFields = {},
): Promise<PageContent<Escaped>> {
  const { categories } = showing;
  const view = viewOf(showing, draft, problems, typed);
  const { category } = view;
  const content = (page: PageContent<Escaped>) => (status === undefined ? page : { ...page, status });
  // The catalogue may have lost the category meanwhile.
  if (step === 'category' || category === undefined) return whatStep(view, categories, typed[WHAT]?.[0]);
  switch (step) {
    case 'place':
      return placeStep(view);
    case 'choose':
      return showChoice(showing, draft, problems);
    case 'details': {
      const form = showing.seal.seal(PURPOSE, withoutContact(draft));
      const toKeep = { id: draftIdOf(draft), form, ageMs: showing.now().getTime() - draft.startedAt };
      return content(detailsStep({ ...view, category }, category.isSensitive ? undefined : toKeep));
    }
    case 'nearby':
      return content(await showNearby(showing, draft, category, problems));
  }
}

/** The step of an address, or the first one that is not answered if that is not reached yet. */
export function reachedStep(step: Shown['step'], { answers, search }: Draft): Shown['step'] {
  if (step === 'choose') return (search ?? answers.place?.search) === undefined ? nextStep(answers) : step;
  return isReachable(step, answers) ? step : nextStep(answers);
}

function showChoice(showing: Showing, draft: Draft, problems: Shown['problems']): PageContent<Escaped> {
  const { language } = showing;
  const { place } = draft.answers;
  const search = draft.search ?? place?.search ?? '';
  const landmark = draft.landmark ?? place?.landmark ?? '';
  const view = viewOf(showing, { ...draft, search, landmark }, problems, {});
  const found = placesMeant(search, language);
  return found.length === 0 ? placeStep(view) : placeChoiceStep(view, search, found, showing.control);
}

const NOTHING_NEAR: Shown = { step: 'details', problems: [] };

/** Reports near by may have been closed since the page was asked for first. What went wrong is said in any case. */
async function showNearby(
  showing: Showing,
  draft: Draft,
  category: Category,
  problems: Shown['problems'],
): Promise<PageContent<Escaped>> {
  const { place } = draft.answers;
  const found = category.isPublished && place !== undefined ? await showing.calls.nearby(category, place) : [];
  if (found.length > 0 || problems.length > 0) {
    return nearbyStep({ ...viewOf(showing, draft, problems, {}), category }, found);
  }
  return showStep(showing, { ...draft, answers: { ...draft.answers, isNearbySeen: true } }, NOTHING_NEAR);
}

function viewOf(showing: Showing, draft: Draft, problems: Shown['problems'], typed: TypedFields): StepView {
  const { language, seal, now, categories, control } = showing;
  const { answers, typed: kept } = draft;
  const category = categories.find(({ code }) => code === answers.category);
  const isSensitive = category?.isSensitive === true;
  const place = isSensitive ? undefined : findAnyPlace(answers.place?.code ?? '', language);
  return {
    language,
    form: seal.seal(PURPOSE, draft),
    category,
    thing: thingOf(answers),
    answers,
    control: control?.get(place?.hromada.code ?? ''),
    problems,
    today: kyivDay(now()),
    typed: (field) => (isSensitive ? undefined : typed[field]),
    kept: (part, field) => (isSensitive ? undefined : kept?.[part]?.[field]),
    hides: (part) => isSensitive && (answers[part] !== undefined || kept?.[part] !== undefined),
  };
}
