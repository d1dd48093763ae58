/** The domains that publish events. Each has its own stream and ledger. */
export const DOMAINS = ['officers', 'incidents', 'cameras', 'statistics'] as const;
export type Domain = (typeof DOMAINS)[number];

/** The place of an event, by official codes only. */
export interface Place {
  readonly oblastCode?: string;
  readonly hromadaCode?: string;
}

/** `safecommunity.incidents.v1.incident-reported`: the CloudEvents type. */
export function eventType(domain: Domain, event: string): string {
  return `safecommunity.${domain}.v1.${event}`;
}

/** `safecommunity.incidents.events.v1.IncidentReported`: the message of `incident-reported`. */
export function messageOf(domain: Domain, event: string): string {
  const name = event.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `safecommunity.${domain}.events.v1.${name}`;
}

/**
 * The subject of an event: its type, oblast and hromada. A token that does not apply is `none`. Every client of the
 * broker sees subjects, so they may contain only codes: anything else is a bug and throws.
 */
export function subjectOf(type: string, place: Place): string {
  return `${type}.${token(place.oblastCode)}.${token(place.hromadaCode)}`;
}

/** All subjects of a domain. */
export function domainSubjects(domain: Domain): string {
  return `safecommunity.${domain}.v1.>`;
}

/** Whether the stream of the domain accepts a subject. For any other the broker does not answer, as if it were down. */
export function isEventSubject(domain: string, subject: string): boolean {
  const before = `safecommunity.${domain}.v1`;
  return subject.startsWith(before) && TOKENS.test(subject.slice(before.length));
}

const TOKENS = /^(?:\.[A-Za-z0-9-]+)+$/;

/** The relay's heartbeat uses core NATS, not a stream. */
export function heartbeatSubject(producer: string): string {
  return `safecommunity.heartbeat.${producer}`;
}

function token(code: string | undefined): string {
  if (code === undefined || code === '') return 'none';
  if (!/^[A-Za-z0-9-]+$/.test(code)) throw new Error('a subject token may hold letters, digits and "-" only');
  return code;
}
