import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';

import {
  AttributeType,
  type AttributeRule,
  type CategoryPolicy,
} from '@safe-community/contracts/incidents/v1/catalogue.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal, type AttributeForm, type Installation } from '@safe-community/domain-kit';
import { inspectMessage } from '@safe-community/grpc-kit/contracts';
import {
  checkMappedRow,
  createRowMapper,
  mapRecords,
  mergedIntoRejected,
  sentenceOf,
  type CategoryRules,
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
import type { MappingFile } from './mapping-file.ts';
import { say } from '../terminal/language.ts';
import { unreadable } from '../row-file/read-records.ts';

export interface IncidentFile extends MappingFile {
  readonly export: string;
  readonly sourceSystem: string;
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

const MAX_LINES = 5;

interface IncidentRows extends RowFile<ImportRow> {
  /** What the mapping lacks, after the rows are read. */
  findings(): Findings | undefined;
  /** Why rows are rejected, the most frequent reason first. */
  problems(): ProblemCount[];
}

/** Only moved points depend on the kind: who imports others needs no right to read the ledger. */
async function kindFor({ place }: Mapping, { incidents }: Connection['ledgers']): Promise<Installation> {
  if (place.point?.shift === undefined) return 'real';
  const { installation } = await incidents.getHead({ partition: 0 });
  return installation === InstallationKind.DEMONSTRATION ? 'demonstration' : 'real';
}

/** The rows of an export of another system, as ImportIncidents takes them. */
export async function incidentRows(
  { incidents, catalogue, ledgers }: Pick<Connection, 'incidents' | 'catalogue' | 'ledgers'>,
  incidentFile: IncidentFile,
): Promise<IncidentRows> {
  const { mapping, files, sourceSystem, check } = incidentFile;
  const { categories } = await catalogue.listCategories({ revision: 0 });
  const rules = categories.map(toRules);
  const installation = await kindFor(mapping, ledgers);
  const now = new Date();
  let mapper: RowMapper | undefined;
  const problems = new Map<string, ProblemCount>();
  return {
    file: incidentFile.export,
    delimiter: mapping.format?.delimiter ?? ',',
    ...(mapping.format === undefined ? {} : { form: mapping.format }),
    sourceSystem,
    parserOf(header) {
      const target = { header, files, catalogue: rules, installation, listColumns: true };
      const created = createRowMapper(incidentFile.adapt(mapping, header), target);
      if ('violations' in created) throw invalidMapping(incidentFile.file, created.violations);
      mapper = created;
      const rejectedLines = new Set<number>();
      const rejected = (line: number, reasons: readonly Reason[]): ParsedRow<ImportRow> => {
        rejectedLines.add(line);
        for (const reason of reasons) count(problems, reason, line);
        return { line, reasons: reasons.map(sentenceOf) };
      };
      const parsed = (mapped: MappedRow): ParsedRow<ImportRow> => {
        if (mapped.result === 'valid') {
          const { row } = mapped;
          const reasons = check ? refusedIn(row, rules, now) : [];
          return reasons.length === 0 ? { row } : rejected(row.rowNumber, reasons);
        }
        const { line } = mapped;
        if (mapped.result === 'skipped') return { skippedLine: line };
        if (mapped.result === 'rejected') return rejected(line, mapped.reasons);
        const { into } = mapped;
        return rejectedLines.has(into) ? rejected(line, [mergedIntoRejected(into)]) : { mergedLine: line, into };
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
const MAX_MERGED = 2_000_000;

async function* mapAll(
  mapper: RowMapper,
  records: AsyncIterable<CsvRecord>,
  file: string,
  parsed: (mapped: MappedRow) => ParsedRow<ImportRow>,
): AsyncGenerator<ParsedRow<ImportRow>> {
  try {
    for await (const { mapped } of mapRecords(mapper, records, MAX_MERGED)) yield parsed(mapped);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw unreadable(file, error);
  }
}

/** What the import would refuse in a row, as far as that is known without the data of the services. */
function refusedIn(row: ImportRow, rules: readonly CategoryRules[], now: Date): Reason[] {
  const broken = inspectMessage('safecommunity.incidents.v1.ImportRow', row);
  const reasons = broken.length > 0 ? broken : checkMappedRow(row, rules, now);
  // Without the index, so that what breaks a rule in many places of a row is counted once.
  const named = reasons.map((reason) => ({ ...reason, field: reason.field.replace(/^report\.|\[\d+\]/g, '') }));
  return [...new Map(named.map((reason) => [`${reason.field} ${reason.rule}`, reason])).values()];
}

function toRules({ category, attributes }: CategoryPolicy) {
  const rules = attributes.map((attribute) => ({
    name: attribute.name,
    required: attribute.required,
    values: attribute.values.map(({ value }) => value),
    form: formOf(attribute),
  }));
  return { category, attributes: rules };
}

/** Undefined for a type that this version does not know. */
function formOf({ type, values, least, most }: AttributeRule): AttributeForm | undefined {
  switch (type) {
    case AttributeType.CHOICE:
      return { type: 'choice', values };
    case AttributeType.CHOICES:
      return { type: 'choices', values };
    case AttributeType.NUMBER:
      return { type: 'number', least, most };
    case AttributeType.YES_NO:
      return { type: 'yes_no' };
    case AttributeType.CODE:
      return { type: 'code' };
    case AttributeType.EDRPOU:
      return { type: 'edrpou' };
    case AttributeType.UNSPECIFIED:
    case AttributeType.UNRECOGNIZED:
      return undefined;
  }
}

function count(problems: Map<string, ProblemCount>, { field, column, rule, text }: Reason, line: number): void {
  const name = column === undefined ? field : `${field} (${column})`;
  const said = text === '' ? say({ uk: 'порожньо', en: 'is empty' }) : rule;
  const known = problems.get(`${name} ${said}`);
  if (known === undefined) {
    const sample = shortened(text ?? '');
    problems.set(`${name} ${said}`, { field: name, rule: said, rows: 1, lines: [line], sample });
  } else {
    known.rows += 1;
    if (known.lines.length < MAX_LINES) known.lines.push(line);
  }
}

const MAX_SAMPLE = 40;

/** Without what a terminal would act upon. */
function shortened(text: string): string {
  const plain = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const characters = [...plain];
  return characters.length <= MAX_SAMPLE ? plain : `${characters.slice(0, MAX_SAMPLE).join('')}…`;
}
