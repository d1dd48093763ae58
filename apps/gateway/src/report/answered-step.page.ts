import { randomUUID } from 'node:crypto';
import { kyivDay } from '@safe-community/domain-kit';
import { plainText, type FieldProblem, type FormSeal } from '../forms/module.ts';
import type { Control } from '../control/module.ts';
import { findAnyPlace, placesMeant, readPoint, whyNowhere, type FoundPlace } from '../places/module.ts';
import type { Escaped, FormRequest, Language, PageContent } from '../site/module.ts';
import { checkStep, knownPage, sentPage } from './check.page.ts';
import { chosenOf, withChosen } from './chosen-thing.ts';
import { readContact } from './contact.ts';
import { detailProblems, detailsStep } from './details.page.ts';
import { DESCRIPTION, readDetails } from './details.ts';
import type { DraftToKeep } from './draft.page.ts';
import { enteredOn, leaveStep, staysHidden, withoutTyped, type SentStep } from './left-step.ts';
import type { ReportCalls } from './report.client.ts';
import {
  isReachable,
  isTooFast,
  nextStep,
  STEPS,
  withoutContact,
  withPlace,
  type Answers,
  type Category,
  type ChosenPlace,
  type Draft,
  type Step,
} from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { contactStep, nearbyStep, placeChoiceStep, placeStep, type StepView } from './steps.page.ts';
import { answeredBy, thingOf } from './offered-things.ts';
import { WHAT, whatStep } from './what.page.ts';

type Content = PageContent<Escaped>;

export const PURPOSE = 'report/1';
const MAX_PLACES = 50;
const MAX_SEARCH_LENGTH = 200;

interface Surroundings {
  readonly calls: ReportCalls;
  readonly seal: FormSeal;
  readonly now: () => Date;
  readonly language: Language;
  readonly control: Control | undefined;
}

/** One request of a visitor: takes the answer of a step, and shows the next. */
export class Steps {
  readonly #with: Surroundings;
  readonly #categories: readonly Category[];
  readonly #request: FormRequest | undefined;
  #draft: Draft;

  constructor(surroundings: Surroundings, categories: readonly Category[], draft: Draft, request?: FormRequest) {
    this.#with = surroundings;
    this.#categories = categories;
    this.#draft = draft;
    this.#request = request;
  }

  async answer(): Promise<Content> {
    const to = this.#field('to');
    const step = this.#field('step');
    if (to === 'choose') return this.#chooseAgain();
    const taken = step === 'choose' ? 'place' : STEPS.find((each) => each === step);
    const wanted = STEPS.find((each) => each === to);
    if (wanted !== undefined) {
      if (taken !== undefined && step !== 'choose') this.#draft = leaveStep(taken, this.#sent);
      return this.#showAgain(isReachable(wanted, this.#answers) ? wanted : nextStep(this.#answers));
    }
    if (taken === undefined || !isReachable(taken, this.#answers)) return this.#next();
    if (step !== 'choose' && staysHidden(taken, this.#sent)) return this.#next();
    switch (taken) {
      case 'category':
        return this.#takeCategory();
      case 'place':
        return step === 'choose' ? this.#takeChoice() : this.#takePlace();
      case 'details':
        return this.#takeDetails();
      case 'nearby':
        if (this.#field('same') !== '') return knownPage(this.#language);
        return this.#goPastNearby();
      case 'contact':
        return this.#takeContact();
      case 'check':
        return this.#send();
    }
  }

  async show(step: Step, problems: readonly FieldProblem[] = []): Promise<Content> {
    const category = this.#category;
    const view = this.#view(problems);
    if (step === 'category' || category === undefined) return whatStep(view, this.#categories, this.#field(WHAT));
    switch (step) {
      case 'place':
        return placeStep(view);
      case 'details':
        return detailsStep({ ...view, category }, category.isSensitive ? undefined : this.#draftToKeep);
      case 'nearby':
        return this.#showNearby(category, () => this.#goPastNearby());
      case 'contact':
        return contactStep(view);
      case 'check':
        return checkStep({ ...view, category });
    }
  }

  /** Back, or in the other language. Where nothing is near, the step before is that of the details. */
  #showAgain(step: Step): Promise<Content> {
    const category = this.#category;
    if (step !== 'nearby' || category === undefined) return this.show(step);
    return this.#showNearby(category, () => this.show('details'));
  }

  #takeCategory(): Promise<Content> {
    const isSearch = this.#request?.fields(WHAT)[0] !== undefined;
    if (isSearch && plainText(this.#field(WHAT)) !== '') return this.show('category');
    const chosen = isSearch ? undefined : chosenOf((name) => this.#field(name), this.#answers, this.#categories);
    const category = this.#categories.find(({ code }) => code === chosen?.category);
    if (chosen === undefined || category === undefined) {
      return this.show('category', [{ field: WHAT, text: this.#texts.category.wrong }]);
    }
    this.#draft = withChosen(this.#draft, category, chosen);
    return this.#next();
  }

  #takePlace(): Promise<Content> | Content {
    const { place: texts } = this.#texts;
    const search = plainText(enteredOn('place', this.#sent)['q']?.[0] ?? '').slice(0, MAX_SEARCH_LENGTH);
    const refuse = (text: string) => this.show('place', [{ field: 'q', text }]);
    if (search === '') return refuse(texts.needed);
    const found = placesMeant(search, this.#language);
    const [only, second] = found;
    if (only === undefined) return refuse(texts[whyNowhere(search)]);
    if (second === undefined && only.guess === undefined) return this.#goWithPlace(search, only);
    this.#draft = { ...this.#draft, search };
    return this.#showChoice(search, found, []);
  }

  /** One of those that the search of the step before has found, and no other. */
  #takeChoice(): Promise<Content> | Content {
    const { search = '' } = this.#draft;
    const found = placesMeant(search, this.#language);
    const chosen = found.find(({ code }) => code === this.#field('code'));
    if (chosen !== undefined) return this.#goWithPlace(search, chosen);
    if (found.length === 0) return this.show('place', [{ field: 'q', text: this.#texts.place.needed }]);
    return this.#showChoice(search, found, [{ field: 'code', text: this.#texts.place.choose }]);
  }

  /** The choice between places, in the other language. */
  #chooseAgain(): Promise<Content> | Content {
    const { search = '' } = this.#draft;
    const found = placesMeant(search, this.#language);
    return found.length === 0 ? this.#next() : this.#showChoice(search, found, []);
  }

  #showChoice(search: string, found: readonly FoundPlace[], problems: readonly FieldProblem[]): Content {
    const { place: texts } = this.#texts;
    const note = readPoint(search) ? texts.nearBorder : found.length > MAX_PLACES ? texts.tooMany : '';
    return placeChoiceStep(this.#view(problems), found.slice(0, MAX_PLACES), note, this.#with.control);
  }

  #goWithPlace(search: string, { code }: FoundPlace): Promise<Content> {
    const point = readPoint(search);
    const place: ChosenPlace = point === undefined ? { code, search } : { code, point, search };
    return this.#go('place', withPlace(this.#answers, place));
  }

  #takeDetails(): Promise<Content> {
    const category = this.#category;
    if (category === undefined) return this.#next();
    const entered = enteredOn('details', this.#sent);
    const { details, problems } = readDetails(
      category,
      (field) => {
        const values = entered[field] ?? [];
        return field === DESCRIPTION ? [plainText(values[0] ?? '')] : values;
      },
      { answered: answeredBy(thingOf(this.#answers), category), now: this.#with.now() },
    );
    if (problems.length === 0) return this.#go('details', { ...this.#answers, details });
    return this.show('details', detailProblems(this.#language, problems));
  }

  async #showNearby(category: Category, nothingNear: () => Promise<Content>): Promise<Content> {
    const { place } = this.#answers;
    const found = category.isPublished && place !== undefined ? await this.#with.calls.nearby(category, place) : [];
    return found.length > 0 ? nearbyStep(this.#view([]), found) : nothingNear();
  }

  #goPastNearby(): Promise<Content> {
    return this.#go('nearby', { ...this.#answers, isNearbySeen: true });
  }

  #takeContact(): Promise<Content> {
    const entered = enteredOn('contact', this.#sent);
    const { contact, problems } = readContact((field) => plainText(entered[field]?.[0] ?? ''));
    if (problems.length === 0) return this.#go('contact', { ...this.#answers, contact });
    const { contact: texts } = this.#texts;
    return this.show(
      'contact',
      problems.map(({ field, rule }) => ({ field, text: texts[rule] })),
    );
  }

  async #send(): Promise<Content> {
    const category = this.#category;
    if (category === undefined) return this.#next();
    const { check: texts } = this.#texts;
    const again = (text: string) => this.show('check', [{ field: 'send', text }]);
    // A report is never dropped for looking like a program's: a person can send it again.
    if (this.#field('website') !== '') return again(texts.trap);
    if (isTooFast(this.#draft, this.#with.now())) return again(texts.tooFast);
    const outcome = await this.#with.calls.send(this.#draft);
    if ('sent' in outcome) return sentPage({ ...this.#view([]), category, draftId: this.#draftId }, outcome.sent);
    if ('wrong' in outcome) return this.#showWrong(outcome.wrong[0] ?? 'check');
    if (outcome.problem === 'unknown') return { ...(await again(texts.unknown)), status: 503 };
    this.#draft = { ...this.#draft, requestId: randomUUID() };
    return { ...(await again(texts.alreadySent)), status: 409 };
  }

  /** The service knows better, for example that a hromada has been merged into another. */
  #showWrong(step: Step): Promise<Content> {
    const { place, details, check } = this.#texts;
    if (step === 'place') return this.show('place', [{ field: 'q', text: place.refused }]);
    if (step === 'details') return this.show('details', [{ field: DESCRIPTION, text: details.refused }]);
    return this.show('check', [{ field: 'send', text: check.refused }]);
  }

  #go(step: Step, answers: Answers): Promise<Content> {
    const { search: _, ...draft } = withoutTyped(this.#draft, step);
    this.#draft = { ...draft, answers };
    return this.#next();
  }

  #next(): Promise<Content> {
    return this.show(nextStep(this.#answers));
  }

  #view(problems: readonly FieldProblem[]): StepView {
    const isSensitive = this.#isSensitive;
    const { answers, typed: kept } = this.#draft;
    const place = isSensitive ? undefined : findAnyPlace(answers.place?.code ?? '', this.#language);
    return {
      language: this.#language,
      form: this.#with.seal.seal(PURPOSE, this.#draft),
      category: this.#category,
      thing: thingOf(answers),
      answers,
      control: this.#with.control?.get(place?.hromada.code ?? ''),
      problems,
      today: kyivDay(this.#with.now()),
      typed: (field) => (isSensitive ? [] : (this.#request?.fields(field) ?? [])),
      kept: (step, field) => (isSensitive ? undefined : kept?.[step]?.[field]),
      hides: (step) => isSensitive && (answers[step] !== undefined || kept?.[step] !== undefined),
    };
  }

  get #draftToKeep(): DraftToKeep {
    const form = this.#with.seal.seal(PURPOSE, withoutContact(this.#draft));
    return { id: this.#draftId, form, ageMs: this.#with.now().getTime() - this.#draft.startedAt };
  }

  /** It stays, also if the report gets another id. */
  get #draftId(): string {
    return String(this.#draft.startedAt);
  }

  get #answers(): Answers {
    return this.#draft.answers;
  }

  /** Undefined if the catalogue does not have it any more. */
  get #category(): Category | undefined {
    return this.#categories.find(({ code }) => code === this.#answers.category);
  }

  get #sent(): SentStep {
    return { draft: this.#draft, category: this.#category, fields: (name) => this.#request?.fields(name) ?? [] };
  }

  get #isSensitive(): boolean {
    return this.#category?.isSensitive === true;
  }

  get #language(): Language {
    return this.#with.language;
  }

  get #texts() {
    return REPORT_TEXTS[this.#language];
  }

  #field(name: string): string {
    return this.#request?.field(name) ?? '';
  }
}
