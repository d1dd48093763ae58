import { CustodyImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import type { ParserOf } from '../row-file/import-row-file.ts';
import { mappedRows } from '../row-file/mapped-rows.ts';
import type { Mapping } from '../row-file/mapping.ts';

/** The fields that a mapping of earlier holders may name. */
export const CUSTODY_FIELDS = {
  required: ['serial_number', 'model', 'officer_id', 'issued_time', 'returned_time'],
  optional: ['reason', 'external_id'],
} as const;

export function custodyParser(mapping: Mapping): ParserOf<CustodyImportRow> {
  const aTime = { uk: `час, як-от ${mapping.timeForm}`, en: `a time like ${mapping.timeForm}` };
  return mappedRows(mapping, ({ line, externalId, cell, read }) =>
    CustodyImportRow.fromPartial({
      rowNumber: line,
      externalId,
      serialNumber: cell('serial_number'),
      model: cell('model'),
      officerId: cell('officer_id'),
      issuedTime: read('issued_time', mapping.timeOf, aTime),
      returnedTime: read('returned_time', mapping.timeOf, aTime),
      reason: cell('reason'),
    }),
  );
}
