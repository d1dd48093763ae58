import type { Language } from './language.ts';

/** HTML that is escaped where it has to be: only the `html` template makes it. */
type Html<Escaped> = Escaped | Promise<Escaped>;

interface PageRequest {
  readonly language: Language;
  /** The value of a parameter of the path; empty if it has none of that name. */
  readonly param: (name: string) => string;
  /** The first value of a parameter of the query; empty if there is none. At most 200 characters. */
  readonly query: (name: string) => string;
}

/** What the layout puts into the document. */
export interface PageContent<Escaped> {
  /** 200 if absent. */
  readonly status?: 400 | 404 | 405 | 429 | 500 | 503;
  readonly title: string;
  readonly body: Html<Escaped>;
  /** The path and query of this page, without language: for the link to the other language. */
  readonly here: string;
}

/** A page in both languages. */
export interface Page<Escaped> {
  /** The pattern of its path, without language: "/h/:katottg". */
  readonly path: string;
  read(request: PageRequest): Promise<PageContent<Escaped>> | PageContent<Escaped>;
}
