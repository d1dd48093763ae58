/**
 * Licences (SPDX) of which each lets us use, change and pass on the code under Apache-2.0, and asks for no more than
 * that its text goes along; an expression stands here as the package writes it. Which are not here, and why:
 * docs/adr/0023-what-we-depend-on.md.
 */
export const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  '(Apache-2.0 AND BSD-3-Clause)',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

export interface LicenceException {
  /** The licence for which it was decided: with another one the exception is none. */
  readonly licence: string;
  readonly reason: string;
}

const LIGHTNINGCSS: LicenceException = {
  licence: 'MPL-2.0',
  reason: 'comes with vite, which comes with vitest: it runs in our tests, is not changed, and no service has it',
};

const AXE: LicenceException = {
  licence: 'MPL-2.0',
  reason: 'runs in the browser of our tests, is not changed, and no page and no service has it',
};

const RAILROAD: LicenceException = {
  licence: 'CC0-1.0',
  reason: 'asks for nothing; comes with nearley, by way of ajv, with the types by which manifests are checked',
};

/** By exact name and version: with the next version somebody looks again. */
export const LICENCE_EXCEPTIONS: Readonly<Record<string, LicenceException>> = {
  'axe-core@4.14.1': AXE,
  'lightningcss@1.33.0': LIGHTNINGCSS,
  'lightningcss-android-arm64@1.33.0': LIGHTNINGCSS,
  'lightningcss-darwin-arm64@1.33.0': LIGHTNINGCSS,
  'lightningcss-darwin-x64@1.33.0': LIGHTNINGCSS,
  'lightningcss-freebsd-x64@1.33.0': LIGHTNINGCSS,
  'lightningcss-linux-arm-gnueabihf@1.33.0': LIGHTNINGCSS,
  'lightningcss-linux-arm64-gnu@1.33.0': LIGHTNINGCSS,
  'lightningcss-linux-arm64-musl@1.33.0': LIGHTNINGCSS,
  'lightningcss-linux-x64-gnu@1.33.0': LIGHTNINGCSS,
  'lightningcss-linux-x64-musl@1.33.0': LIGHTNINGCSS,
  'lightningcss-win32-arm64-msvc@1.33.0': LIGHTNINGCSS,
  'lightningcss-win32-x64-msvc@1.33.0': LIGHTNINGCSS,
  'railroad-diagrams@1.0.0': RAILROAD,
};

/** By exact name and version: packages that name their licence as a list (`licenses`), which npm leaves out of the lockfile. */
export const LICENCES_OUTSIDE_LOCKFILE: Readonly<Record<string, string>> = { 'jstat@1.9.6': 'MIT' };
