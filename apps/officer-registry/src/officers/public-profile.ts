import { checkName, checkPhone, unless, type Violation } from '@safe-community/domain-kit';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** A stretch of one day, in the time of Kyiv: "HH:MM". */
export interface OfficeHours {
  readonly weekday: Weekday;
  readonly opens: string;
  /** At most "24:00". */
  readonly closes: string;
}

/** What residents may know about an officer on duty. Stored encrypted, apart from the private data. */
export interface PublicProfile {
  readonly name: string;
  /** In the photo store; empty without a photo. */
  readonly photoReference: string;
  /** Empty if there is none. */
  readonly dutyPhone: string;
  readonly officeHours: readonly OfficeHours[];
  /** Codes of ISO 639. */
  readonly languages: readonly string[];
}

/** A plain path: the gateway makes an address of it. */
const PHOTO = /^[\w-]+(\.[\w-]+)*(\/[\w-]+(\.[\w-]+)*)*$/;
const MAX_HOURS = 50;
const MAX_LANGUAGES = 20;

/** The violations of a profile; fields are named as in the message. */
export function checkProfile({ name, photoReference, dutyPhone, officeHours, languages }: PublicProfile): Violation[] {
  return [
    ...checkName(name, 'name'),
    ...unless(
      photoReference === '' || (PHOTO.test(photoReference) && /^.{3,100}$/.test(photoReference)),
      'photo_reference',
      'must be 3 to 100 of a–z, A–Z, 0–9, "-", "_", single "." within, and "/" between parts',
    ),
    ...checkPhone(dutyPhone, 'duty_phone'),
    ...checkHours(officeHours),
    ...checkLanguages(languages, 'languages'),
  ];
}

/** Two or three letters; whether the code is assigned is not checked, because ISO 639 grows (`ukl` is Ukrainian Sign Language). */
export function checkLanguages(languages: readonly string[], field: string): Violation[] {
  return [
    ...unless(languages.length <= MAX_LANGUAGES, field, `must be at most ${MAX_LANGUAGES}`),
    ...languages.flatMap((code, index) => [
      ...unless(/^[a-z]{2,3}$/.test(code), `${field}[${index}]`, 'must be a code of ISO 639: two or three letters'),
      ...unless(languages.indexOf(code) === index, `${field}[${index}]`, 'must not be given twice'),
    ]),
  ];
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function checkHours(hours: readonly OfficeHours[]): Violation[] {
  return [
    ...unless(hours.length <= MAX_HOURS, 'office_hours', `must be at most ${MAX_HOURS}`),
    ...hours.flatMap(({ opens, closes }, index) => {
      const field = `office_hours[${index}]`;
      return [
        ...unless(TIME.test(opens), `${field}.opens`, 'must be a time "HH:MM" from 00:00 to 23:59'),
        ...unless(
          (TIME.test(closes) || closes === '24:00') && closes > opens,
          `${field}.closes`,
          'must be a time "HH:MM" after opens, at most 24:00',
        ),
        ...unless(!overlapsEarlier(hours, index), field, 'must not overlap other hours of the day'),
      ];
    }),
  ];
}

function overlapsEarlier(hours: readonly OfficeHours[], index: number): boolean {
  const one = hours[index];
  return hours
    .slice(0, index)
    .some((other) => one?.weekday === other.weekday && one.opens < other.closes && other.opens < one.closes);
}
