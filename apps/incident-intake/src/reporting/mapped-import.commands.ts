import { setImmediate } from 'node:timers/promises';
import {
  ImportMappedIncidentsResponse,
  MappedImportServiceService,
} from '@safe-community/contracts/incidents/v1/mapped_import_service.ts';
import { RefusedRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { attach, Refusal, type Installation, type Violation } from '@safe-community/domain-kit';
import {
  createRowMapper,
  headerOf,
  mapRecords,
  mergedIntoRejected,
  readRecords,
  ruleOf,
  type CategoryRules,
  type CsvRecord,
  type Findings,
  type FurtherFile,
  type MappedRecord,
  type Mapping,
  type RowMapper,
} from '@safe-community/incident-mapping';
import {
  fitting,
  importRows,
  importSourceOf,
  stream,
  type Bound,
  type ImportAccount,
} from '@safe-community/service-kit';
import { CATEGORIES, categoryNumber, type Catalogue } from '../catalogue/module.ts';
import { resultOf, type ImportStores } from './import.commands.ts';
import { addTo, toReceivedRow, type ReceivedRow } from './import.mapping.ts';
import type { RowResult } from './imported-row.ts';
import { examineRow, type ReportingMemory } from './take-report.ts';
import { invalidMapping, Upload } from './upload.mapping.ts';

const { importMappedIncidents: method } = MappedImportServiceService;

/**
 * Imports the file of another system by a mapping: its rows are written as ImportIncidents writes them. A check reads and
 * examines every row, and stores nothing.
 */
export const importMappedIncidents = stream(method, (bound: Bound<ImportStores>) => async (requests, call) => {
  const { memory } = bound.deps;
  const upload = new Upload(requests);
  const { checkOnly, ...header } = await upload.header();
  const source = importSourceOf(header, call);
  const mapping = await upload.mapping();
  const file = new ExportFile(upload, mapping, await upload.files(mapping), {
    catalogue: memory.catalogue,
    installation: bound.installation,
  });
  if (checkOnly) return checkRows(memory, file, bound.clock.now());
  return importRows(bound, method, call, {
    source,
    header: `${source.sourceSystem} ${upload.digest()}`,
    rows: file.rows(),
    take: (row) => resultOf({ bound, source, call }, row),
    account: new MappedImport(file),
  });
});

async function checkRows(memory: ReportingMemory, file: ExportFile, now: Date): Promise<ImportMappedIncidentsResponse> {
  const account = new MappedImport(file);
  for await (const rows of file.rows()) {
    if (rows instanceof Refusal) throw rows;
    for (const { rowNumber, row } of rows) {
      const checked = 'violations' in row ? row : examineRow(memory, row.value, now);
      if ('violations' in checked) account.refuse(rowNumber, checked.violations);
      else account.valid += 1;
    }
  }
  const { findings } = file;
  const unmapped = (findings?.values ?? []).slice(0, MAX_UNMAPPED);
  return {
    ...account.response,
    unmapped: unmapped.map(({ field, value, rows, firstLine }) => ({ field, value, rows, firstRow: firstLine })),
    suggestion: findings?.suggestion() ?? '',
  };
}

const ROWS_PER_MESSAGE = 100;
/** The keys of all rows are in memory as long as the import runs. */
const MAX_ROWS = 500_000;
/** Rows of which some may be merged: their results are in memory until the last one is read. */
const MAX_MERGED = 50_000;
const MAX_UNMAPPED = 200;

/** The rows of an uploaded export, mapped. */
class ExportFile {
  readonly #upload: Upload;
  readonly #mapping: Mapping;
  readonly #files: readonly FurtherFile[];
  readonly #catalogue: readonly CategoryRules[];
  readonly #installation: Installation;
  findings: Findings | undefined;
  skipped = 0;
  /** Rows that are merged, by the row that they are merged into. */
  readonly merged = new Map<number, number[]>();

  constructor(
    upload: Upload,
    mapping: Mapping,
    files: readonly FurtherFile[],
    { catalogue, installation }: { readonly catalogue: Catalogue; readonly installation: Installation },
  ) {
    this.#upload = upload;
    this.#mapping = mapping;
    this.#files = files;
    this.#installation = installation;
    this.#catalogue = CATEGORIES.map((category) => ({
      category: categoryNumber(category),
      attributes: catalogue.policy(category).attributes.map((rule) => ({
        name: rule.name,
        required: rule.required,
        values: 'values' in rule ? rule.values.map(({ value }) => value) : [],
      })),
    }));
  }

  get isMerging(): boolean {
    return this.#mapping.repeated === 'merge';
  }

  /** Mapped rows, a hundred at a time. A refusal ends the import; one of the mapping comes before any row. */
  async *rows(): AsyncGenerator<readonly ReceivedRow[] | Refusal> {
    const { format = {} } = this.#mapping;
    const records = readRecords(this.#upload.export(), format);
    let batch: ReceivedRow[] = [];
    let count = 0;
    try {
      const header = await headerOf(records, format.header);
      if (header === undefined) throw invalidMapping([{ field: 'export', rule: 'must begin with a header line' }]);
      for await (const mapped of mapRecords(this.#bind(header), limited(records), MAX_MERGED)) {
        count += 1;
        const row = this.#received(mapped);
        if (row !== undefined) batch.push(row);
        if (count % ROWS_PER_MESSAGE !== 0) continue;
        yield batch;
        batch = [];
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return yield error;
    }
    if (batch.length > 0) yield batch;
  }

  #bind(header: readonly string[]): RowMapper {
    const created = createRowMapper(this.#mapping, {
      header,
      files: this.#files,
      catalogue: this.#catalogue,
      installation: this.#installation,
    });
    if ('violations' in created) throw invalidMapping(created.violations);
    this.findings = created.findings;
    return created;
  }

  #received({ mapped, digest }: MappedRecord): ReceivedRow | undefined {
    if (mapped.result === 'valid') return toReceivedRow(mapped.row);
    if (mapped.result === 'skipped') {
      this.skipped += 1;
      return undefined;
    }
    if (mapped.result === 'merged') {
      const others = this.merged.get(mapped.into);
      if (others === undefined) this.merged.set(mapped.into, [mapped.line]);
      else others.push(mapped.line);
      return undefined;
    }
    // Without the text of the cell: the response is kept.
    const violations = mapped.reasons.map((reason) => ({ field: reason.field, rule: ruleOf(reason) }));
    return { rowNumber: mapped.line, digest, row: { violations } };
  }
}

async function* limited(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord> {
  let count = 0;
  for await (const record of records) {
    count += 1;
    if (count > MAX_ROWS) throw invalidMapping([{ field: 'export', rule: `must have at most ${MAX_ROWS} rows` }]);
    // While rows are gathered, reports that wait come first.
    if (count % ROWS_PER_MESSAGE === 0) await setImmediate();
    yield record;
  }
}

/** The results of the rows so far. */
class MappedImport implements ImportAccount<RowResult, ImportMappedIncidentsResponse> {
  readonly #file: ExportFile;
  readonly #counts = { added: 0, updated: 0, alreadyKnown: 0, different: 0, refused: 0 };
  readonly #refusedRows: RefusedRow[] = [];
  readonly #differentRows: RefusedRow[] = [];
  /** Rows that were rejected, into which others may have been merged. */
  readonly #refused = new Set<number>();
  valid = 0;

  constructor(file: ExportFile) {
    this.#file = file;
  }

  get response(): ImportMappedIncidentsResponse {
    const { findings, skipped } = this.#file;
    const taken = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    const refusedRows = [...this.#refusedRows];
    let [merged, lost] = [0, 0];
    for (const [first, lines] of this.#file.merged) {
      if (!this.#refused.has(first)) merged += lines.length;
      else {
        lost += lines.length;
        for (const line of lines) addTo(refusedRows, line, [mergedIntoRejected(first)]);
      }
    }
    return {
      ...this.#counts,
      refused: this.#counts.refused + lost,
      rows: taken + skipped + merged + lost + this.valid,
      skipped,
      merged,
      valid: this.valid,
      refusedRows,
      differentRows: this.#differentRows,
      unmapped: [],
      suggestion: '',
      droppedPoints: findings?.droppedPoints ?? 0,
      unusedRows: findings?.unusedRows ?? 0,
    };
  }

  add(rowNumber: number, result: RowResult): void {
    if (result.outcome === 'refused') return this.refuse(rowNumber, result.violations);
    this.#counts[result.outcome === 'known' ? 'alreadyKnown' : result.outcome] += 1;
    if (result.outcome === 'different') addTo(this.#differentRows, rowNumber, result.violations);
  }

  refuse(rowNumber: number, violations: readonly Violation[]): void {
    this.#counts.refused += 1;
    if (this.#file.isMerging) this.#refused.add(rowNumber);
    addTo(this.#refusedRows, rowNumber, violations);
  }

  /** The refusal that ends the import, with the results before it. */
  attachedTo(refusal: Refusal): Refusal {
    const { response } = this;
    const soFar = {
      ...response,
      refusedRows: fitting(response.refusedRows, RefusedRow),
      differentRows: fitting(this.#differentRows, RefusedRow),
    };
    return attach(refusal, [{ typeUrl: RESPONSE_TYPE, value: ImportMappedIncidentsResponse.encode(soFar).finish() }]);
  }
}

const RESPONSE_TYPE = 'type.googleapis.com/safecommunity.incidents.v1.ImportMappedIncidentsResponse';
