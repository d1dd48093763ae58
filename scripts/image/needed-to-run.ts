/** Types, source maps, and documents are for developers; they are half of the installed files. */
const FOR_DEVELOPERS = /\.(d\.[cm]?ts|map|md|markdown|tsbuildinfo)$/i;

/** Tests, which are beside their subjects. */
const TEST = /\.test\.ts$/;

/** Of a package of this repository, whose folders are ours to name: others keep code under such names. */
const OURS_FOR_DEVELOPERS = /^(test|scripts|tsconfig\.json|\.types|\.turbo)(\/|$)/;

const LICENCE = /(^|\/)(licen[cs]e|notice|copying)/i;
const PROGRAM_TEXT = /\.[cm]?[jt]s$/i;

/** Contracts that packages of others load when they run: those of health and of reflection. */
const READ_OF_OTHERS = /\.proto$/;

/**
 * Whether a file of a package has to be in an image. Licences stay: they go along with what they license.
 * @param path within the package
 * @param isOurs a package of this repository
 */
export function isNeededToRun(path: string, isOurs: boolean): boolean {
  // Packages within packages are places of their own, copied when they are needed.
  if (path.split('/').includes('node_modules')) return false;
  if (LICENCE.test(path)) return true;
  return !FOR_DEVELOPERS.test(path) && !(isOurs && (OURS_FOR_DEVELOPERS.test(path) || TEST.test(path)));
}

/**
 * The same for a package that is in a bundle: what tells whose it is, and what the bundle reads when it runs.
 * @param path within the package
 * @param isOurs a package of this repository
 */
export function isNeededByBundle(path: string, isOurs: boolean): boolean {
  if (!isNeededToRun(path, isOurs)) return false;
  if (path === 'package.json' || LICENCE.test(path)) return true;
  return isOurs ? !PROGRAM_TEXT.test(path) : READ_OF_OTHERS.test(path);
}
