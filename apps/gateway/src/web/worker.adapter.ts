import { createHash } from 'node:crypto';
import type { Installation } from '@safe-community/domain-kit';
import {
  DRAFT_SCRIPT_PATH,
  LANGUAGES,
  pathIn,
  SCRIPT_PATH,
  STYLESHEET_PATH,
  WORKER_SCRIPT,
  type Escaped,
  type Language,
  type Page,
} from '../site/module.ts';
import { tagOf } from './answers.adapter.ts';

/** At the root, so that the worker sees every page that is opened. */
export const WORKER_PATH = '/service-worker.js';

/** The worker runs alone and asks for its files; what it may do is said here, not by the pages. */
export const WORKER_POLICY =
  "default-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const FILES = [STYLESHEET_PATH, SCRIPT_PATH, DRAFT_SCRIPT_PATH, '/favicon.ico'];

/**
 * The service worker with the content that it keeps. Any change of a kept file is another script, which browsers install.
 *
 * @param origin where visitors reach the pages; empty if that is not known.
 * @param page is shown when the network fails. Undefined makes a worker that deletes what the one before kept, and itself.
 */
export async function workerScript(
  page: Page<Escaped> | undefined,
  installation: Installation,
  origin: string,
): Promise<string> {
  if (page === undefined) return `const OFFLINE = undefined;\n${WORKER_SCRIPT}`;
  const pages = Object.fromEntries(
    await Promise.all(LANGUAGES.map((language) => keptPage(page, language, { installation, origin }))),
  );
  const digest = createHash('sha256')
    .update(JSON.stringify([pages, FILES, WORKER_SCRIPT]))
    .digest('hex')
    .slice(0, 16);
  return `const OFFLINE = ${JSON.stringify({ cache: `offline-${digest}`, pages, files: FILES })};\n${WORKER_SCRIPT}`;
}

interface Site {
  readonly installation: Installation;
  readonly origin: string;
}

async function keptPage(page: Page<Escaped>, language: Language, { installation, origin }: Site) {
  const isDemonstration = installation === 'demonstration';
  const content = await page.read({ language, param: () => '', query: () => '' });
  return [
    language,
    { path: pathIn(language, page.path), tag: await tagOf(language, { ...content, isDemonstration }, origin) },
  ] as const;
}
