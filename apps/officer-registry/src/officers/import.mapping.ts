import { hash } from 'node:crypto';
import {
  OfficerImportRow,
  RefusedOfficerField,
  type OfficerImportHeader,
} from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  ImportOfficersResponse,
  type ImportOfficersRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { attach, Refusal, type Violation } from '@safe-community/domain-kit';
import { fitting, misplaced, nextMessage, type ImportAccount } from '@safe-community/service-kit';

/** What became of a row. */
export type RowOutcome =
  | { readonly outcome: 'added' }
  | { readonly outcome: 'known' }
  | { readonly outcome: 'refused'; readonly violations: readonly Violation[] };

const NO_MESSAGE: ImportOfficersRequest = { part: undefined, rows: [] };

/** The first message of an import. */
export async function readHeader(parts: AsyncIterator<ImportOfficersRequest>): Promise<OfficerImportHeader> {
  const first = await parts.next();
  const { part, rows } = first.done === true ? NO_MESSAGE : first.value;
  if (part?.$case !== 'header' || rows.length > 0) {
    throw misplaced('the first message must be the header', 'header', 'must be alone in the first message');
  }
  return part.value;
}

/**
 * The rows of each message up to the end. A message that breaks the order or cannot be decoded, and an end that is
 * missing or counts other rows, yields a refusal. A broken stream throws.
 */
export async function* readRows(
  parts: AsyncIterator<ImportOfficersRequest>,
): AsyncGenerator<readonly ReceivedRow[] | Refusal> {
  let count = 0;
  for (;;) {
    const next = await nextMessage(parts);
    if (next instanceof Refusal) return yield next;
    if (next.done === true) return yield misplaced('the end is missing', 'end', 'must be the last message');
    const { part, rows } = next.value;
    if (part === undefined && rows.length > 0) {
      count += rows.length;
      yield rows.map(toReceivedRow);
    } else if (part?.$case === 'end' && rows.length === 0) {
      if (part.value.rows !== count) {
        yield misplaced('the end counts other rows', 'end.rows', 'must be the number of rows that were sent');
      }
      return;
    } else {
      return yield misplaced('a message has either rows or a part', 'rows', 'must be in every message up to the end');
    }
  }
}

/** A row and the digest of its content, wherever it stands in the import. */
export interface ReceivedRow extends OfficerImportRow {
  readonly digest: Buffer;
}

function toReceivedRow(row: OfficerImportRow): ReceivedRow {
  return { ...row, digest: hash('sha256', OfficerImportRow.encode({ ...row, rowNumber: 0 }).finish(), 'buffer') };
}

const MOST_REFUSED = 1_000;

/** The results of the rows so far. */
export class OfficerImport implements ImportAccount<RowOutcome, ImportOfficersResponse> {
  readonly response: ImportOfficersResponse = ImportOfficersResponse.create();

  add(rowNumber: number, result: RowOutcome): void {
    const { response } = this;
    if (result.outcome === 'added') response.added += 1;
    if (result.outcome === 'known') response.alreadyKnown += 1;
    if (result.outcome === 'refused') {
      response.refused += 1;
      const room = MOST_REFUSED - response.refusedFields.length;
      response.refusedFields.push(...result.violations.slice(0, room).map((broken) => ({ rowNumber, ...broken })));
    }
  }

  /** The refusal that ends the import, with the counts of the rows before it and the first violations. */
  attachedTo(refusal: Refusal): Refusal {
    const soFar = { ...this.response, refusedFields: fitting(this.response.refusedFields, RefusedOfficerField) };
    return attach(refusal, [{ typeUrl: RESPONSE_TYPE, value: ImportOfficersResponse.encode(soFar).finish() }]);
  }
}

const RESPONSE_TYPE = 'type.googleapis.com/safecommunity.officers.v1.ImportOfficersResponse';
