import type { Language } from '../site/module.ts';
import type { Point } from '../places/module.ts';

type Names = Readonly<Record<Language, string>>;

/** What can be reported, as the catalogue of the services says. */
export interface Category {
  /** "road_crash" */
  readonly code: string;
  readonly name: Names;
  /** Nothing of such a report is shown again. */
  readonly isSensitive: boolean;
  /** To phone first; empty if the category is not urgent. */
  readonly emergencyNumber: string;
  /** Anyone may see that such reports exist. */
  readonly isPublished: boolean;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly name: string;
  readonly label: Names;
  readonly type: 'choice' | 'choices' | 'yes_no' | 'number' | 'code' | 'edrpou';
  readonly isRequired: boolean;
  readonly values: readonly { readonly value: string; readonly label: Names }[];
  readonly least: number;
  readonly most: number;
}

/** What a visitor has answered; what is undefined has not been asked yet. */
export interface Answers {
  readonly category?: string;
  /** The code of a thing of that category, if one was chosen. */
  readonly thing?: string;
  readonly place?: ChosenPlace;
  /** Reports near by were shown, or there are none. */
  readonly isNearbySeen?: boolean;
  readonly details?: Details;
  readonly contact?: Contact;
}

export interface ChosenPlace {
  /** KATOTTG code of a hromada or settlement. */
  readonly code: string;
  readonly point?: Point;
  /** What it was found by. */
  readonly search?: string;
  /** Street, house, or what stands there, in the visitor's words. */
  readonly landmark?: string;
}

export interface Details {
  readonly attributes: Readonly<Record<string, string>>;
  readonly description: string;
  /** Milliseconds; absent if it is happening now. */
  readonly occurredAt?: number;
}

/** Empty for an anonymous report. */
export interface Contact {
  readonly name: string;
  /** E.164. */
  readonly phone: string;
}

/** A form on its way: the same id from its first page to the report, so that what is sent twice exists once. */
export interface Draft {
  readonly requestId: string;
  /** Where it is kept, so that each step can be reloaded. */
  readonly address: string;
  /** Milliseconds. */
  readonly startedAt: number;
  /** What was searched, and what stands there, while the visitor chooses between the places that were found. */
  readonly search?: string;
  readonly landmark?: string;
  /** What was typed on steps that were left without going on. */
  readonly typed?: Readonly<Partial<Record<FilledPart, TypedFields>>>;
  readonly answers: Answers;
}

/** Values of fields by their names, as they were typed: nothing has checked them. */
export type TypedFields = Readonly<Record<string, readonly string[]>>;

export const STEPS = ['category', 'place', 'nearby', 'details'] as const;
export type Step = (typeof STEPS)[number];

/** In place of a step: sends what was answered once more. */
export const AGAIN = 'again';

/** What is filled in, which a step may ask for together. */
export type FilledPart = 'place' | 'details' | 'contact';

export const PARTS_OF: Readonly<Record<Step, readonly FilledPart[]>> = {
  category: [],
  place: ['place'],
  nearby: [],
  details: ['details', 'contact'],
};

/** The first step that is not answered yet; the last one sends. */
export function nextStep({ category, place, isNearbySeen }: Answers): Step {
  if (category === undefined) return 'category';
  if (place === undefined) return 'place';
  return isNearbySeen === true ? 'details' : 'nearby';
}

/** Where "Back" leads. A choice between places has a button of its own for that. */
export const STEP_BEFORE: Readonly<Partial<Record<Step, Step>>> = {
  place: 'category',
  nearby: 'place',
  details: 'nearby',
};

/** Whether a step can be shown: those before it are answered. */
export function isReachable(step: Step, answers: Answers): boolean {
  return STEPS.indexOf(step) <= STEPS.indexOf(nextStep(answers));
}

/** At another place, other reports are near by. */
export function withPlace(answers: Answers, place: ChosenPlace): Answers {
  const { code, point } = answers.place ?? {};
  const isSame =
    code === place.code && point?.latitude === place.point?.latitude && point?.longitude === place.point?.longitude;
  return isSame ? { ...answers, place } : { ...answers, place, isNearbySeen: false };
}

/** It stays, also if the report gets another id. */
export function draftIdOf({ startedAt }: Pick<Draft, 'startedAt'>): string {
  return String(startedAt);
}

/** What a browser may keep of a report: the contact is left out. */
export function withoutContact({ requestId, address, startedAt, answers: all }: Draft): Draft {
  const { contact: _, ...answers } = all;
  return { requestId, address, startedAt, answers };
}

/** A report that may be of the same thing. */
export interface NearbyReport {
  /** The id of the public request. */
  readonly requestId: string;
  readonly attributes: readonly { readonly name: Names; readonly value: Names }[];
  readonly receivedAt: Date | undefined;
  readonly nearness: Nearness;
  /** How many more people said that it concerns them. */
  readonly voices: number;
}

/** Metres, or what is known to be the same if one of the two places has no point. */
export type Nearness = number | 'settlement' | 'city' | 'hromada';

/** What the services say about a report that they have taken. */
export interface SentReport {
  readonly trackingToken: string;
  /** To phone as well; empty if there is no need. */
  readonly emergencyNumber: string;
  /** Until when the first step is due, milliseconds; absent if there is no such time. */
  readonly dueAt?: number;
}

export type SendOutcome =
  | { readonly sent: SentReport }
  /** Steps whose answers the service did not take; empty if no step asked for what is wrong. */
  | { readonly wrong: readonly Step[] }
  /** With this form another report was sent. */
  | { readonly problem: 'alreadySent' }
  /** Whether it has arrived is unknown: sending it again does no harm. */
  | { readonly problem: 'unknown' };

/** Why nobody could join a report, or that it is unknown: to try again does no harm. */
export type VoiceProblem = 'ended' | 'alreadySent' | 'unknown';

export type VoiceOutcome = { readonly sent: SentReport } | { readonly problem: VoiceProblem };
