import { randomBytes } from 'node:crypto';
import { newAuditKey } from '@safe-community/audit/signing';
import { ofKind, type KubernetesObject, type Of } from '../rendered/objects.ts';
import type { Authority } from './authority.ts';

/** Contents of a secret, by name. */
export type Secrets = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Creates every secret that cert-manager and External Secrets would create for the objects. */
export function makeSecrets(objects: readonly KubernetesObject[], authority: Authority): Secrets {
  const kept = ofKind(objects, 'ExternalSecret').map((one) => [one.spec.target?.name ?? '', contentOf(one)] as const);
  return new Map([...authority.secrets, ...kept]);
}

function contentOf({ metadata, spec }: Of<'ExternalSecret'>): Record<string, string> {
  const values = Object.fromEntries((spec.data ?? []).map(({ secretKey }) => [secretKey, newValue(secretKey)]));
  const template = spec.target?.template?.data;
  if (template !== undefined) return mapValues(template, (text) => fillIn(text, values));
  return spec.dataFrom === undefined ? values : keyringOf(metadata.name);
}

/** URL-safe password. */
function newValue(secretKey: string): string {
  return secretKey.endsWith('.pem') ? newAuditKey() : randomBytes(32).toString('base64url');
}

function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{ \.(\w+)( \| urlquery)? \}\}/g, (_, name: string) => values[name] ?? '');
}

/** A folder of keys as in `docs/runbooks/rotate-keys.md`. */
function keyringOf(secret: string): Record<string, string> {
  const key = (): string => randomBytes(32).toString('base64');
  return { active: `${secret}-1`, [`${secret}-1.key`]: key(), 'digest.key': key() };
}

function mapValues(from: Record<string, string>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]));
}
