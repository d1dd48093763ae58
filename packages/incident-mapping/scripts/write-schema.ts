/**
 * Writes the JSON schema of mapping files, for editors and other programs.
 *
 *   npm run write-schema -w @safe-community/incident-mapping
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mappingSchema } from '../src/json-schema.ts';

const FILE = join(import.meta.dirname, '../../../docs/import-mapping.schema.json');

if (import.meta.main) writeFileSync(FILE, `${JSON.stringify(mappingSchema(), null, 2)}\n`);
