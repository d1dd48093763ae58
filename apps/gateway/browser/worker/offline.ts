/** What the browser keeps for the time without a network. The gateway writes it in front of the code of the worker. */
export interface Offline {
  /** Names the content: another release has another cache. */
  readonly cache: string;
  /** In Ukrainian and English, each with the tag of its content. */
  readonly pages: Readonly<Record<'uk' | 'en', { readonly path: string; readonly tag: string }>>;
  /** Stylesheet, scripts, and icon of these pages. */
  readonly files: readonly string[];
}

interface Asked {
  readonly method: string;
  /** "navigate" for a page that a person opens. */
  readonly mode: string;
  readonly path: string;
}

/**
 * The page to show if the network fails, or the file that the browser has. Undefined for all else, with which the worker
 * has nothing to do: what is sent, most of all.
 */
export function keptFor({ pages, files }: Offline, { method, mode, path }: Asked): KeptAnswer | undefined {
  if (method !== 'GET') return undefined;
  if (mode === 'navigate') return { page: pages[/^\/en(\/|$)/.test(path) ? 'en' : 'uk'].path };
  return files.includes(path) ? { file: path } : undefined;
}

type KeptAnswer = { readonly page: string } | { readonly file: string };

/** Whether an answer has the content that this worker belongs to: during a release, replicas differ. */
export function isSameContent(etag: string | null, tag: string): boolean {
  // A proxy that compresses makes the tag a weak one.
  return etag?.replace(/^W\//, '') === tag;
}
