import type { CategoryPolicy } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal } from '@safe-community/domain-kit';
import {
  createRowMapper,
  mapRecords,
  sentenceOf,
  type CsvRecord,
  type Findings,
  type MappedRow,
  type Mapping,
  type Reason,
  type RowMapper,
} from '@safe-community/incident-mapping';
import type { Connection } from '../connection/connect-services.ts';
import type { ParsedRow, RowFile } from '../row-file/import-row-file.ts';
import { invalidMapping } from '../row-file/invalid-mapping.ts';
import { Problem } from '../terminal/problem.ts';
import type { MappingFile } from './mapping-file.ts';

export interface IncidentFile extends MappingFile {
  readonly export: string;
  readonly sourceSystem: string;
  readonly demonstration: boolean;
  /** Only read the file, send nothing. */
  readonly check: boolean;
  /** Adapts the mapping to the columns of the export. */
  readonly adapt: (mapping: Mapping, header: readonly string[]) => Mapping;
}

/** Rows that are rejected for the same reason. */
export interface ProblemCount {
  readonly field: string;
  readonly rule: string;
  rows: number;
  /** The first few. */
  readonly lines: number[];
  /** The first cell, shortened; empty if the rule is not about a text. It is for the terminal of those who have the file. */
  readonly sample: string;
}

const MOST_LINES = 5;

interface IncidentRows extends RowFile<ImportRow> {
  /** What the mapping lacks, after the rows are read. */
  findings(): Findings | undefined;
  /** Why rows are rejected, the most frequent reason first. */
  problems(): ProblemCount[];
}

/** The rows of an export of another system, as ImportIncidents takes them. */
export async function incidentRows(
  { incidents, catalogue }: Pick<Connection, 'incidents' | 'catalogue'>,
  incidentFile: IncidentFile,
): Promise<IncidentRows> {
  const { mapping, files, sourceSystem, demonstration, check } = incidentFile;
  const { categories } = await catalogue.listCategories({ revision: 0 });
  let mapper: RowMapper | undefined;
  const problems = new Map<string, ProblemCount>();
  return {
    file: incidentFile.export,
    delimiter: mapping.format?.delimiter ?? ',',
    ...(mapping.format === undefined ? {} : { form: mapping.format }),
    sourceSystem,
    parserOf(header) {
      const target = { header, files, catalogue: categories.map(toRules), demonstration, listColumns: true };
      const created = createRowMapper(incidentFile.adapt(mapping, header), target);
      if ('violations' in created) throw invalidMapping(incidentFile.file, created.violations);
      mapper = created;
      const parsed = (mapped: MappedRow): ParsedRow<ImportRow> => {
        if (mapped.result === 'valid') return { row: mapped.row };
        const { line } = mapped;
        if (mapped.result === 'skipped') return { skippedLine: line };
        if (mapped.result === 'merged') return { mergedLine: line };
        for (const reason of mapped.reasons) count(problems, reason, line);
        return { line, reasons: mapped.reasons.map(sentenceOf) };
      };
      return { all: (records) => mapAll(created, records, incidentFile.export, parsed) };
    },
    ...(check
      ? {}
      : {
          async send(header, rows) {
            const { refusedRows, ...counts } = await incidents.importIncidents({ ...header, tellRows: false }, rows);
            return { ...counts, refusedFields: refusedRows };
          },
        }),
    findings: () => mapper?.findings,
    problems: () => [...problems.values()].toSorted((a, b) => b.rows - a.rows),
  };
}

/** With rows that are merged, all of them are in memory, as those of a further file are. */
const MOST_MERGED = 2_000_000;

async function* mapAll(
  mapper: RowMapper,
  records: AsyncIterable<CsvRecord>,
  file: string,
  parsed: (mapped: MappedRow) => ParsedRow<ImportRow>,
): AsyncGenerator<ParsedRow<ImportRow>> {
  try {
    for await (const { mapped } of mapRecords(mapper, records, MOST_MERGED)) yield parsed(mapped);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Problem(`${file}: ${error.message}`);
  }
}

function toRules({ category, attributes }: CategoryPolicy) {
  const rules = attributes.map(({ name, required, values }) => ({
    name,
    required,
    values: values.map(({ value }) => value),
  }));
  return { category, attributes: rules };
}

function count(problems: Map<string, ProblemCount>, { field, column, rule, text }: Reason, line: number): void {
  const name = column === undefined ? field : `${field} (${column})`;
  const said = text === '' ? 'is empty' : rule;
  const known = problems.get(`${name} ${said}`);
  if (known === undefined) {
    const sample = shortened(text ?? '');
    problems.set(`${name} ${said}`, { field: name, rule: said, rows: 1, lines: [line], sample });
  } else {
    known.rows += 1;
    if (known.lines.length < MOST_LINES) known.lines.push(line);
  }
}

const LONGEST_SAMPLE = 40;

/** Without what a terminal would act upon. */
function shortened(text: string): string {
  const plain = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const characters = [...plain];
  return characters.length <= LONGEST_SAMPLE ? plain : `${characters.slice(0, LONGEST_SAMPLE).join('')}…`;
}
