/** A field that has to be corrected. */
export interface FieldProblem {
  /** The id of its element. */
  readonly field: string;
  /** What to do about it, for the visitor. */
  readonly text: string;
}

/** A field of one line. */
export interface LineField {
  /** Also the id of its element. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly problem?: FieldProblem | undefined;
  /** Where browsers have a field of its own for it. */
  readonly type?: 'date' | 'email' | 'text' | 'time';
  readonly inputMode?: 'email' | 'numeric' | 'tel' | 'text';
  readonly autocomplete?: string;
}

export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly problem?: FieldProblem | undefined;
}

/** A choice of one or of several. */
export interface ChoiceField {
  readonly name: string;
  readonly legend: string;
  readonly isSeveral: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly problem?: FieldProblem | undefined;
}

export function problemOf(problems: readonly FieldProblem[], field: string): FieldProblem | undefined {
  return problems.find((each) => each.field === field);
}

/**
 * A text as a form stores it: line ends of one kind, no blanks around it, no invisible characters, which phones put into
 * emoji and names.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\p{Cf}/gu, '')
    .trim();
}
