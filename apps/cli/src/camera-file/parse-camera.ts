import { rowIds, type CsvRecord } from '@safe-community/incident-mapping';
import { CameraImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { brokenRecord, type ParsedRow } from '../row-file/import-row-file.ts';
import type { Mapping } from '../row-file/mapping.ts';

/** The fields that a mapping of cameras may name. */
export const CAMERA_FIELDS = {
  required: ['serial_number', 'model', 'patrol_unit_code'],
  optional: [
    'firmware_version',
    'warranty_until',
    'delivery_id',
    'registered_time',
    'officer_id',
    'issued_time',
    'external_id',
  ],
} as const;

/** Reads the rows below a header line. A row without an external id is identified by its content. */
export function cameraParser(
  mapping: Mapping,
  demonstration: boolean,
): (header: readonly string[]) => (record: CsvRecord) => ParsedRow<CameraImportRow> {
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
      const read = <T>(field: string, readText: (text: string) => T | undefined, form: string): T | undefined => {
        const text = cell(field);
        const value = text === '' ? undefined : readText(text);
        if (text !== '' && value === undefined) reasons.push(`${field} “${text}” must be ${form}`);
        return value;
      };
      const warrantyUntil = read('warranty_until', mapping.dayOf, `a day like ${mapping.dayForm}`) ?? '';
      const registeredTime = read('registered_time', mapping.timeOf, `a time like ${mapping.timeForm}`);
      const issuedTime = read('issued_time', mapping.timeOf, `a time like ${mapping.timeForm}`);
      if (reasons.length > 0) return { line, reasons };
      const row = CameraImportRow.fromPartial({
        rowNumber: line,
        externalId: cell('external_id') || ownId,
        patrolUnitCode: cell('patrol_unit_code'),
        device: {
          serialNumber: cell('serial_number'),
          model: cell('model'),
          firmwareVersion: cell('firmware_version'),
          warrantyUntil,
        },
        demonstration,
        deliveryId: cell('delivery_id'),
        registeredTime,
        officerId: cell('officer_id'),
        issuedTime,
      });
      return { row };
    };
  };
}
