import { createHash } from 'node:crypto';
import type { RequestKey, Sender } from '@safe-community/ledger';
import { v5 as uuidOfName } from 'uuid';

/** Never changes: the ids of all rows are derived from it. */
const ROW_IDS = '6f0a3c1e-5d0b-4a53-9a53-2f6f7f1f8a11';

/** A row is identified by its source and its id there, whichever system sends it. */
export function rowKey(sourceSystem: string, externalId: string, content: Uint8Array, by: Sender): RequestKey {
  return {
    caller: sourceOf(sourceSystem),
    requestId: rowId(sourceSystem, externalId),
    method: 'import-row',
    digest: createHash('sha256').update(content).digest(),
    by,
  };
}

/** Stands for the caller: any system may send the rows of a source. */
export function sourceOf(sourceSystem: string): string {
  return `source:${sourceSystem}`;
}

export function rowId(sourceSystem: string, externalId: string): string {
  return uuidOfName(`${sourceSystem}/${externalId}`, ROW_IDS);
}

/** The stored response to a row: the id of its incident. */
export const ROW_ANSWER = {
  encode: (incidentId: string): Uint8Array => Buffer.from(incidentId),
  decode: (answer: Uint8Array): string => Buffer.from(answer).toString(),
};
