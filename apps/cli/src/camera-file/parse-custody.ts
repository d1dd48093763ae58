import { rowIds, type CsvRecord } from '@safe-community/incident-mapping';
import { CustodyImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { brokenRecord, type ParsedRow } from '../row-file/import-row-file.ts';
import type { Mapping } from '../row-file/mapping.ts';

/** The fields that a mapping of earlier holders may name. */
export const CUSTODY_FIELDS = {
  required: ['serial_number', 'model', 'officer_id', 'issued_time', 'returned_time'],
  optional: ['reason', 'external_id'],
} as const;

/** Reads the rows below a header line. A row without an external id is identified by its content. */
export function custodyParser(
  mapping: Mapping,
): (header: readonly string[]) => (record: CsvRecord) => ParsedRow<CustodyImportRow> {
  return (header) => {
    const reader = mapping.reader(header);
    const idOf = rowIds();
    return (record) => {
      const { line, cells } = record;
      const broken = brokenRecord(record, header.length);
      if (broken.length > 0) return { line, reasons: broken };
      const cell = reader(cells);
      // Assigned before validation, so that a corrected row does not change the ids of later ones.
      const ownId = idOf(cells);
      const reasons: string[] = [];
      const readTime = (field: string): Date | undefined => {
        const text = cell(field);
        const time = text === '' ? undefined : mapping.timeOf(text);
        if (text !== '' && time === undefined) {
          reasons.push(`${field} “${text}” must be a time like ${mapping.timeForm}`);
        }
        return time;
      };
      const [issuedTime, returnedTime] = [readTime('issued_time'), readTime('returned_time')];
      if (reasons.length > 0) return { line, reasons };
      const row = CustodyImportRow.fromPartial({
        rowNumber: line,
        externalId: cell('external_id') || ownId,
        serialNumber: cell('serial_number'),
        model: cell('model'),
        officerId: cell('officer_id'),
        issuedTime,
        returnedTime,
        reason: cell('reason'),
      });
      return { row };
    };
  };
}
