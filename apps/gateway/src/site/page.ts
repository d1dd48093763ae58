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

/** A form that was sent to the page it stands on. */
export interface FormRequest extends PageRequest {
  /** The first value of a field; empty if there is none. */
  readonly field: (name: string) => string;
  readonly fields: (name: string) => readonly string[];
}

/** What the layout puts into the document. */
export interface PageContent<Escaped> {
  /** The people, cameras, and incidents are invented: every page says so once. */
  readonly isDemonstration?: boolean;
  /** 200 if absent. */
  readonly status?: PageStatus;
  /** The page belongs to one visitor: neither the browser nor a proxy may keep it. */
  readonly isPersonal?: boolean;
  /** Something has to be corrected: the title says so, because screen readers read it first. */
  readonly isInvalid?: boolean;
  /**
   * A script may keep or offer a draft here. If absent, pages of everyone may: they delete one that is too old. Pages of
   * sensitive reports may not.
   */
  readonly mayKeepDraft?: boolean;
  readonly title: string;
  /** The heading of the first level, if it is not the title. */
  readonly heading?: string;
  /** What stands with the heading on a ground of its own. */
  readonly hero?: Html<Escaped>;
  readonly body: Html<Escaped>;
  /** The path and query of this page, without language: for the link to the other language. */
  readonly here: string;
  /** In place of that link: a form that asks for this page in the other language with what was answered so far. */
  readonly languageForm?: Html<Escaped> | undefined;
}

type PageStatus = 400 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500 | 503;

/**
 * The answer to a form is at an address of its own, so that Back and reload never send the form again. A path with its
 * query, without language.
 */
export interface SeeOther {
  readonly seeOther: string;
}

type FormAnswer<Escaped> = PageContent<Escaped> | SeeOther;

/** A page in both languages. */
export interface Page<Escaped> {
  /** The pattern of its path, without language: "/h/:katottg". */
  readonly path: string;
  /** It leads somebody in danger to help, and asks services for nothing of its own: reading it is refused at no rate. */
  readonly isNeverLimited?: boolean;
  /**
   * The one form that other sites and programs may send here, known by a field of this value, also as multipart/form-data.
   * Only for what a secret of the address permits.
   */
  readonly takesFromOutside?: { readonly field: string; readonly value: string };
  read(request: PageRequest): Promise<PageContent<Escaped>> | PageContent<Escaped>;
  /** Answers a form of this page; without it, nothing can be sent here. Its answer is never kept. */
  submit?(request: FormRequest): Promise<FormAnswer<Escaped>> | FormAnswer<Escaped>;
}
