/** Types, maps and texts are for those who write or debug a package; they are half of what is installed. */
const FOR_DEVELOPERS = /\.(d\.[cm]?ts|map|md|markdown|tsbuildinfo)$/i;

/** Of a package of this repository, whose folders are ours to name: others keep code under such names. */
const OURS_FOR_DEVELOPERS = /^(test|scripts|tsconfig\.json|\.types|\.turbo)(\/|$)/;

/**
 * Whether a file or folder of a package has to be in an image. Licences stay: they go along with what they license.
 * @param path within the package; the package itself is the empty path.
 * @param isOurs a package of this repository
 */
export function isNeededToRun(path: string, isOurs: boolean): boolean {
  // Packages within packages are places of their own, copied when they are needed.
  if (path.split('/').includes('node_modules')) return false;
  if (/(^|\/)(licen[cs]e|notice|copying)/i.test(path)) return true;
  return !FOR_DEVELOPERS.test(path) && !(isOurs && OURS_FOR_DEVELOPERS.test(path));
}
