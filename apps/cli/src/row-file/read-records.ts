import { createReadStream } from 'node:fs';
import { Refusal } from '@safe-community/domain-kit';
import { readRecords as recordsOf, type CsvRecord, type RecordForm } from '@safe-community/incident-mapping';
import { Problem } from '../terminal/problem.ts';

/**
 * Reads a CSV file record by record and skips blank lines. If the file ends inside quotes, the last record is broken.
 * Throws a Problem for a record of more than a million characters.
 */
export async function* readRecords(file: string, form: RecordForm): AsyncGenerator<CsvRecord> {
  try {
    yield* recordsOf(createReadStream(file), form);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw unreadable(file, error);
  }
}

/** A file that is refused as a whole. */
export function unreadable(file: string, { message }: Refusal): Problem {
  return new Problem({ uk: `Файл не прийнято: ${file}: ${message}`, en: `${file}: ${message}` });
}
