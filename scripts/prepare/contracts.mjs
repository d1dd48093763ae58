import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const GENERATED = 'packages/contracts/src/gen';
/** Beside what it tells about: an installation of packages keeps both. */
const STAMP = `${GENERATED}/made-from`;

/** Whether the generated contracts are missing or made from another state of proto/. */
export function contractsAreStale(root) {
  const stamp = join(root, STAMP);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceHash(root);
}

export async function generateContracts(root) {
  console.error('Generating the contracts from proto/ …');
  await run('npm', ['run', '--silent', 'generate'], {
    root,
    advice: 'The contracts could not be generated from proto/.',
  });
}

/** Called by `npm run generate`. */
export function stampContracts(root) {
  writeFileSync(join(root, STAMP), sourceHash(root));
}

/** Of everything that decides what is generated; the order of the files and their names count. */
function sourceHash(root) {
  const hash = createHash('sha256');
  const protos = readdirSync(join(root, 'proto'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const inPackage = readdirSync(join(root, 'packages/contracts'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(root, 'packages/contracts', entry.name));
  const tools = ['@bufbuild/buf', 'ts-proto', 'google-gax'].map((name) => `node_modules/${name}/package.json`);
  const settings = ['buf.yaml', 'buf.gen.yaml', ...tools].map((name) => join(root, name));
  for (const file of [...protos, ...inPackage, ...settings].toSorted())
    hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}
