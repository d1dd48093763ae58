import { randomUUID } from 'node:crypto';
import { checkText } from '@safe-community/domain-kit';
import { isTooFast, plainText, SENT_TEXTS, type FieldProblem } from '../forms/module.ts';
import { placesMeant, readPoint, whyNowhere, type FoundPlace } from '../places/module.ts';
import type { FormRequest, Language } from '../site/module.ts';
import { chosenOf, withChosen } from './chosen-thing.ts';
import { readContact } from './contact.ts';
import { detailProblems } from './detail-problems.ts';
import { DESCRIPTION, readDetails } from './details.ts';
import type { Sent, Shown } from './kept-report.ts';
import { enteredIn, leaveStep, PLACE_FIELDS, staysHidden, withoutTyped, type SentStep } from './left-step.ts';
import { answeredBy, thingOf } from './offered-things.ts';
import { NEARBY_TEXTS } from './nearby.texts.ts';
import type { ReportCalls } from './report.client.ts';
import {
  AGAIN,
  draftIdOf,
  isReachable,
  nextStep,
  STEPS,
  withPlace,
  type Answers,
  type Category,
  type ChosenPlace,
  type Draft,
  type FilledPart,
  type Step,
} from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { WHAT } from './search-things.ts';

const MAX_SEARCH_LENGTH = 200;
const MAX_LANDMARK_LENGTH = 200;

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
    if (step === AGAIN) return this.#answers.details === undefined ? this.#next() : this.#send();
    const taken = step === 'choose' ? 'place' : STEPS.find((each) => each === step);
    const wanted = STEPS.find((each) => each === to);
    if (wanted !== undefined) {
      if (taken !== undefined && step !== 'choose') this.#draft = leaveStep(taken, this.#sent);
      return this.#showAgain(isReachable(wanted, this.#answers) ? wanted : nextStep(this.#answers));
    }
    if (taken === undefined || !isReachable(taken, this.#answers)) return this.#next();
    switch (taken) {
      case 'category':
        return this.#takeCategory();
      case 'place':
        return step === 'choose' ? this.#takeChoice() : this.#takePlace();
      case 'nearby':
        return this.#field('same') === '' ? this.#goPastNearby() : this.#join(this.#field('same'));
      case 'details':
        return this.#takeDetails();
    }
  }

  /** Back, or in the other language. Where nothing is near, the step before is that of the place. */
  async #showAgain(step: Step): Promise<Shown> {
    return show(step === 'nearby' && !(await this.#isAnyNear()) ? 'place' : step);
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
    if (staysHidden('place', this.#sent)) return this.#next();
    const { place: texts } = this.#texts;
    const search = this.#entered('place', PLACE_FIELDS.search).slice(0, MAX_SEARCH_LENGTH);
    const landmark = this.#entered('place', PLACE_FIELDS.landmark).replaceAll(/\s+/g, ' ');
    const [only, second] = search === '' ? [] : placesMeant(search, this.#language);
    const problems: FieldProblem[] = [];
    if (only === undefined) {
      const text = search === '' ? texts.needed : texts[whyNowhere(search)];
      problems.push({ field: PLACE_FIELDS.search, text });
    }
    if (checkText(landmark, PLACE_FIELDS.landmark, { most: MAX_LANDMARK_LENGTH }).length > 0) {
      problems.push({ field: PLACE_FIELDS.landmark, text: texts.wrongLandmark });
    }
    if (only === undefined || problems.length > 0) return this.#correct('place', problems);
    this.#draft = { ...this.#draft, search, landmark };
    return second === undefined && only.guess === undefined ? this.#goWithPlace(only) : show('choose');
  }

  /** One of those that the search of the step before has found, and no other. */
  #takeChoice(): Promise<Shown> | Shown {
    const { search = '' } = this.#draft;
    const found = placesMeant(search, this.#language);
    const chosen = found.find(({ code }) => code === this.#field('code'));
    if (chosen !== undefined) return this.#goWithPlace(chosen);
    const { place: texts } = this.#texts;
    return found.length === 0 ? refuse('place', 'q', texts.needed) : refuse('choose', 'code', texts.choose);
  }

  /** The choice between places, in the other language. */
  #chooseAgain(): Promise<Shown> | Shown {
    const { search = '' } = this.#draft;
    return placesMeant(search, this.#language).length === 0 ? this.#next() : show('choose');
  }

  #goWithPlace({ code }: FoundPlace): Promise<Shown> {
    const { search = '', landmark = '', ...draft } = withoutTyped(this.#draft, 'place');
    const point = readPoint(search);
    const place: ChosenPlace = {
      code,
      search,
      ...(point === undefined ? {} : { point }),
      ...(landmark === '' ? {} : { landmark }),
    };
    this.#draft = { ...draft, answers: withPlace(this.#answers, place) };
    return this.#next();
  }

  async #isAnyNear(): Promise<boolean> {
    const { place } = this.#answers;
    const category = this.#category;
    if (category?.isPublished !== true || place === undefined) return false;
    return (await this.#with.calls.nearby(category, place)).length > 0;
  }

  #goPastNearby(): Promise<Shown> {
    this.#draft = { ...this.#draft, answers: { ...this.#answers, isNearbySeen: true } };
    return this.#next();
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

  /** The last step: what is right of it stays answered, so that of a sensitive report only the rest is asked again. */
  #takeDetails(): Promise<Shown | Sent> | Shown {
    const category = this.#category;
    if (category === undefined) return this.#next();
    const problems = [...this.#readDetails(category), ...this.#readContact()];
    return problems.length === 0 ? this.#send() : this.#correct('details', problems);
  }

  /** What was typed is kept for somebody who goes back before correcting it; of sensitive reports, it is typed again. */
  #correct(step: Step, problems: readonly FieldProblem[]): Shown {
    if (this.#category?.isSensitive === false) this.#draft = leaveStep(step, this.#sent);
    return { step, problems };
  }

  #readDetails(category: Category): readonly FieldProblem[] {
    if (staysHidden('details', this.#sent)) return [];
    const entered = enteredIn('details', this.#sent);
    const { details, problems } = readDetails(
      category,
      (field) => {
        const values = entered[field] ?? [];
        return field === DESCRIPTION ? [plainText(values[0] ?? '')] : values;
      },
      { answered: answeredBy(thingOf(this.#answers), category), now: this.#with.now() },
    );
    if (problems.length === 0) this.#answer('details', { ...this.#answers, details });
    return detailProblems(this.#language, problems);
  }

  #readContact(): readonly FieldProblem[] {
    if (staysHidden('contact', this.#sent)) return [];
    const { contact, problems } = readContact((field) => this.#entered('contact', field));
    if (problems.length === 0) this.#answer('contact', { ...this.#answers, contact });
    return problems.map(({ field, rule }) => ({ field, text: this.#texts.contact[rule] }));
  }

  #answer(part: FilledPart, answers: Answers): void {
    this.#draft = { ...withoutTyped(this.#draft, part), answers };
  }

  async #send(): Promise<Shown | Sent> {
    const category = this.#category;
    if (category === undefined) return this.#next();
    const { sending: texts } = this.#texts;
    const again = (text: string) => refuse('details', 'send', text);
    // A report is never dropped for looking like a program's: a person can send it again.
    if (this.#field('website') !== '') return again(SENT_TEXTS[this.#language].trap);
    if (isTooFast(this.#draft, this.#with.now())) return again(SENT_TEXTS[this.#language].tooFast);
    const outcome = await this.#with.calls.send(this.#draft);
    if ('sent' in outcome) return { sent: outcome.sent, category: category.code, draftId: draftIdOf(this.#draft) };
    if ('wrong' in outcome) return this.#refused(outcome.wrong[0]);
    if (outcome.problem === 'unknown') return { ...again(texts.unknown), status: 503 };
    this.#draft = { ...this.#draft, requestId: randomUUID() };
    return { ...again(texts.alreadySent), status: 409 };
  }

  /** The service knows better, for example that a hromada has been merged into another. */
  #refused(step: Step | undefined): Shown {
    const { place, details, sending } = this.#texts;
    if (step === 'place') return refuse('place', PLACE_FIELDS.search, place.refused);
    return step === 'details'
      ? refuse('details', DESCRIPTION, details.refused)
      : refuse('details', 'send', sending.refused);
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

  #entered(part: FilledPart, field: string): string {
    return plainText(enteredIn(part, this.#sent)[field]?.[0] ?? '');
  }
}

function show(step: Shown['step']): Shown {
  return { step, problems: [] };
}

function refuse(step: Shown['step'], field: string, text: string): Shown {
  return { step, problems: [{ field, text }] };
}
