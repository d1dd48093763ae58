import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/former-names.tsv'));

/** A name that a settlement no longer has, but that people still type. */
export interface FormerName {
  /** KATOTTG code of the settlement. */
  readonly code: string;
  readonly name: string;
  /** Day of the act that renamed it, YYYY-MM-DD; undefined if the act was not seen. */
  readonly renamedOn: string | undefined;
  readonly source: string;
}

let read: readonly FormerName[] | undefined;

/** data/former-names.tsv, in the order of the codes. It is not complete. */
export function formerNames(): readonly FormerName[] {
  read ??= readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('UA'))
    .map((line) => {
      const [code = '', name = '', day = '-', status, source = ''] = line.split('\t');
      return { code, name, renamedOn: status === 'confirmed' && day !== '-' ? day : undefined, source };
    });
  return read;
}
