import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findLooseEnds } from '../check-supply-chain.ts';

const RULES = {
  allowed: new Set(['MIT', 'ISC', '(ISC AND MIT)']),
  exceptions: { 'css@1.0.0': { licence: 'MPL-2.0', reason: 'in tests only' } },
};
const INTEGRITY = 'sha512-AAAA';
const PG = { version: '8.0.0', integrity: INTEGRITY, license: 'MIT' };
const CSS = { version: '1.0.0', integrity: INTEGRITY, license: 'MPL-2.0' };
const ADVICE =
  'take another package, or write an exception with its reason into scripts/supply-chain/allowed-licences.ts';

interface Planted {
  /** Entries of the lockfile on top of valid ones; undefined removes one. */
  readonly packages?: Record<string, object | undefined>;
  /** Parts of files on top of valid ones. */
  readonly manifests?: Record<string, object>;
  readonly lockfileVersion?: number;
}

/** The findings in a small repository that is valid except for these changes. */
function foundWith({ packages = {}, manifests = {}, lockfileVersion = 3 }: Planted): string[] {
  const root = mkdtempSync(join(tmpdir(), 'supply-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const files: Record<string, object> = {
    'package.json': { name: 'root', workspaces: ['packages/*'], dependencies: { pg: '8.0.0' } },
    'packages/ledger/package.json': { name: '@safe-community/ledger', devDependencies: { css: '1.0.0-rc.1+linux' } },
    'package-lock.json': {
      lockfileVersion,
      packages: {
        '': { name: 'root' },
        'packages/ledger': { version: '0.1.0' },
        'node_modules/@safe-community/ledger': { resolved: 'packages/ledger', link: true },
        'node_modules/pg': PG,
        'node_modules/css': CSS,
        ...packages,
      },
    },
  };
  for (const [path, more] of Object.entries(manifests)) files[path] = { ...files[path], ...more };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }
  return findLooseEnds(root, RULES);
}

it('finds nothing when every rule holds', () => {
  expect(foundWith({})).toEqual([]);
});

it('rejects a lockfile of another format', () => {
  expect(() => foundWith({ lockfileVersion: 2 })).toThrow('package-lock.json has format 2, and 3 is understood');
});

describe('the lockfile', () => {
  it.each([
    ['no hash', { version: '8.0.0', license: 'MIT' }],
    ['a weak hash', { ...PG, integrity: 'sha1-AAAA' }],
  ])('requires a strong hash for each package: %s', (_, entry) => {
    expect(foundWith({ packages: { 'node_modules/css/node_modules/pg': entry } })).toEqual([
      'package-lock.json: node_modules/css/node_modules/pg has no sha512 hash; install it from a registry, not from an address or a folder',
    ]);
  });

  it('contains no registry address, and a password in it is not repeated', () => {
    const resolved = 'https://user:secret@registry.example/pg.tgz';
    expect(foundWith({ packages: { 'node_modules/pg': { ...PG, resolved } } })).toEqual([
      'package-lock.json: node_modules/pg is tied to registry.example; remove its line "resolved"',
    ]);
  });
});

describe('install scripts', () => {
  const packages = { 'node_modules/pg': { ...PG, hasInstallScript: true } };

  it.each([true, false])('require a decision, either way: %s', (isAllowed) => {
    expect(foundWith({ packages, manifests: { 'package.json': { allowScripts: { pg: isAllowed } } } })).toEqual([]);
  });

  it('are reported without a decision', () => {
    expect(foundWith({ packages })).toEqual([
      'package.json: pg 8.0.0 runs a script when it is installed; read it, then set it to true or false in "allowScripts"',
    ]);
  });

  it.each(['css', 'gone'])('cannot be allowed for a package without one: %s', (name) => {
    expect(foundWith({ manifests: { 'package.json': { allowScripts: { [name]: true } } } })).toEqual([
      `package.json: "allowScripts" names ${name}, which has no such script here; remove it`,
    ]);
  });
});

describe('versions', () => {
  it.each(['^8.0.0', '~8.0.0', '8', '8.0', '*', 'latest', '>=8.0.0', 'github:brianc/node-postgres', 'file:../pg'])(
    'are exact, and %s is not',
    (version) => {
      for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
        const file = 'packages/ledger/package.json';
        expect(foundWith({ manifests: { [file]: { [kind]: { pg: version } } } })).toEqual([
          `${file}: ${kind} wants pg ${version}; write one exact version, such as 1.2.3`,
        ]);
      }
    },
  );
});

describe('licences', () => {
  const licensed = (license?: string) => ({ packages: { 'node_modules/pg': { ...PG, license } } });

  it.each(['ISC', '(ISC AND MIT)'])('may be %s', (license) => {
    expect(foundWith(licensed(license))).toEqual([]);
  });

  it.each(['GPL-3.0-only', 'GPL-3.0-only OR MIT', 'SEE LICENSE IN LICENSE.md'])('may not be %s', (license) => {
    expect(foundWith(licensed(license))).toEqual([`pg@8.0.0 is under ${license}; ${ADVICE}`]);
  });

  it('are those of the installed package if the lockfile names none', () => {
    const installed = (license: string) => ({
      ...licensed(),
      manifests: { 'node_modules/pg/package.json': { license } },
    });
    expect(foundWith(installed('MIT'))).toEqual([]);
    expect(foundWith(installed('GPL-3.0-only'))).toEqual([`pg@8.0.0 is under GPL-3.0-only; ${ADVICE}`]);
    expect(foundWith(licensed())).toEqual([`pg@8.0.0 names no licence (node_modules/pg); ${ADVICE}`]);
  });

  it('may be named in the former way, as a list of one', () => {
    const installed = (licenses: unknown) => ({
      ...licensed(),
      manifests: { 'node_modules/pg/package.json': { licenses } },
    });
    expect(foundWith(installed([{ type: 'MIT' }]))).toEqual([]);
    expect(foundWith(installed([{ type: 'GPL-3.0-only' }]))).toEqual([`pg@8.0.0 is under GPL-3.0-only; ${ADVICE}`]);
    const none = [`pg@8.0.0 names no licence (node_modules/pg); ${ADVICE}`];
    expect(foundWith(installed([{ type: 'MIT' }, { type: 'GPL-3.0-only' }]))).toEqual(none);
    expect(foundWith(installed('MIT'))).toEqual(none);
  });

  it('are those of the actual package, whatever alias it is installed under', () => {
    const packages = { 'node_modules/alias': { ...PG, name: 'pg', license: 'GPL-3.0-only' } };
    expect(foundWith({ packages })).toEqual([`pg@8.0.0 is under GPL-3.0-only; ${ADVICE}`]);
  });

  it('are excepted for a single version and a single licence', () => {
    const idle = 'scripts/supply-chain/allowed-licences.ts: css@1.0.0 needs no exception any more; remove it';
    const css = (more: object) => ({ packages: { 'node_modules/css': { ...CSS, ...more } } });
    expect(foundWith(css({ version: '1.0.1' }))).toEqual([`css@1.0.1 is under MPL-2.0; ${ADVICE}`, idle]);
    expect(foundWith(css({ license: 'GPL-3.0-only' }))).toEqual([`css@1.0.0 is under GPL-3.0-only; ${ADVICE}`, idle]);
    expect(foundWith({ packages: { 'node_modules/css': undefined } })).toEqual([idle]);
  });
});
