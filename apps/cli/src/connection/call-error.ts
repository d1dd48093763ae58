import { status, type Client, type ServiceError } from '@grpc/grpc-js';
import { escapeHidden } from '@safe-community/domain-kit/plain';
import { detailsOf, type StatusDetails } from '@safe-community/grpc-kit/client';
import { listed, say, type Text } from '../terminal/language.ts';
import type { KindOfAnswers } from './kind-of-answers.ts';

/** The service that was called. */
export interface CalledService {
  /** "incident-intake" */
  readonly name: string;
  /** host:port */
  readonly address: string;
  /** The authorities that its certificate must be of. */
  readonly caFile: string;
}

/** A client with the service that it calls. */
export interface Called {
  readonly client: Client;
  readonly service: CalledService;
  readonly kinds?: KindOfAnswers;
}

/** A failed call. The message is for a person, with each violation on its own line. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: status;
  /** "NOT_FOUND" */
  readonly status: string;
  readonly details: StatusDetails;

  constructor(service: CalledService, error: ServiceError) {
    const details = detailsOf(error);
    super(say(explain(service, error, details)), { cause: error });
    this.code = error.code;
    this.status = status[error.code];
    this.details = details;
  }
}

function explain(
  { name, address, caFile }: CalledService,
  { code, details: said }: ServiceError,
  details: StatusDetails,
): Text {
  const { reason, violations, retryAfterMs } = details;
  const message = escapeHidden(said);
  const coded = reason ?? status[code];
  if (violations.length > 0) {
    const rules = violations.map(({ field, description }) => escapeHidden(`${field}: ${description}`));
    const rejected = {
      uk: `${name} відхилила запит і нічого не змінила (${coded}). Виправте:`,
      en: `${name} rejected the request and changed nothing (${coded}):`,
    };
    return listed(rejected, rules);
  }
  if (code === status.UNAVAILABLE && reason === undefined) {
    if (UNTRUSTED.test(message)) {
      return {
        uk: `${caFile} не підписував сертифіката ${name} на ${address}.\nЯкщо там працює інший запуск, вкажіть його теку стану: --home <тека>`,
        en: `${caFile} did not sign the certificate of ${name} at ${address}.\nIf another run serves there, name its state folder: --home <folder>`,
      };
    }
    const rule = CERTIFICATE_RULES.find(({ text }) => text.test(message));
    if (rule !== undefined) {
      return {
        uk: `Сертифікат ${name} на ${address} ${rule.uk}; дивіться: hromada certificates`,
        en: `The certificate of ${name} at ${address} ${rule.en}; see: hromada certificates`,
      };
    }
    return {
      uk: `${name} не відповідає на ${address} (${causeIn(message)}).\nЧи працюють служби? Запустіть їх: npm start`,
      en: `${name} does not respond at ${address} (${causeIn(message)}).\nAre the services running? Start them with: npm start`,
    };
  }
  if (code === status.DEADLINE_EXCEEDED) {
    return { uk: `${name} на ${address} не відповіла вчасно.`, en: `${name} at ${address} did not respond in time.` };
  }
  if (code === status.INTERNAL) {
    return {
      uk: `У ${name} стався внутрішній збій; дивіться її журнал роботи.`,
      en: `${name} failed with an internal error; see its log.`,
    };
  }
  const seconds = Math.ceil((retryAfterMs ?? 0) / 1_000);
  const [laterUk, later] = seconds === 0 ? ['', ''] : [` Повторіть за ${seconds} с.`, `; retry in ${seconds} s`];
  // The text of the service is English. It says itself what is wrong, so only other languages need the kind.
  return {
    uk: `${KINDS.get(code) ?? 'Служба відмовила.'}${laterUk}\n  ${name}: ${message} (${coded})`,
    en: `${name}: ${message}${later} (${coded})`,
  };
}

/** What kind of refusal it is, and what to do. */
const KINDS: ReadonlyMap<status, string> = new Map([
  [status.INVALID_ARGUMENT, 'Запит хибний. Виправте його.'],
  [status.OUT_OF_RANGE, 'Запит виходить за межі. Виправте його.'],
  [status.NOT_FOUND, 'Такого не знайдено. Перевірте код або ідентифікатор.'],
  [status.ALREADY_EXISTS, 'Таке вже є. Нічого не змінено.'],
  [status.FAILED_PRECONDITION, 'Зараз це неможливо. Нічого не змінено.'],
  [status.ABORTED, 'Дані тим часом змінилися. Прочитайте їх знову й повторіть.'],
  [status.UNAUTHENTICATED, 'Служба не знає, хто викликає. Перевірте сертифікат і токен (--token-file).'],
  [status.PERMISSION_DENIED, 'На це немає права. Перевірте токен (--token-file) і мету (--purpose).'],
  [status.RESOURCE_EXHAUSTED, 'Служба перевантажена або межу вичерпано. Повторіть пізніше.'],
  [status.UNAVAILABLE, 'Служба тимчасово недоступна. Повторіть пізніше.'],
  [status.UNIMPLEMENTED, 'Служба не має такої дії: у неї інша версія.'],
]);

/** grpc-js wraps the failure of a connection in that of each layer above it. */
function causeIn(message: string): string {
  return /^.*Last error: (?:Error: )?(.*)\. Resolution note:/s.exec(message)?.[1] ?? message;
}

/** How OpenSSL says that no known authority signed a certificate. */
const UNTRUSTED =
  /self-signed certificate|unable to get (local )?issuer certificate|unable to verify the first certificate|certificate signature failure/;

const CERTIFICATE_RULES = [
  { text: /certificate has expired/, uk: 'прострочений', en: 'has expired' },
  { text: /certificate is not yet valid/, uk: 'ще не чинний', en: 'is not yet valid' },
  { text: /does not match certificate's altnames/, uk: 'не для цієї адреси', en: 'does not hold for that address' },
];
