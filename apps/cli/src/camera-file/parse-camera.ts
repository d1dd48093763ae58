import { CameraImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import type { ParserOf } from '../row-file/import-row-file.ts';
import { mappedRows } from '../row-file/mapped-rows.ts';
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

export function cameraParser(mapping: Mapping): ParserOf<CameraImportRow> {
  const aTime = { uk: `час, як-от ${mapping.timeForm}`, en: `a time like ${mapping.timeForm}` };
  return mappedRows(mapping, ({ line, externalId, cell, read }) =>
    CameraImportRow.fromPartial({
      rowNumber: line,
      externalId,
      patrolUnitCode: cell('patrol_unit_code'),
      device: {
        serialNumber: cell('serial_number'),
        model: cell('model'),
        firmwareVersion: cell('firmware_version'),
        warrantyUntil:
          read('warranty_until', mapping.dayOf, {
            uk: `день, як-от ${mapping.dayForm}`,
            en: `a day like ${mapping.dayForm}`,
          }) ?? '',
      },
      deliveryId: cell('delivery_id'),
      registeredTime: read('registered_time', mapping.timeOf, aTime),
      officerId: cell('officer_id'),
      issuedTime: read('issued_time', mapping.timeOf, aTime),
    }),
  );
}
