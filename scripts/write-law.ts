/**
 * Writes the tables of docs/law.md from the rules that the migrations store. The text above the mark is written by people,
 * everything below it by this script.
 *
 *   node scripts/write-law.ts          writes the tables
 *   node scripts/write-law.ts --check  writes nothing; exits with 1 if they differ
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderSections } from './law/markdown.ts';
import { rulesOfIntake } from './law/rules-of-intake.ts';
import { rulesOfRollout } from './law/rules-of-rollout.ts';

const FILE = join(import.meta.dirname, '../docs/law.md');
const MARK = '<!-- From here on: made of the delivered rules by `npm run law`. -->\n';

/** The document with its tables as they must be. */
export function lawDocument(written: string): string {
  const [byPeople = ''] = written.split(MARK);
  return `${byPeople}${MARK}\n${renderSections([...rulesOfIntake(), ...rulesOfRollout()])}`;
}

function write(): void {
  const written = readFileSync(FILE, 'utf8');
  const wanted = lawDocument(written);
  if (wanted === written) return;
  if (process.argv.includes('--check')) {
    console.error('docs/law.md is out of date. Run: npm run law');
    process.exitCode = 1;
  } else writeFileSync(FILE, wanted);
}

if (import.meta.main) write();
