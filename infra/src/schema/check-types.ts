import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../rendered/objects.ts';
import { DECLARED_HERE, moduleOfType } from './type-of.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SCRATCH = join(import.meta.dirname, '../../.types');

const OPTIONS = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2024',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: [],
  },
  include: ['*.ts'],
};

/**
 * Type errors of the objects. TypeScript compares each object with the type of its kind and finds unknown fields, wrong
 * types, values outside an enumeration, and missing fields. Each message begins with the file of the object, which is
 * its index in the list.
 */
export function typeErrors(objects: readonly KubernetesObject[]): string[] {
  mkdirSync(SCRATCH, { recursive: true });
  const folder = mkdtempSync(join(SCRATCH, 'objects-'));
  try {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(OPTIONS));
    for (const own of Object.values(DECLARED_HERE)) copyFileSync(join(import.meta.dirname, own), join(folder, own));
    for (const [index, object] of objects.entries())
      writeFileSync(join(folder, fileOf(index, object)), sourceOf(object));
    return errorsOf(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fileOf(index: number, { kind, metadata }: KubernetesObject): string {
  return `${index}.${kind}.${metadata.name}.ts`;
}

function sourceOf(object: KubernetesObject): string {
  const type = `I${object.kind}`;
  return `import type { ${type} } from '${moduleOfType(object)}';
export const object: ${type} = ${JSON.stringify(object, undefined, 1)};
`;
}

function errorsOf(folder: string): string[] {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const { stdout, status, error } = spawnSync(tsc, ['-p', '.', '--pretty', 'false'], { cwd: folder, encoding: 'utf8' });
  if (error !== undefined) throw error;
  const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
  if (status !== 0 && errors.length === 0) throw new Error(`tsc ended with ${status}: ${stdout}`);
  return errors;
}
