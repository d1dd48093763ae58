/**
 * Bundles a service and all packages that it needs into a few files for its image: Node reads and resolves twenty
 * then instead of 1,500, which is more than half of a start (docs/adr/0026). Nothing is shortened or renamed, and a comment
 * names the origin of each module, so that a stack trace from production is readable.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { rolldown, type InputOptions, type Plugin } from 'rolldown';

/** The gateway has no database to migrate. */
const PROGRAMS = ['main', 'migrate'];

/**
 * Writes `main.js`, `migrate.js` and `chunks/`, by default into the folder of the app below `to`.
 * @param app its folder, such as `apps/statistics`.
 * @param to what will be the root of the image's files when they run: some modules remember where files lie.
 * @param folder where the bundle is written.
 * @param programs their paths by name, such as "main".
 * @throws {Error} when something cannot be bundled, or would not find its files.
 */
export async function bundle(
  root: string,
  app: string,
  to: string,
  folder = join(to, app),
  programs = programsOf(root, app),
): Promise<void> {
  const bundled = await rolldown({
    cwd: root,
    input: programs,
    platform: 'node',
    plugins: [placesOfFiles(root, to), asciiOnly],
    onLog: failOnWarning,
  });
  try {
    await bundled.write({
      dir: folder,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      comments: { legal: true, annotation: false, jsdoc: false },
      // Errors are logged by the names of their classes.
      keepNames: true,
    });
  } finally {
    await bundled.close();
  }
}

function programsOf(root: string, app: string): Record<string, string> {
  const places = PROGRAMS.map((name) => [name, `${app}/src/${name}.ts`] as const);
  return Object.fromEntries(places.filter(([, place]) => existsSync(join(root, place))));
}

/**
 * A bundle lies in another folder than its modules, and some modules read files beside themselves. Third-party modules get
 * their original path; ours find such files by the name of their package.
 */
function placesOfFiles(root: string, to: string): Plugin {
  return {
    name: 'places-of-files',
    transform(code, id) {
      const place = relative(root, dirname(id));
      if (place.includes('node_modules')) return code.replaceAll(/\b__dirname\b/g, JSON.stringify(join(to, place)));
      if (/^(apps|packages)\//.test(place) && /\bimport\.meta\.(url|dirname|filename)\b/.test(code)) {
        throw new Error(`${id} looks for files beside itself: use import.meta.resolve with the name of the package`);
      }
      return null;
    },
  };
}

/**
 * Node keeps the text of a program in memory, a byte for each character where all of them are ASCII, and else two: 5 MB for
 * one letter of Ukrainian. So those are written by their numbers.
 */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  // The very end: what comes after renderChunk writes letters again.
  generateBundle(_options, files) {
    for (const file of Object.values(files)) if (file.type === 'chunk') file.code = inAscii(file.code);
  },
};

/** The same program. Not every text with a backslash before a letter means the same with a number in its place. */
function inAscii(code: string): string {
  const [lost] = /\\[\u0080-\uffff]|\bString\.raw`[^`]*[\u0080-\uffff]/.exec(code) ?? [];
  if (lost !== undefined) throw new Error(`${lost} would be another text if its letters were written by their numbers`);
  return code.replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What is only warned of here, such as an import that leads nowhere, would be missed when it runs. */
const failOnWarning: NonNullable<InputOptions['onLog']> = (level, { message }) => {
  if (level === 'warn') throw new Error(message);
};

// For tests: the bundle of an app, or of one program, which finds the files of this repository.
if (import.meta.main) {
  const [app = '', folder = '', program] = process.argv.slice(2);
  const root = join(import.meta.dirname, '../..');
  await bundle(root, app, root, folder, program === undefined ? undefined : { [basename(program, '.ts')]: program });
}
