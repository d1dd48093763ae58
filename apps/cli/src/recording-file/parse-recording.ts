import type { CsvRecord } from '@safe-community/incident-mapping';
import { CaptureSignature, RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingImportRow } from '@safe-community/contracts/cameras/v1/recording_import_service.ts';
import { brokenRecord, type ParsedRow } from '../row-file/import-row-file.ts';
import type { Mapping } from '../row-file/mapping.ts';
import { say } from '../terminal/language.ts';

/** The fields that a mapping of recordings may name. */
export const RECORDING_FIELDS = {
  required: ['serial_number', 'model', 'start_time', 'duration', 'size_bytes', 'sha256', 'store_reference'],
  optional: [
    'officer_id',
    'category',
    'upload_time',
    'clock_offset',
    'hromada_code',
    'capture_signature',
    'external_id',
  ],
} as const;
type Field = (typeof RECORDING_FIELDS)[keyof typeof RECORDING_FIELDS][number];

const SIGNATURES: Readonly<Record<string, CaptureSignature>> = {
  '': CaptureSignature.UNSPECIFIED,
  absent: CaptureSignature.ABSENT,
  valid: CaptureSignature.VALID,
  broken: CaptureSignature.BROKEN,
};

/** Reads the rows below a header line. A row without an external id is identified by its digest. */
export function recordingParser(
  mapping: Mapping,
): (header: readonly string[]) => (record: CsvRecord) => ParsedRow<RecordingImportRow> {
  return (header) => {
    const reader = mapping.reader(header);
    return (record) => {
      const { line, cells } = record;
      const broken = brokenRecord(record, header.length);
      if (broken.length > 0) return { line, reasons: broken };
      const cell: (field: Field) => string = reader(cells);
      const reasons: string[] = [];
      const read = <T>(field: Field, readText: (text: string) => T | undefined, rule: string): T | undefined => {
        const value = readText(cell(field));
        if (value === undefined) reasons.push(`${field} “${cell(field)}” ${rule}`);
        return value;
      };
      const aTime = say({
        uk: `має бути часом, як-от ${mapping.timeForm}`,
        en: `must be a time like ${mapping.timeForm}`,
      });
      const recording = RecordingMetadata.fromPartial({
        officerId: cell('officer_id'),
        startTime: read('start_time', mapping.timeOf, aTime),
        durationMs:
          read(
            'duration',
            millisecondsOf,
            say({ uk: 'має бути в секундах або h:mm:ss', en: 'must be seconds, or h:mm:ss' }),
          ) ?? 0,
        sizeBytes:
          read(
            'size_bytes',
            bytesOf,
            say({ uk: 'має бути цілим числом байтів', en: 'must be a whole number of bytes' }),
          ) ?? 0n,
        sha256: cell('sha256').toLowerCase(),
        storeReference: cell('store_reference'),
        category: cell('category'),
        uploadTime: cell('upload_time') === '' ? undefined : read('upload_time', mapping.timeOf, aTime),
        clockOffsetMs: read('clock_offset', offsetOf, say({ uk: 'має бути в секундах', en: 'must be seconds' })) ?? 0,
        hromadaCode: cell('hromada_code'),
        captureSignature:
          read(
            'capture_signature',
            (text) => SIGNATURES[text.toLowerCase()],
            say({ uk: 'має бути absent, valid або broken', en: 'must be absent, valid or broken' }),
          ) ?? 0,
      });
      if (reasons.length > 0) return { line, reasons };
      const row = RecordingImportRow.fromPartial({
        rowNumber: line,
        externalId: cell('external_id') || recording.sha256,
        serialNumber: cell('serial_number'),
        model: cell('model'),
        recording,
      });
      return { row };
    };
  };
}

const CLOCK = /^(?<hours>\d{1,2}):(?<minutes>[0-5]\d):(?<seconds>[0-5]\d(?:\.\d{1,3})?)$/;
const SECONDS = /^\d{1,6}(?:\.\d{1,3})?$/;

function millisecondsOf(text: string): number | undefined {
  if (SECONDS.test(text)) return Math.round(Number(text) * 1_000);
  const { hours, minutes, seconds } = CLOCK.exec(text)?.groups ?? {};
  if (hours === undefined) return undefined;
  return Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
}

/** Ahead of true time; negative if the clock was behind. Nothing said is 0. */
function offsetOf(text: string): number | undefined {
  if (text === '') return 0;
  return /^[+-]?\d{1,6}(?:\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1_000) : undefined;
}

function bytesOf(text: string): bigint | undefined {
  return /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
}
