import {
  ImportIncidentsResponse,
  RefusedRow,
  RowOutcome,
  RowResult,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal, type Violation } from '@safe-community/domain-kit';
import type { RowFate } from './import-row.app.ts';

const MOST_REFUSALS = 1_000;
const MOST_RESULTS = 20_000;
const OUTCOMES = {
  added: RowOutcome.ADDED,
  known: RowOutcome.ALREADY_KNOWN,
  refused: RowOutcome.REFUSED,
} as const;

/** What became of the rows of an import so far. */
export class ImportAccount {
  readonly #tellRows: boolean;
  readonly response: ImportIncidentsResponse = ImportIncidentsResponse.create();

  constructor(tellRows: boolean) {
    this.#tellRows = tellRows;
  }

  add(rowNumber: number, fate: RowFate): void {
    const { response } = this;
    if (fate.outcome === 'refused') this.#addRefused(rowNumber, fate.violations);
    else if (fate.outcome === 'added') response.added += 1;
    else response.alreadyKnown += 1;
    if (this.#tellRows && response.rowResults.length < MOST_RESULTS) {
      const incidentId = fate.outcome === 'refused' ? '' : fate.incidentId;
      response.rowResults.push({ rowNumber, outcome: OUTCOMES[fate.outcome], incidentId });
    }
  }

  #addRefused(rowNumber: number, [first]: readonly Violation[]): void {
    const { response } = this;
    response.refused += 1;
    if (first !== undefined && response.refusedRows.length < MOST_REFUSALS) {
      response.refusedRows.push({ rowNumber, field: first.field, rule: first.rule });
    }
  }

  /** The refusal that ends the import, with what was done before it. */
  attachedTo(refusal: Refusal): Refusal {
    const { response } = this;
    const told = {
      ...response,
      refusedRows: within(MOST_LIST_BYTES, response.refusedRows, RefusedRow),
      rowResults: within(MOST_LIST_BYTES, response.rowResults, RowResult),
    };
    const value = ImportIncidentsResponse.encode(told).finish();
    const { kind, message, metadata, reason, retryAfterMs, violations } = refusal;
    return new Refusal(kind, message, {
      reason,
      violations,
      metadata,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      attached: [{ typeUrl: RESPONSE_TYPE, value }],
    });
  }
}

const RESPONSE_TYPE = 'type.googleapis.com/safecommunity.incidents.v1.ImportIncidentsResponse';
/** A refusal travels in headers, where there is room for some 5 KB: more would leave the counts out as well. */
const MOST_LIST_BYTES = 1_800;
/** Tag and length of an element. */
const ELEMENT_BYTES = 3;

/** The first elements of a list, as many as fit. */
function within<T>(most: number, list: readonly T[], type: { encode(element: T): { finish(): Uint8Array } }): T[] {
  let bytes = 0;
  const firstBeyond = list.findIndex((element) => {
    bytes += type.encode(element).finish().length + ELEMENT_BYTES;
    return bytes > most;
  });
  return list.slice(0, firstBeyond === -1 ? list.length : firstBeyond);
}
