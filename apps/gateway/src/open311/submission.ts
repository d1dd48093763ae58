import { checkText, toE164 } from '@safe-community/domain-kit';
import type { Service, ServiceAttribute } from './open311.ts';

/** The fields of a form. */
export interface SentFields {
  readonly field: (name: string) => string;
  readonly fields: (name: string) => readonly string[];
  /** Names of all fields, as often as they were sent. */
  readonly names: readonly string[];
  /** Names of the fields that hold a file. */
  readonly files: readonly string[];
}

/** What a program reports. */
export interface Submission {
  readonly point: { readonly latitude: number; readonly longitude: number } | undefined;
  /** KATOTTG code; empty if there is none. */
  readonly addressId: string;
  /** Empty if there is none. */
  readonly addressString: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /** With the address that a person wrote. */
  readonly description: string;
  /** Undefined for an anonymous report. */
  readonly reporter: { readonly fullName: string; readonly phone: string } | undefined;
  /** The email or phone is of no known form, and was kept as text. */
  readonly isContactUnread: boolean;
  /** Addresses of pictures came with it, which nobody reads. */
  readonly hasPictures: boolean;
}

type ReadSubmission = { readonly submission: Submission } | { readonly problems: readonly string[] };

const MAX_DESCRIPTION_LENGTH = 4_000;
const MAX_ADDRESS_LENGTH = 500;
const MAX_NAME_LENGTH = 80;
const MAX_ID_LENGTH = 200;
const MAX_VALUE_LENGTH = 200;
const MAX_EMAIL_LENGTH = 100;
/** The name, and what stands behind it. */
const MAX_REPORTER_LENGTH = 200;

/** Reads all fields, and names each one that is wrong. No problem repeats a text that was sent. */
export function readSubmission({ attributes: asked }: Service, sent: SentFields): ReadSubmission {
  const problems: string[] = [];
  const text = (name: string, most: number, lines = false): string => {
    const given = sent.fields(name);
    if (new Set(given).size > 1) problems.push(`${name} must be given once`);
    const value = (given[0] ?? '').trim();
    problems.push(...checkText(value, name, { most, lines }).map(({ field, rule }) => `${field} ${rule}`));
    return value;
  };
  if (sent.files.length > 0) problems.push('files are not accepted: send the other fields without them');
  const point = readPoint(text('lat', MAX_ID_LENGTH), text('long', MAX_ID_LENGTH), problems);
  const addressId = text('address_id', MAX_ID_LENGTH).toUpperCase();
  const addressString = text('address_string', MAX_ADDRESS_LENGTH, true);
  const hasPlace = addressId !== '' || addressString !== '' || sent.field('lat').trim() !== '';
  if (!hasPlace && sent.field('long').trim() === '') {
    problems.push('a place is required: lat and long, address_string, or address_id');
  }
  const attributes = readAttributes(asked, sent, problems);
  const contact = readReporter(text, problems);
  // Clients send them; nothing here needs them, so they are not stored.
  text('device_id', MAX_ID_LENGTH);
  text('account_id', MAX_ID_LENGTH);
  const description = text('description', MAX_DESCRIPTION_LENGTH, true);
  const whole = addressString === '' ? description : `${description}\nАдреса: ${addressString}`.trim();
  if ([...whole].length > MAX_DESCRIPTION_LENGTH && [...description].length <= MAX_DESCRIPTION_LENGTH) {
    problems.push(`description and address_string must be at most ${MAX_DESCRIPTION_LENGTH} characters together`);
  }
  if (problems.length > 0) return { problems };
  const hasPictures = sent.names.some(
    (name) => MEDIA.test(name) && sent.fields(name).some((each) => each.trim() !== ''),
  );
  return { submission: { point, addressId, addressString, attributes, description: whole, ...contact, hasPictures } };
}

/** Neither fetched, which would let callers reach internal systems, nor stored, nor any reason to refuse a report. */
const MEDIA = /^media_url(?:\[\d{0,3}\])?$/;

const DEGREES = /^[+-]?\d{1,3}(?:\.\d{1,30})?$/;

function readPoint(lat: string, long: string, problems: string[]): Submission['point'] {
  if (lat === '' && long === '') return undefined;
  if (lat === '' || long === '') problems.push('lat and long must be given together');
  const degrees = (name: string, text: string, most: number): number => {
    const number = DEGREES.test(text) ? Number(text) : Number.NaN;
    if (text !== '' && !(Math.abs(number) <= most)) problems.push(`${name} must be degrees from -${most} to ${most}`);
    return number;
  };
  return { latitude: degrees('lat', lat, 90), longitude: degrees('long', long, 180) };
}

/** Clients append their own index to a list: `attribute[code][0]`. */
const ATTRIBUTE = /^attribute\[([^[\]]{1,100})\](?:\[\d{0,3}\])?$/;

function readAttributes(asked: Service['attributes'], sent: SentFields, problems: string[]): Submission['attributes'] {
  const given = new Map<string, string[]>();
  let isEachKnown = true;
  for (const name of new Set(sent.names)) {
    if (!name.startsWith('attribute')) continue;
    const [, code = ''] = ATTRIBUTE.exec(name) ?? [];
    const values = sent.fields(name).filter((each) => each.trim() !== '');
    if (asked.some((each) => each.code === code)) given.set(code, [...(given.get(code) ?? []), ...values]);
    else if (values.length > 0) isEachKnown = false;
  }
  if (!isEachKnown) {
    const codes = asked.map(({ code }) => `attribute[${code}]`).join(', ');
    problems.push(`attributes of this service_code are ${codes === '' ? 'none' : codes}`);
  }
  return asked.flatMap((attribute) => {
    const values = (given.get(attribute.code) ?? []).map((each) => each.trim());
    if (values.length > 0) return readValue(attribute, values, problems);
    if (attribute.isRequired) problems.push(`attribute[${attribute.code}] is required: ${ruleOf(attribute)}`);
    return [];
  });
}

function readValue(
  attribute: ServiceAttribute,
  values: readonly string[],
  problems: string[],
): Submission['attributes'] {
  const { code: name, datatype } = attribute;
  const keys = attribute.values.map(({ key }) => key);
  const chosen = datatype === 'multivaluelist' ? [...new Set(values.flatMap((each) => each.split(',')))] : values;
  // "True" is what some languages write.
  const plain = chosen.map((each) => (keys.includes(each) ? each : each.toLowerCase()));
  const [value = ''] = datatype === 'singlevaluelist' ? plain : chosen;
  const isOne = datatype === 'multivaluelist' || new Set(values).size === 1;
  const isListed = keys.length === 0 || plain.every((each) => keys.includes(each));
  const field = `attribute[${name}]`;
  if (!isOne || !isListed || (datatype === 'number' && !isWithin(attribute, value))) {
    problems.push(`${field} must be ${ruleOf(attribute)}`);
    return [];
  }
  problems.push(...checkText(value, field, { most: MAX_VALUE_LENGTH }).map(({ rule }) => `${field} ${rule}`));
  return [{ name, value: datatype === 'multivaluelist' ? plain.join(',') : value }];
}

function isWithin({ least, most }: ServiceAttribute, text: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function ruleOf({ datatype, values, least, most }: ServiceAttribute): string {
  const keys = values.map(({ key }) => key).join(', ');
  switch (datatype) {
    case 'singlevaluelist':
      return `one of ${keys}`;
    case 'multivaluelist':
      return `one or more of ${keys}`;
    case 'number':
      return `a whole number from ${least} to ${most}`;
    case 'string':
      return 'one text';
  }
}

/**
 * An address of electronic mail stands behind the name, as in a letter. The contact is optional, so one that cannot be read
 * refuses no report: it stands there as well, as it was written.
 */
function readReporter(text: (name: string, most: number) => string, problems: string[]): ReadReporter {
  const names = [text('first_name', MAX_NAME_LENGTH), text('last_name', MAX_NAME_LENGTH)].filter((each) => each !== '');
  const email = text('email', MAX_EMAIL_LENGTH);
  const written = text('phone', MAX_ID_LENGTH);
  const phone = written === '' ? '' : toE164(written);
  const isEmail = /^[^\s@<>]+@[^\s@<>]+$/.test(email);
  const unread = [
    ...(isEmail || email === '' ? [] : [`ел. пошта: ${email}`]),
    ...(phone === undefined ? [`тел.: ${written}`] : []),
  ];
  const address = !isEmail ? [] : names.length === 0 ? [email] : [`<${email}>`];
  const fullName = [...names, ...address, ...unread].join(' ');
  if ([...fullName].length > MAX_REPORTER_LENGTH) {
    problems.push(`first_name, last_name, email, and phone must be at most ${MAX_REPORTER_LENGTH} characters together`);
  }
  const isAnonymous = fullName === '' && written === '';
  return {
    reporter: isAnonymous ? undefined : { fullName, phone: phone ?? '' },
    isContactUnread: unread.length > 0,
  };
}

type ReadReporter = Pick<Submission, 'reporter' | 'isContactUnread'>;

/** Parts of the form that do not say what is reported. */
const APART: ReadonlySet<string> = new Set(['api_key', 'jurisdiction_id', 'lang']);

/** The same text for the same fields, in whatever order they were sent. */
export function canonicalBody(sent: SentFields): string {
  const names = [...new Set(sent.names)].filter((name) => !APART.has(name) && !MEDIA.test(name)).toSorted();
  const filled = names.map((name) => [name, sent.fields(name).filter((each) => each !== '')] as const);
  return JSON.stringify(filled.filter(([, values]) => values.length > 0));
}
