/** Notes from which state of proto/ the contracts are, so that `npm start` does not generate them again. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stampContracts } from './contracts.mjs';

stampContracts(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
