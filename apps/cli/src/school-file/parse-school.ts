import type { CsvRecord } from '@safe-community/incident-mapping';
import { SchoolImportRow } from '@safe-community/contracts/incidents/v1/school.ts';
import { brokenRecord, type ParsedRow } from '../row-file/import-row-file.ts';
import type { Mapping } from '../row-file/mapping.ts';
import { say } from '../terminal/language.ts';

/** The fields that a mapping of schools may name. */
export const SCHOOL_FIELDS = {
  required: ['edrpou', 'name', 'hromada_code'],
  optional: ['settlement_code', 'latitude', 'longitude', 'closed'],
} as const;

const DEGREES = /^-?\d{1,3}([.,]\d+)?$/;

/** Reads the rows below a header line. */
export function schoolParser(
  mapping: Mapping,
): (header: readonly string[]) => (record: CsvRecord) => ParsedRow<SchoolImportRow> {
  return (header) => {
    const read = mapping.reader(header);
    return (record) => {
      const { line, cells } = record;
      const broken = brokenRecord(record, header.length);
      if (broken.length > 0) return { line, reasons: broken };
      const cell = read(cells);
      const degrees = [cell('latitude'), cell('longitude')] as const;
      const hasPoint = degrees.some((text) => text !== '');
      const closed = cell('closed');
      const reasons = [
        ...(hasPoint && !degrees.every((text) => DEGREES.test(text))
          ? [
              say({
                uk: 'latitude і longitude мають бути обидва в градусах або обидва порожні',
                en: 'latitude and longitude must both be decimal degrees, or both be empty',
              }),
            ]
          : []),
        ...(['', 'true', 'false'].includes(closed)
          ? []
          : [
              say({ uk: `closed «${closed}» має бути true або false`, en: `closed “${closed}” must be true or false` }),
            ]),
      ];
      if (reasons.length > 0) return { line, reasons };
      const [latitude, longitude] = degrees.map((text) => Number(text.replace(',', '.'))) as [number, number];
      const school = {
        // Spreadsheets drop the zeros with which older codes begin.
        edrpou: cell('edrpou').replace(/^\d{5,7}$/, (digits) => digits.padStart(8, '0')),
        name: cell('name'),
        hromadaCode: cell('hromada_code'),
        settlementCode: cell('settlement_code'),
        ...(hasPoint ? { point: { latitude, longitude } } : {}),
        closed: closed === 'true',
      };
      return { row: SchoolImportRow.fromPartial({ rowNumber: line, school }) };
    };
  };
}
