import { checkName, preconditionFailed, unless, type Refusal, type Violation } from '@safe-community/domain-kit';

/** By which a program of others is known, and what it may do. The key itself is derived from the id, and not stored. */
export interface ApiKey {
  readonly keyId: string;
  /** The program and who runs it. */
  readonly clientName: string;
  /** How to reach those who run it: an office, not a person. */
  readonly contact: string;
  /** Reports that the gateway lets through. */
  readonly reportsPerMinute: number;
  readonly createdAt: Date;
  readonly revokedAt: Date | undefined;
}

/** What an operator asks for. */
export type ApiKeyOrder = Pick<ApiKey, 'clientName' | 'contact' | 'reportsPerMinute'>;

const USUAL_RATE = 60;
const MAX_RATE = 6_000;

export function checkOrder({ clientName, contact, reportsPerMinute }: ApiKeyOrder): Violation[] {
  return [
    ...checkName(clientName, 'client_name'),
    ...checkName(contact, 'contact'),
    ...unless(reportsPerMinute <= MAX_RATE, 'reports_per_minute', `must be at most ${MAX_RATE}`),
  ];
}

export function createKey(order: ApiKeyOrder, keyId: string, now: Date): ApiKey {
  const reportsPerMinute = order.reportsPerMinute === 0 ? USUAL_RATE : order.reportsPerMinute;
  return { ...order, reportsPerMinute, keyId, createdAt: now, revokedAt: undefined };
}

export function revokeKey(key: ApiKey, now: Date): ApiKey | Refusal {
  if (key.revokedAt !== undefined) return preconditionFailed('API_KEY_REVOKED', 'the key was revoked before');
  return { ...key, revokedAt: now };
}

/** So that people and scanners of leaked secrets recognise a key. */
const PREFIX = 'sc311_';

export function toKeyText(token: string): string {
  return `${PREFIX}${token}`;
}

/** Undefined for a text of another form. */
export function tokenIn(keyText: string): string | undefined {
  return keyText.startsWith(PREFIX) ? keyText.slice(PREFIX.length) : undefined;
}
