import type { StoredObject, StoredRecording } from '../recordings/module.ts';

/** What the evidence store has of a recording, compared with what was registered. */
export function compare(
  { sha256, sizeBytes }: Pick<StoredRecording, 'sha256' | 'sizeBytes'>,
  found: { readonly sha256: string; readonly sizeBytes: bigint } | undefined,
): StoredObject {
  if (found === undefined) return 'missing';
  return found.sha256 === sha256 && found.sizeBytes === sizeBytes ? 'intact' : 'altered';
}

const ENTRY_KINDS = {
  missing: 'object_missing',
  altered: 'object_altered',
  intact: 'object_restored',
} as const;

/**
 * How the chain of custody names a change of the object; undefined if there is nothing to say: it is as before, or was
 * intact when it was compared first.
 */
export function changeOf(former: StoredObject, found: StoredObject) {
  if (former === found || found === 'unchecked' || (former === 'unchecked' && found === 'intact')) return undefined;
  return ENTRY_KINDS[found];
}
