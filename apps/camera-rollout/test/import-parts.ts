import { randomUUID } from 'node:crypto';

/** The messages of an import: header, rows, end. */
export function importParts<Row>(sourceSystem: string, requestId: string = randomUUID()) {
  return {
    header: { part: { $case: 'header' as const, value: { requestId, sourceSystem } }, rows: [] as Row[] },
    message: (...rows: readonly Row[]) => ({ part: undefined, rows: [...rows] }),
    end: (rows: number) => ({ part: { $case: 'end' as const, value: { rows } }, rows: [] as Row[] }),
  };
}

export function wholeImport<Row>(sourceSystem: string, rows: readonly Row[], requestId?: string) {
  const { header, message, end } = importParts<Row>(sourceSystem, requestId);
  return [header, message(...rows), end(rows.length)];
}
