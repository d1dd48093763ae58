import { checkName, checkPhone, checkText, toE164 } from '@safe-community/domain-kit';

/** What is asked for with one form: the footage that shows the person who asks, or an answer to a complaint. */
export const REQUEST_KINDS = ['footage', 'complaint'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const FIELDS = {
  place: 'q',
  /** The place, where several have the name. */
  code: 'code',
  day: 'day',
  from: 'from',
  until: 'until',
  /** Only if it ended on another day. */
  lastDay: 'last-day',
  text: 'text',
  name: 'name',
  phone: 'phone',
  address: 'address',
} as const;
export type FieldName = (typeof FIELDS)[keyof typeof FIELDS];

/** What the fields hold, as it was typed: nothing has checked it. */
export type Typed = Readonly<Partial<Record<FieldName, string>>>;

/** A form on its way: the same id from its page to the service, so that what is sent twice exists once. */
export interface RequestDraft {
  readonly requestId: string;
  /** Where it is kept, so that it can be reloaded. */
  readonly address: string;
  /** Milliseconds. */
  readonly startedAt: number;
}

/** What goes to the service. */
export interface NewRequest {
  /** KATOTTG code. */
  readonly hromadaCode: string;
  readonly from: Date;
  readonly until: Date;
  readonly text: string;
  readonly requester: Requester;
}

interface Requester {
  readonly fullName: string;
  /** E.164; empty if there is an address. */
  readonly phone: string;
  /** Postal or of e-mail; empty if there is a phone. */
  readonly address: string;
}

/** What is wrong with a text. */
export type TextRule = 'tooShort' | 'textWrong' | 'wrongName' | 'reach' | 'wrongPhone' | 'wrongAddress';

export interface TextProblem {
  readonly field: FieldName;
  readonly rule: TextRule;
}

/** As the service takes them. */
const MIN_TEXT_LENGTH = 10;
const MAX_TEXT_LENGTH = 4_000;
const ADDRESS = { least: 3, most: 300 };

/** The words of the visitor. @param field the text of a field, without what cannot be seen. */
export function readWords(field: (name: FieldName) => string): {
  readonly text: string;
  readonly requester: Requester;
  readonly problems: readonly TextProblem[];
} {
  const text = field(FIELDS.text);
  const fullName = oneLine(field(FIELDS.name));
  const written = field(FIELDS.phone);
  const phone = written === '' ? '' : (toE164(written) ?? written);
  const address = oneLine(field(FIELDS.address));
  const problems: TextProblem[] = [];
  const check = (isRight: boolean, name: FieldName, rule: TextRule): void => {
    if (!isRight) problems.push({ field: name, rule });
  };
  const isText = checkText(text, '', { most: MAX_TEXT_LENGTH, lines: true }).length === 0;
  check(isText, FIELDS.text, 'textWrong');
  check(!isText || Array.from(text).length >= MIN_TEXT_LENGTH, FIELDS.text, 'tooShort');
  check(checkName(fullName, '').length === 0, FIELDS.name, 'wrongName');
  check(phone !== '' || address !== '', FIELDS.phone, 'reach');
  check(checkPhone(phone, '').length === 0, FIELDS.phone, 'wrongPhone');
  check(address === '' || checkName(address, '', ADDRESS).length === 0, FIELDS.address, 'wrongAddress');
  return { text, requester: { fullName, phone, address }, problems };
}

/** Of a field that people fill in over several lines on paper. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** What the service says about a request that it has taken. */
export interface SentRequest {
  readonly trackingToken: string;
  /** Until when an answer is due, milliseconds; absent if the service says none. */
  readonly dueAt?: number;
}

export type SendOutcome =
  | { readonly sent: SentRequest }
  /** Fields that the service did not take; "send" stands for all that no field holds. */
  | { readonly wrong: readonly (FieldName | 'send')[] }
  /** With this form another request was sent; no rule says until when to answer; or whether it has arrived is unknown. */
  | { readonly problem: 'alreadySent' | 'noDeadline' | 'refused' | 'unknown' };
