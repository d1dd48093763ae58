import type { Violation } from '@safe-community/domain-kit';

/** As of the last count, with what was kept here since. */
export interface FormCount {
  forms: number;
}

const DIGEST_BYTES = 32;
/** A day: longer than anybody needs to fill in a form. */
const MAX_SECONDS = 86_400;

export function checkDigest(digest: Uint8Array): Violation[] {
  return digest.length === DIGEST_BYTES ? [] : [{ field: 'digest', rule: `must be ${DIGEST_BYTES} bytes` }];
}

interface FormToKeep {
  readonly digest: Uint8Array;
  readonly content: Uint8Array;
  readonly keptSeconds: number;
}

export function checkForm({ digest, content, keptSeconds }: FormToKeep): Violation[] {
  const isTime = keptSeconds >= 1 && keptSeconds <= MAX_SECONDS;
  return [
    ...checkDigest(digest),
    ...(content.length === 0 ? [{ field: 'content', rule: 'must not be empty' }] : []),
    ...(isTime ? [] : [{ field: 'kept_seconds', rule: `must be 1 to ${MAX_SECONDS}` }]),
  ];
}
