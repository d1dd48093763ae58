import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import type { RowFile } from '../row-file/import-row-file.ts';
import { rowIds } from '../row-file/row-ids.ts';
import { findColumns, type ColumnNames } from './columns.ts';
import { parseRow, type RowRules } from './parse-row.ts';

export interface IncidentFile extends Pick<RowRules, 'names' | 'channel' | 'demonstration' | 'codeOf' | 'timeOf'> {
  readonly file: string;
  readonly delimiter: string;
  readonly names: ColumnNames;
  readonly sourceSystem: string;
}

interface IncidentRows extends RowFile<ImportRow> {
  /** Points outside Ukraine that were dropped from the rows read so far. */
  pointsLeftOut(): number;
}

/** The rows of an export of another system, as ImportIncidents takes them. */
export function incidentRows({ incidents }: Pick<Connection, 'incidents'>, incidentFile: IncidentFile): IncidentRows {
  const { file, delimiter, sourceSystem } = incidentFile;
  let pointsLeftOut = 0;
  return {
    file,
    delimiter,
    sourceSystem,
    parserOf(header) {
      const rules = { ...incidentFile, columns: findColumns(header, incidentFile.names), idOf: rowIds() };
      return (record) => {
        const parsed = parseRow(record, rules);
        if ('row' in parsed && parsed.pointLeftOut) pointsLeftOut += 1;
        return parsed;
      };
    },
    async send(header, rows) {
      const { refusedRows, ...counts } = await incidents.importIncidents({ ...header, tellRows: false }, rows);
      return { ...counts, refusedFields: refusedRows };
    },
    pointsLeftOut: () => pointsLeftOut,
  };
}
