import {
  DeadlineTerm as TermMessage,
  Holiday as HolidayMessage,
  HolidayRule as HolidayRuleMessage,
  Term as TermPart,
  TermUnit as Units,
} from '@safe-community/contracts/cameras/v1/deadline_service.ts';
import {
  DeadlineTrack as Tracks,
  FootageRequestKind as Kinds,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { enumNames, Fields, within, type Violation } from '@safe-community/domain-kit';
import type { SourcedHoliday, SourcedHolidayRule } from './calendar.ts';
import { checkDeadlineTerm, REQUEST_KINDS, TERM_UNITS, TRACKS, type DeadlineTerm, type Term } from './deadline.ts';

export const { nameOf: toKind, numberOf: kindNumber } = enumNames(Kinds, REQUEST_KINDS);
export const { nameOf: toTrack, numberOf: trackNumber } = enumNames(Tracks, TRACKS);
const { nameOf: toUnit, numberOf: unitNumber } = enumNames(Units, TERM_UNITS);

/** The term of a request, and its violations. */
export function readTerm(message = TermMessage.fromPartial({})): {
  readonly term: DeadlineTerm;
  readonly violations: readonly Violation[];
} {
  const fields = new Fields(message);
  const { longest, appeal } = message;
  const term = {
    kind: fields.word('kind', toKind, 'kinds of requests'),
    track: fields.word('track', toTrack, 'tracks'),
    validFrom: message.validFrom,
    term: readPart(message.term ?? TermPart.fromPartial({}), 'term', fields),
    ...(longest === undefined ? {} : { longest: readPart(longest, 'longest', fields) }),
    ...(appeal === undefined ? {} : { appeal: readPart(appeal, 'appeal', fields) }),
    source: message.source,
    confirmed: message.confirmed,
  };
  return { term, violations: [...fields.violations, ...checkDeadlineTerm(term)] };
}

function readPart(message: TermPart, path: string, fields: Pick<Fields<object>, 'check'>): Term {
  const own = new Fields(message);
  const unit = own.word('unit', toUnit, 'units');
  fields.check(within(path, own.violations));
  return { amount: message.amount, unit };
}

export function toTermMessage({ kind, track, term, longest, appeal, ...rest }: DeadlineTerm): TermMessage {
  return {
    ...rest,
    kind: kindNumber(kind),
    track: trackNumber(track),
    term: toPart(term),
    longest: longest && toPart(longest),
    appeal: appeal && toPart(appeal),
  };
}

function toPart({ amount, unit }: Term): TermPart {
  return { amount, unit: unitNumber(unit) };
}

export function readHolidayRuleMessage(message = HolidayRuleMessage.fromPartial({})): SourcedHolidayRule {
  return message;
}

export function readHolidayMessage(message = HolidayMessage.fromPartial({})): SourcedHoliday {
  return message;
}
