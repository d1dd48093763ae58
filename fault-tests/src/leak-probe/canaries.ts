import type { Canaries } from '@safe-community/testkit/canary';

/** Invented words that occur nowhere by chance. */
const NAME = 'Щезлоптах';
const LATIN_NAME = 'shchezloptakh';
const OFFICE = 'Хвинтокрил';
const LATIN_OFFICE = 'khvyntokryl';

const POINT = { latitude: 49.2345671, longitude: 28.4567893 };
const DIGEST = Buffer.from('c0ffee5eedbadcab1efeedfacade0ddba11c0ffee5eedbadcab1efeedfacade0', 'hex');

/** Invented people with all their personal data. */
export const PERSONAL = {
  reporter: { fullName: `${NAME} Ївга`, phone: '+380931847265' },
  onBehalfOf: { fullName: `${NAME} Мирося`, phone: '+380934816275' },
  victim: { fullName: `${NAME} Оріся`, birthDate: '1937-06-15', phone: '+380937264581', address: `${NAME}а вулиця, 7` },
  offender: { fullName: `${NAME} Гнат`, birthDate: '1936-08-23', phone: '+380938462715', address: LATIN_NAME },
  officer: { fullName: `${NAME} Юхим`, phone: '+380935172846' },
  point: POINT,
  attachment: { uri: `https://evidence.example/${LATIN_NAME}.jpg`, sha256: DIGEST, mediaType: '', sizeBytes: 0n },
  protocol: 'ЩЗЛ № 7316204958',
  pretrialNumber: '90817263544536271',
  policeNumber: '80706050403020199',
  courtDecision: `${NAME}/7/26`,
} as const;

/** A sentence with personal data. */
export function said(where: string): string {
  return `${where}: так сказала ${NAME} Ївга`;
}

/** An address of its own for each subscription, so that no limit is reached. */
export function emailOf(requestId: string): string {
  return `${LATIN_NAME}-${requestId}@gromada.example`;
}

/** Values that hold no personal data by contract and stay in tables for auditors. */
export const OFFICIAL = {
  ground: `заява ${OFFICE}а`,
  actingUser: `${LATIN_OFFICE}@duty`,
  otherUser: `${LATIN_OFFICE}@head`,
} as const;

/** Texts for invalid requests. */
export const FILLINGS = [NAME, `${NAME}\u202e`, LATIN_NAME, PERSONAL.reporter.phone] as const;

/** May appear only in responses to authorised callers. */
export const SEALED: Canaries = {
  // Without the first letters, which may be upper or lower case.
  name: NAME.slice(1),
  'name in Latin': LATIN_NAME.slice(1),
  "reporter's phone": PERSONAL.reporter.phone.slice(4),
  'phone of whom a reporter speaks for': PERSONAL.onBehalfOf.phone.slice(4),
  "victim's phone": PERSONAL.victim.phone.slice(4),
  "offender's phone": PERSONAL.offender.phone.slice(4),
  "officer's phone": PERSONAL.officer.phone.slice(4),
  "victim's birth date": PERSONAL.victim.birthDate,
  "offender's birth date": PERSONAL.offender.birthDate,
  latitude: POINT.latitude,
  longitude: POINT.longitude,
  digest: DIGEST,
  'protocol number': '7316204958',
  'pretrial number': PERSONAL.pretrialNumber,
  'police number': PERSONAL.policeNumber,
};

/** May appear only in tables and in responses to authorised callers. */
export const KEPT: Canaries = { ground: OFFICE.slice(1), 'acting user': LATIN_OFFICE.slice(1) };
