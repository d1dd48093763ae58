import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sbomOf } from '../write-sbom.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Listed {
  readonly 'bom-ref': string;
  readonly hashes?: readonly { readonly alg: string }[];
  readonly licenses?: readonly object[];
}

/** Names and versions that package.json files request. */
function askedFor(kind: 'dependencies' | 'devDependencies', glob: string): string[] {
  const files = globSync(glob, { cwd: ROOT });
  return files.flatMap((file) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Record<string, Record<string, string>>;
    return Object.entries(manifest[kind] ?? {}).map(([name, version]) => `${name}@${version}`);
  });
}

function idsOf(components: readonly { readonly 'bom-ref': string }[]): string[] {
  return components.map((component) => component['bom-ref']);
}

it('lists all transitive runtime dependencies of the apps, and none of the tests', () => {
  const bill = sbomOf(ROOT, false);
  const ids = idsOf(bill.components);
  expect(bill.metadata.component.name).toBe('safe-community');
  expect(ids).toEqual(expect.arrayContaining(askedFor('dependencies', 'apps/*/package.json')));
  // Transitive ones, each a development dependency of some workspace as well.
  for (const name of ['pg-types', 'protobufjs', 'tslib']) expect(ids.join(' ')).toContain(` ${name}@`);
  expect(ids.filter((id) => /testkit|vitest|turbo|typescript|fault-tests/.test(id))).toEqual([]);
  const listed = new Set([...ids, bill.metadata.component['bom-ref']]);
  expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((id) => !listed.has(id))).toEqual([]);
});

it('contains the hash and the licence of each external package', () => {
  const outside = (sbomOf(ROOT, false).components as readonly Listed[]).filter(
    (component) => !component['bom-ref'].startsWith('@safe-community/'),
  );
  expect(outside.length).toBeGreaterThan(100);
  for (const { hashes, licenses } of outside) {
    expect(hashes).toMatchObject([{ alg: 'SHA-512' }]);
    expect(licenses).toHaveLength(1);
  }
});

it('with --all also lists the packages that build and test the apps', () => {
  const ids = idsOf(sbomOf(ROOT, true).components);
  expect(ids).toEqual(expect.arrayContaining(askedFor('devDependencies', '{.,apps/*,packages/*}/package.json')));
});
