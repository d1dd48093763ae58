/**
 * Makes of a service and of all packages that it needs a few files, as its image holds them: Node reads and resolves twenty
 * then instead of 1,500, which is more than half of a start (docs/adr/0029). Nothing is shortened or renamed, and a comment
 * tells of each module where it came from, so that a stack from production can be read.
 */
import { dirname, join, relative } from 'node:path';
import { rolldown, type InputOptions, type Plugin } from 'rolldown';

const PROGRAMS = ['main', 'migrate'];

/**
 * Writes `main.js`, `migrate.js` and `chunks/` into the folder of the app below `to`.
 * @param app its folder, such as `apps/statistics`.
 * @param to what will be the root of the image's files when they run: some modules remember where files lie.
 * @throws {Error} when something cannot be bundled, or would not find its files.
 */
export async function bundle(root: string, app: string, to: string): Promise<void> {
  const bundled = await rolldown({
    cwd: root,
    input: Object.fromEntries(PROGRAMS.map((name) => [name, `${app}/src/${name}.ts`])),
    platform: 'node',
    plugins: [placesOfFiles(root, to)],
    onLog: failOnWarning,
  });
  try {
    await bundled.write({
      dir: join(to, app),
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

/**
 * A bundle lies elsewhere than the modules in it, and some of those read files beside themselves. Those of others are told
 * where they would be; ours ask for such files by the name of their package.
 */
function placesOfFiles(root: string, to: string): Plugin {
  return {
    name: 'places-of-files',
    transform(code, id) {
      const place = relative(root, dirname(id));
      if (place.startsWith('node_modules')) return code.replaceAll(/\b__dirname\b/g, JSON.stringify(join(to, place)));
      if (/^(apps|packages)\//.test(place) && /\bimport\.meta\.(url|dirname|filename)\b/.test(code)) {
        throw new Error(
          `${id} looks for files beside itself: import.meta.resolve finds them by the name of the package`,
        );
      }
      return null;
    },
  };
}

/** What is only warned of here, such as an import that leads nowhere, would be missed when it runs. */
const failOnWarning: NonNullable<InputOptions['onLog']> = (level, { message }) => {
  if (level === 'warn') throw new Error(message);
};
