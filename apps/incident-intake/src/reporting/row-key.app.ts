import { createHash } from 'node:crypto';
import type { RequestKey, Sender } from '@safe-community/ledger';
import { v5 as uuidOfName } from 'uuid';

/** Any UUID will do as long as it stays: ids of rows are derived from it. */
const ROW_IDS = '6f0a3c1e-5d0b-4a53-9a53-2f6f7f1f8a11';

/** A row is known by its id in its source, whoever sends it and how often. */
export function rowKey(sourceSystem: string, externalId: string, content: Uint8Array, by: Sender): RequestKey {
  return {
    caller: sourceOf(sourceSystem),
    requestId: rowId(sourceSystem, externalId),
    method: 'import-row',
    digest: createHash('sha256').update(content).digest(),
    by,
  };
}

/** In place of the calling system: any may send the rows of a source. */
export function sourceOf(sourceSystem: string): string {
  return `source:${sourceSystem}`;
}

export function rowId(sourceSystem: string, externalId: string): string {
  return uuidOfName(`${sourceSystem}/${externalId}`, ROW_IDS);
}

/** What is kept as the answer to a row: the id of its incident. */
export const ROW_ANSWER = {
  encode: (incidentId: string): Uint8Array => Buffer.from(incidentId),
  decode: (answer: Uint8Array): string => Buffer.from(answer).toString(),
};
