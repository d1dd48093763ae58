import { InvalidArgumentError } from 'commander';
import { EntryKind } from '@safe-community/contracts/audit/v1/audit_service.ts';

const WORDS: ReadonlyMap<string, EntryKind> = new Map([
  ['write', EntryKind.WRITE],
  ['denied', EntryKind.DENIED],
  ['sensitive-read', EntryKind.SENSITIVE_READ],
  ['audit-read', EntryKind.AUDIT_READ],
  ['administration', EntryKind.ADMINISTRATION],
]);

export const KIND_WORDS = [...WORDS.keys()];

/** For commander: the kind of entries to list. */
export function entryKindOption(text: string): EntryKind {
  const kind = WORDS.get(text);
  if (kind === undefined) throw new InvalidArgumentError(`It must be one of ${KIND_WORDS.join(', ')}.`);
  return kind;
}

export function wordOfKind(kind: EntryKind): string {
  return [...WORDS].find(([, known]) => known === kind)?.[0] ?? `kind ${kind}`;
}
