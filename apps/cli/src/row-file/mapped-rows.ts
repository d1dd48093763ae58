import { rowIds } from '@safe-community/incident-mapping';
import { brokenRecord, type ParserOf } from './import-row-file.ts';
import type { Mapping } from './mapping.ts';
import { say, type Text } from '../terminal/language.ts';

/** A row by the fields of its mapping. */
export interface MappedRow {
  readonly line: number;
  /** The external id of the row; without one, an id of its content. */
  readonly externalId: string;
  readonly cell: (field: string) => string;
  /** A cell as a value. Undefined if it is empty, or if it is not of this form: then the row is rejected. */
  readonly read: <T>(field: string, readText: (text: string) => T | undefined, form: Text) => T | undefined;
}

/** Reads the rows below a header line. A row without an external id is identified by its content. */
export function mappedRows<Row>(mapping: Mapping, toRow: (row: MappedRow) => Row): ParserOf<Row> {
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
      const read = <T>(field: string, readText: (text: string) => T | undefined, form: Text): T | undefined => {
        const text = cell(field);
        const value = text === '' ? undefined : readText(text);
        if (text !== '' && value === undefined)
          reasons.push(
            say({ uk: `${field} «${text}» має бути: ${form.uk}`, en: `${field} “${text}” must be ${form.en}` }),
          );
        return value;
      };
      const row = toRow({ line, externalId: cell('external_id') || ownId, cell, read });
      return reasons.length > 0 ? { line, reasons } : { row };
    };
  };
}
