import type { Violation } from '@safe-community/domain-kit';
import type { FindJoined } from './casualties.ts';
import type { Columns } from './columns.ts';
import { JoinedRows, type FurtherFile } from './further-file.ts';
import { keyText } from './row-keys.ts';
import type { Mapping } from './schema.ts';

interface JoinedFiles {
  /** Each file is joined once, however many parts of the mapping name it. */
  readonly joined: FindJoined;
  /** Rows that belong to no row of the export so far. */
  readonly unused: () => number;
}

/** Joins the rows of further files to those of the export, by the key of the mapping. */
export function joinFiles(
  mapping: Mapping,
  byName: ReadonlyMap<string, FurtherFile>,
  newColumns: (file: FurtherFile) => Columns,
  problems: Violation[],
): JoinedFiles {
  const known = new Map<string, ReturnType<FindJoined>>();
  const join: FindJoined = (name, field) => {
    const [file, form] = [byName.get(name), mapping.files?.[name]];
    if (file === undefined || form === undefined) {
      problems.push({ field, rule: `“${name}” must be one of files` });
      return undefined;
    }
    const own = newColumns(file);
    if (form.key === undefined || form.key.length !== mapping.key?.length) {
      const rule = `must name the columns that join its rows: as many as mapping.key has (${mapping.key?.length ?? 'none'})`;
      problems.push({ field: `mapping.files.${name}.key`, rule });
      return undefined;
    }
    const cellsOf = own.cells(form.key, `mapping.files.${name}.key`);
    return { columns: own, rows: new JoinedRows(file.rows, (cells) => keyText(cellsOf(cells))) };
  };
  return {
    joined(name, field) {
      if (!known.has(name)) known.set(name, join(name, field));
      return known.get(name);
    },
    unused: () => [...known.values()].reduce((sum, file) => sum + (file?.rows.unused() ?? 0), 0),
  };
}
