import { randomUUID } from 'node:crypto';
import { isTooFast, plainText, SENT_TEXTS } from '../forms/module.ts';
import { placesMeant, readPoint, whyNowhere, type FoundPlace } from '../places/module.ts';
import type { FormRequest, Language } from '../site/module.ts';
import { chosenOf, withChosen } from './chosen-thing.ts';
import { readContact } from './contact.ts';
import { detailProblems } from './detail-problems.ts';
import { DESCRIPTION, readDetails } from './details.ts';
import type { Sent, Shown } from './kept-report.ts';
import { enteredOn, leaveStep, staysHidden, withoutTyped, type SentStep } from './left-step.ts';
import { answeredBy, thingOf } from './offered-things.ts';
import { NEARBY_TEXTS } from './nearby.texts.ts';
import type { ReportCalls } from './report.client.ts';
import {
  draftIdOf,
  isReachable,
  nextStep,
  STEPS,
  withPlace,
  type Answers,
  type Category,
  type ChosenPlace,
  type Draft,
  type Step,
} from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { WHAT } from './search-things.ts';

const MAX_SEARCH_LENGTH = 200;

interface Surroundings {
  readonly calls: ReportCalls;
  readonly now: () => Date;
  readonly categories: readonly Category[];
}

/** A form of a visitor: takes the answer of a step, and says what to show next. */
export class AnsweredStep {
  readonly #with: Surroundings;
  readonly #request: FormRequest;
  #draft: Draft;

  constructor(surroundings: Surroundings, draft: Draft, request: FormRequest) {
    this.#with = surroundings;
    this.#draft = draft;
    this.#request = request;
  }

  /** With all that was answered. */
  get draft(): Draft {
    return this.#draft;
  }

  async answer(): Promise<Shown | Sent> {
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
        return this.#field('same') === '' ? this.#goPastNearby() : this.#join(this.#field('same'));
      case 'contact':
        return this.#takeContact();
      case 'check':
        return this.#send();
    }
  }

  /** Back, or in the other language. Where nothing is near, the step before is that of the details. */
  async #showAgain(step: Step): Promise<Shown> {
    return show(step === 'nearby' && !(await this.#isAnyNear()) ? 'details' : step);
  }

  #takeCategory(): Promise<Shown> | Shown {
    const { categories } = this.#with;
    const isSearch = this.#request.fields(WHAT)[0] !== undefined;
    if (isSearch && plainText(this.#field(WHAT)) !== '') return show('category');
    const chosen = isSearch ? undefined : chosenOf((name) => this.#field(name), this.#answers, categories);
    const category = categories.find(({ code }) => code === chosen?.category);
    if (chosen === undefined || category === undefined) return refuse('category', WHAT, this.#texts.category.wrong);
    this.#draft = withChosen(this.#draft, category, chosen);
    return this.#next();
  }

  #takePlace(): Promise<Shown> | Shown {
    const { place: texts } = this.#texts;
    const search = plainText(enteredOn('place', this.#sent)['q']?.[0] ?? '').slice(0, MAX_SEARCH_LENGTH);
    if (search === '') return refuse('place', 'q', texts.needed);
    const [only, second] = placesMeant(search, this.#language);
    if (only === undefined) return refuse('place', 'q', texts[whyNowhere(search)]);
    if (second === undefined && only.guess === undefined) return this.#goWithPlace(search, only);
    this.#draft = { ...this.#draft, search };
    return show('choose');
  }

  /** One of those that the search of the step before has found, and no other. */
  #takeChoice(): Promise<Shown> | Shown {
    const { search = '' } = this.#draft;
    const found = placesMeant(search, this.#language);
    const chosen = found.find(({ code }) => code === this.#field('code'));
    if (chosen !== undefined) return this.#goWithPlace(search, chosen);
    const { place: texts } = this.#texts;
    return found.length === 0 ? refuse('place', 'q', texts.needed) : refuse('choose', 'code', texts.choose);
  }

  /** The choice between places, in the other language. */
  #chooseAgain(): Promise<Shown> | Shown {
    const { search = '' } = this.#draft;
    return placesMeant(search, this.#language).length === 0 ? this.#next() : show('choose');
  }

  #goWithPlace(search: string, { code }: FoundPlace): Promise<Shown> {
    const point = readPoint(search);
    const place: ChosenPlace = point === undefined ? { code, search } : { code, point, search };
    return this.#go('place', withPlace(this.#answers, place));
  }

  #takeDetails(): Promise<Shown> | Shown {
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
    return { step: 'details', problems: detailProblems(this.#language, problems) };
  }

  async #isAnyNear(): Promise<boolean> {
    const { place } = this.#answers;
    const category = this.#category;
    if (category?.isPublished !== true || place === undefined) return false;
    return (await this.#with.calls.nearby(category, place)).length > 0;
  }

  #goPastNearby(): Promise<Shown> {
    return this.#go('nearby', { ...this.#answers, isNearbySeen: true });
  }

  /** Instead of a report: under its id, so that Back, a reload, and a double click are one voice. */
  async #join(joined: string): Promise<Shown | Sent> {
    const category = this.#category;
    if (category?.isPublished !== true) return this.#next();
    const outcome = await this.#with.calls.addVoice(this.#draft, category, joined);
    if ('sent' in outcome) {
      return { sent: outcome.sent, category: category.code, draftId: draftIdOf(this.#draft), joined };
    }
    const { problem } = outcome;
    if (problem === 'alreadySent') this.#draft = { ...this.#draft, requestId: randomUUID() };
    const text = NEARBY_TEXTS[this.#language].problems[problem];
    return { ...refuse('nearby', 'same', text), status: problem === 'unknown' ? 503 : 409 };
  }

  #takeContact(): Promise<Shown> | Shown {
    const entered = enteredOn('contact', this.#sent);
    const { contact, problems } = readContact((field) => plainText(entered[field]?.[0] ?? ''));
    if (problems.length === 0) return this.#go('contact', { ...this.#answers, contact });
    const { contact: texts } = this.#texts;
    return { step: 'contact', problems: problems.map(({ field, rule }) => ({ field, text: texts[rule] })) };
  }

  async #send(): Promise<Shown | Sent> {
    const category = this.#category;
    if (category === undefined) return this.#next();
    const { check: texts } = this.#texts;
    const again = (text: string) => refuse('check', 'send', text);
    // A report is never dropped for looking like a program's: a person can send it again.
    if (this.#field('website') !== '') return again(SENT_TEXTS[this.#language].trap);
    if (isTooFast(this.#draft, this.#with.now())) return again(SENT_TEXTS[this.#language].tooFast);
    const outcome = await this.#with.calls.send(this.#draft);
    if ('sent' in outcome) return { sent: outcome.sent, category: category.code, draftId: draftIdOf(this.#draft) };
    if ('wrong' in outcome) return this.#refused(outcome.wrong[0] ?? 'check');
    if (outcome.problem === 'unknown') return { ...again(texts.unknown), status: 503 };
    this.#draft = { ...this.#draft, requestId: randomUUID() };
    return { ...again(texts.alreadySent), status: 409 };
  }

  /** The service knows better, for example that a hromada has been merged into another. */
  #refused(step: Step): Shown {
    const { place, details, check } = this.#texts;
    if (step === 'place') return refuse('place', 'q', place.refused);
    return step === 'details'
      ? refuse('details', DESCRIPTION, details.refused)
      : refuse('check', 'send', check.refused);
  }

  #go(step: Step, answers: Answers): Promise<Shown> {
    const { search: _, ...draft } = withoutTyped(this.#draft, step);
    this.#draft = { ...draft, answers };
    return this.#next();
  }

  async #next(): Promise<Shown> {
    const step = nextStep(this.#answers);
    if (step !== 'nearby' || (await this.#isAnyNear())) return show(step);
    this.#draft = { ...this.#draft, answers: { ...this.#answers, isNearbySeen: true } };
    return show(nextStep(this.#answers));
  }

  get #answers(): Answers {
    return this.#draft.answers;
  }

  /** Undefined if the catalogue does not have it any more. */
  get #category(): Category | undefined {
    return this.#with.categories.find(({ code }) => code === this.#answers.category);
  }

  get #sent(): SentStep {
    return { draft: this.#draft, category: this.#category, fields: (name) => this.#request.fields(name) };
  }

  get #language(): Language {
    return this.#request.language;
  }

  get #texts() {
    return REPORT_TEXTS[this.#language];
  }

  #field(name: string): string {
    return this.#request.field(name);
  }
}

function show(step: Shown['step']): Shown {
  return { step, problems: [] };
}

function refuse(step: Shown['step'], field: string, text: string): Shown {
  return { step, problems: [{ field, text }] };
}
