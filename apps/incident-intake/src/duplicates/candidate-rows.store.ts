import { rows, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { CandidateReader } from './duplicate-ports.app.ts';
import { isSensitive } from '../catalogue/category.ts';
import { decryptPersonal as openPersonal, toListed, type IncidentRow } from '../reporting/module.ts';
import { sealedOf, type SealedColumns } from '../incident/key-columns.store.ts';
import { candidateStatement } from './candidate-statement.store.ts';

export function candidateReader(database: Database, keyring: Keyring): CandidateReader {
  return {
    async candidates(subject, area, oblastCodes) {
      const { sql, values } = candidateStatement(subject, area, oblastCodes);
      const found = await rows<CandidateRow>(database.em.fork(), sql, values);
      if (!isSensitive(subject.category)) return found.map(toListed);
      return found.map((row) => ({
        ...toListed(row),
        personal: openPersonal(keyring, row.incident_id, sealedOf(row)),
      }));
    },
  };
}

type CandidateRow = IncidentRow & SealedColumns;
