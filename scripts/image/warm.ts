/**
 * Compiles the modules of an app into NODE_COMPILE_CACHE. Runs during the image build, in the folder of the
 * app: a replica that starts then reads instead of compiling.
 */
import { existsSync, readdirSync } from 'node:fs';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** They only define: the chunks of a service, and of the command all but its beginning. What begins to work is small. */
const DEFINING = existsSync('chunks') ? readdirSync('chunks').map((name) => `chunks/${name}`) : ['src/program.ts'];

if (getCompileCacheDir() === undefined) throw new Error('NODE_COMPILE_CACHE is not set, or cannot be written');
for (const file of DEFINING) await import(pathToFileURL(join(process.cwd(), file)).href);
flushCompileCache();
