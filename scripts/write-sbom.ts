/**
 * Writes what the services are made of, as CycloneDX 1.5: each package that comes from outside with version, licence
 * and hash, and who needs whom.
 *
 *   npm run sbom                  into sbom.cdx.json: what the apps need to run
 *   npm run sbom -- --all         into sbom-all.cdx.json: with what builds and tests them
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LICENCES_OUTSIDE_LOCKFILE } from './supply-chain/allowed-licences.ts';
import { billOf, named, withLicences, type BillOfMaterials } from './supply-chain/bill-of-materials.ts';
import { productionPackages, type Entries } from './supply-chain/production-packages.ts';

/** From package-lock.json alone: it does not matter what is installed on this machine. */
export function sbomOf(root: string, isAll: boolean): BillOfMaterials {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const { status, stdout, stderr, error } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed: ${error?.message ?? stderr}`);
  const { name, packages } = readLockfile(root);
  const whole = withLicences(named(JSON.parse(stdout) as BillOfMaterials, name), LICENCES_OUTSIDE_LOCKFILE);
  return isAll ? whole : billOf(whole, productionPackages(packages));
}

function readLockfile(root: string): { name: string; packages: Entries } {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { name: string; packages: Entries };
}

if (import.meta.main) {
  const { all } = parseArgs({ options: { all: { type: 'boolean', default: false } } }).values;
  const root = join(import.meta.dirname, '..');
  const file = all ? 'sbom-all.cdx.json' : 'sbom.cdx.json';
  const bill = sbomOf(root, all);
  writeFileSync(join(root, file), `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`${bill.components.length} packages are in ${file}`);
}
