/** Writes "watching" to the file given, and "gone" when npm, which started it, is gone. */
import { writeFileSync } from 'node:fs';
import { watchParent } from '../../src/index.ts';

const file = process.argv[2] ?? '';
const timer = setInterval(() => undefined, 60_000);
watchParent(() => {
  writeFileSync(file, 'gone');
  clearInterval(timer);
});
writeFileSync(file, 'watching');
