import { randomUUID } from 'node:crypto';
import { checkName, checkPhone, toE164 } from '@safe-community/domain-kit';
import { plainText, type FieldProblem, type FormSeal } from '../forms/module.ts';
import { placeAt, readPoint, searchPlaces, type FoundPlace } from '../places/module.ts';
import type { Escaped, FormRequest, Language, Page, PageContent } from '../site/module.ts';
import { checkStep, knownPage, sentPage } from './check.page.ts';
import { DESCRIPTION, readDetails } from './details.ts';
import type { DraftToKeep } from './draft.page.ts';
import type { ReportCalls } from './report.client.ts';
import {
  isExpired,
  isReachable,
  isTooFast,
  nextStep,
  STEPS,
  withCategory,
  withoutContact,
  withPlace,
  type Answers,
  type Category,
  type ChosenPlace,
  type Contact,
  type Draft,
  type Step,
} from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import {
  categoryStep,
  contactStep,
  detailsStep,
  nearbyStep,
  placeChoiceStep,
  placeStep,
  type StepView,
} from './steps.page.ts';

type Content = PageContent<Escaped>;

const PURPOSE = 'report/1';
const MOST_PLACES = 50;
const LONGEST_SEARCH = 200;

/**
 * A report, one thing a page. What is answered travels from page to page in the form alone, sealed: the gateway keeps
 * nothing, no address and no cookie holds it, and nobody reads it in the page.
 */
export function reportPage(calls: ReportCalls, seal: FormSeal, now: () => Date): Page<Escaped> {
  return {
    path: '/report',
    async read({ language }) {
      return new Steps({ calls, seal, now, language }, await calls.categories(), newDraft(now())).show('category');
    },
    async submit(request) {
      const { language } = request;
      const categories = await calls.categories();
      const draft = seal.open(PURPOSE, request.field('form')) as Draft | undefined;
      if (draft === undefined || isExpired(draft, now())) {
        const start = new Steps({ calls, seal, now, language }, categories, newDraft(now()));
        return start.show('category', [{ field: 'category', text: REPORT_TEXTS[language].tooOld }]);
      }
      return new Steps({ calls, seal, now, language }, categories, draft, request).answer();
    },
  };
}

function newDraft(now: Date): Draft {
  return { requestId: randomUUID(), startedAt: now.getTime(), answers: {} };
}

interface Surroundings {
  readonly calls: ReportCalls;
  readonly seal: FormSeal;
  readonly now: () => Date;
  readonly language: Language;
}

/** One request of a visitor: takes the answer of a step, and shows the next. */
class Steps {
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
    const wanted = STEPS.find((each) => each === to);
    if (wanted !== undefined) return this.show(isReachable(wanted, this.#answers) ? wanted : nextStep(this.#answers));
    const taken = step === 'choose' ? 'place' : STEPS.find((each) => each === step);
    if (taken === undefined || !isReachable(taken, this.#answers)) return this.#next();
    switch (taken) {
      case 'category':
        return this.#takeCategory();
      case 'place':
        return step === 'choose' ? this.#takeChoice() : this.#takePlace();
      case 'details':
        return this.#takeDetails();
      case 'nearby':
        if (this.#field('same') !== '') return knownPage(this.#language);
        return this.#go({ ...this.#answers, isNearbySeen: true });
      case 'contact':
        return this.#takeContact();
      case 'check':
        return this.#send();
    }
  }

  async show(step: Step, problems: readonly FieldProblem[] = []): Promise<Content> {
    const category = this.#category;
    const view = this.#view(problems);
    if (step === 'category' || category === undefined) return categoryStep(view, this.#categories);
    switch (step) {
      case 'place':
        return placeStep(view);
      case 'details':
        return detailsStep({ ...view, category }, category.isSensitive ? undefined : this.#draftToKeep);
      case 'nearby':
        return this.#showNearby(category);
      case 'contact':
        return contactStep(view);
      case 'check':
        return checkStep({ ...view, category });
    }
  }

  #takeCategory(): Promise<Content> {
    const found = this.#categories.find(({ code }) => code === this.#field('category'));
    if (found === undefined) return this.show('category', [{ field: 'category', text: this.#texts.category.wrong }]);
    return this.#go(withCategory(this.#answers, found.code));
  }

  #takePlace(): Promise<Content> | Content {
    const { place: texts } = this.#texts;
    const search = plainText(this.#field('q')).slice(0, LONGEST_SEARCH);
    const refuse = (text: string) => this.show('place', [{ field: 'q', text }]);
    if (search === '') return refuse(texts.needed);
    const found = this.#placesOf(search);
    const [only, second] = found;
    if (only === undefined) return refuse(readPoint(search) === undefined ? texts.nothing : texts.outside);
    if (second === undefined) return this.#goWithPlace(search, only);
    this.#draft = { ...this.#draft, search };
    return this.#showChoice(search, found, []);
  }

  /** One of those that the search of the step before has found, and no other. */
  #takeChoice(): Promise<Content> | Content {
    const { search = '' } = this.#draft;
    const found = this.#placesOf(search);
    const chosen = found.find(({ code }) => code === this.#field('code'));
    if (chosen !== undefined) return this.#goWithPlace(search, chosen);
    if (found.length === 0) return this.show('place', [{ field: 'q', text: this.#texts.place.needed }]);
    return this.#showChoice(search, found, [{ field: 'code', text: this.#texts.place.choose }]);
  }

  #placesOf(search: string): FoundPlace[] {
    const point = readPoint(search);
    if (point === undefined) return searchPlaces(search, this.#language);
    const at = placeAt(point, this.#language);
    return at === undefined ? [] : [at.place, ...(at.neighbour === undefined ? [] : [at.neighbour])];
  }

  #showChoice(search: string, found: readonly FoundPlace[], problems: readonly FieldProblem[]): Content {
    const { place: texts } = this.#texts;
    const isPoint = readPoint(search) !== undefined;
    const note = isPoint ? texts.nearBorder : found.length > MOST_PLACES ? texts.tooMany : '';
    return placeChoiceStep(this.#view(problems), found.slice(0, MOST_PLACES), note);
  }

  #goWithPlace(search: string, { code }: FoundPlace): Promise<Content> {
    const point = readPoint(search);
    const place: ChosenPlace = point === undefined ? { code } : { code, point };
    return this.#go(withPlace(this.#answers, place));
  }

  #takeDetails(): Promise<Content> {
    const category = this.#category;
    if (category === undefined) return this.#next();
    const { details, problems } = readDetails(category, (field) =>
      field === DESCRIPTION ? [plainText(this.#field(field))] : (this.#request?.fields(field) ?? []),
    );
    if (problems.length === 0) return this.#go({ ...this.#answers, details });
    const { rules } = this.#texts.details;
    return this.show(
      'details',
      problems.map(({ field, rule, attribute }) => ({
        field,
        text: rules[rule](attribute?.label[this.#language] ?? '', attribute?.least ?? 0, attribute?.most ?? 0),
      })),
    );
  }

  async #showNearby(category: Category): Promise<Content> {
    const { place } = this.#answers;
    const found = category.isPublished && place !== undefined ? await this.#with.calls.nearby(category, place) : [];
    if (found.length > 0) return nearbyStep(this.#view([]), found);
    return this.#go({ ...this.#answers, isNearbySeen: true });
  }

  #takeContact(): Promise<Content> {
    const { contact: texts } = this.#texts;
    const choice = this.#field('contact');
    if (choice === 'anonymous') return this.#go({ ...this.#answers, contact: { name: '', phone: '' } });
    const name = plainText(this.#field('name')).replaceAll(/\s+/g, ' ');
    const written = plainText(this.#field('phone'));
    const phone = written === '' ? '' : (toE164(written) ?? written);
    const problems = [
      ...(choice === 'open' ? [] : [{ field: 'contact', text: texts.choose }]),
      ...(choice === 'open' && name === '' && phone === '' ? [{ field: 'name', text: texts.needed }] : []),
      ...(name !== '' && checkName(name, '').length > 0 ? [{ field: 'name', text: texts.wrongName }] : []),
      ...(checkPhone(phone, '').length > 0 ? [{ field: 'phone', text: texts.wrongPhone }] : []),
    ];
    if (problems.length > 0) return this.show('contact', problems);
    const contact: Contact = { name, phone };
    return this.#go({ ...this.#answers, contact });
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
    if ('sent' in outcome) {
      return sentPage({ language: this.#language, category, draftId: this.#draftId }, outcome.sent);
    }
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

  #go(answers: Answers): Promise<Content> {
    const { search: _, ...draft } = this.#draft;
    this.#draft = { ...draft, answers };
    return this.#next();
  }

  #next(): Promise<Content> {
    return this.show(nextStep(this.#answers));
  }

  #view(problems: readonly FieldProblem[]): StepView {
    const category = this.#category;
    const typed = (field: string): readonly string[] =>
      category?.isSensitive === true ? [] : (this.#request?.fields(field) ?? []);
    const form = this.#with.seal.seal(PURPOSE, this.#draft);
    return { language: this.#language, form, category, answers: this.#answers, problems, typed };
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
