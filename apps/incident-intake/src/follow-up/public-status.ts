import type { Category, ResponderKind, Wording } from '../catalogue/module.ts';
import type { Attributes, IncidentState } from '../incident/module.ts';
import { isOpen } from '../incident/states.ts';
import { MAX_ADDITIONS } from './addition.ts';
import { mayConfirm, mayReopen } from './reporter-steps.ts';
import { JOINED, REMINDER, SERVICE_NAMES, STATE_WORDINGS, VOICED_JOINED, VOICED_WORDINGS } from './status-wordings.ts';

/** The parts of an incident that determine its public status, without personal data. */
export interface FollowedReport {
  readonly category: Category;
  /** Those that are not encrypted: none of sensitive categories. */
  readonly attributes: Attributes;
  readonly isSensitive: boolean;
  readonly hromadaCode: string;
  readonly receivedAt: Date;
  readonly state: IncidentState;
  readonly stateSince: Date;
  /** The incident into which it was merged. */
  readonly primary: Reached | undefined;
  readonly additions: number;
  /** Those that were sent or, before that, that are to come. */
  readonly services: readonly ResponderKind[];
  /** Nothing personal can be added after the erasure. */
  readonly erased: boolean;
  /** It, or the one into which it was merged, is a test. */
  readonly isTest: boolean;
}

/** A state and when it was reached. */
interface Reached {
  readonly state: IncidentState;
  readonly stateSince: Date;
}

/** What anyone who holds the token may see. */
export interface PublicStatus {
  readonly state: IncidentState;
  readonly text: Wording;
  readonly additionsLeft: number;
  readonly mayConfirm: boolean;
  readonly mayReopen: boolean;
  /** Of another person's report. */
  readonly isVoice: boolean;
  /** By e-mail, if this installation sends any. */
  readonly mayBeTold: boolean;
  /** Absent for sensitive categories. */
  readonly open: OpenStatus | undefined;
}

interface OpenStatus {
  readonly receivedAt: Date;
  readonly stateSince: Date;
  readonly category: Category;
  readonly attributes: Attributes;
  readonly hromadaCode: string;
  /** Who deals with it: services, no person. */
  readonly signature: Wording;
}

/**
 * The state of a duplicate is that of the incident into which it was merged: the reporter wants to know whether the event
 * is dealt with.
 */
export function publicStatus(report: FollowedReport, now: Date): PublicStatus {
  const { isSensitive, primary, additions, erased } = report;
  const { state, stateSince } = primary ?? report;
  const may = { mayConfirm: mayConfirm(report), mayReopen: !erased && mayReopen(report, now) };
  return {
    state,
    // Anyone with a victim's token must not learn that somebody else reported the same event.
    text: textOf(state, primary !== undefined && !isSensitive, may.mayConfirm && may.mayReopen),
    additionsLeft: erased ? 0 : Math.max(0, MAX_ADDITIONS - additions),
    ...may,
    isVoice: false,
    mayBeTold: isTellable(report),
    open: isSensitive ? undefined : openStatus(report, stateSince),
  };
}

/** For somebody who said that it concerns them too: they may follow it, and the steps are its reporter's. */
export function voicedStatus(report: FollowedReport): PublicStatus {
  const { primary } = report;
  const { state, stateSince } = primary ?? report;
  return {
    state,
    text: inOne([...(primary === undefined ? [] : [VOICED_JOINED]), VOICED_WORDINGS[state]]),
    additionsLeft: 0,
    mayConfirm: false,
    mayReopen: false,
    isVoice: true,
    mayBeTold: isTellable(report),
    open: openStatus(report, stateSince),
  };
}

/** Whether somebody may ask for mails about its changes: there will be some, and none discloses anything. */
export function isTellable({ isSensitive, erased, state, primary }: FollowedReport): boolean {
  return !isSensitive && !erased && isOpen(primary?.state ?? state);
}

function openStatus(report: FollowedReport, stateSince: Date): OpenStatus {
  const { category, attributes, hromadaCode, receivedAt } = report;
  return { receivedAt, stateSince, category, attributes, hromadaCode, signature: signatureOf(report) };
}

function signatureOf({ services }: FollowedReport): Wording {
  const names = services.map((service) => SERVICE_NAMES[service]);
  return { uk: names.map(({ uk }) => uk).join(', '), en: names.map(({ en }) => en).join(', ') };
}

function textOf(state: IncidentState, joined: boolean, asksBack: boolean): Wording {
  return inOne([...(joined ? [JOINED] : []), STATE_WORDINGS[state], ...(asksBack ? [REMINDER] : [])]);
}

function inOne(sentences: readonly Wording[]): Wording {
  return { uk: sentences.map(({ uk }) => uk).join(' '), en: sentences.map(({ en }) => en).join(' ') };
}
