/** A piece of a document and the line, from 1, where it begins. */
export interface Piece {
  readonly line: number;
  readonly text: string;
}

export interface CodeBlock extends Piece {
  /** The first word after the fence; empty when there is none. */
  readonly language: string;
  /** The words after the language. */
  readonly note: string;
  /** The line above the fence. */
  readonly above: string;
}

export interface Markdown {
  /** Fenced code blocks without their fences. */
  readonly blocks: readonly CodeBlock[];
  /** Inline code, each with its white space as one space. */
  readonly spans: readonly Piece[];
  /** HTML comments, which readers do not see. */
  readonly comments: readonly Piece[];
}

const FENCED = /^(?<indent> *)```(?<language>[\w-]*) ?(?<note>.*)\n(?<text>[^]*?)^\k<indent>```$/gm;
const COMMENT = /<!--(?<text>[^]*?)-->/g;
const SPAN = /(?<!`)(?<ticks>`+)(?!`)(?<text>[^]*?[^`])\k<ticks>(?!`)/g;

export function parseMarkdown(markdown: string): Markdown {
  const withoutBlocks = blank(markdown, FENCED);
  return {
    blocks: [...markdown.matchAll(FENCED)].map(({ index, groups = {} }) => ({
      line: lineOf(markdown, index) + 1,
      language: groups['language'] ?? '',
      note: groups['note'] ?? '',
      text: groups['text'] ?? '',
      above: markdown.slice(0, index).trimEnd().split('\n').at(-1) ?? '',
    })),
    comments: [...withoutBlocks.matchAll(COMMENT)].map(({ index, groups = {} }) => ({
      line: lineOf(markdown, index),
      text: groups['text'] ?? '',
    })),
    spans: [...blank(withoutBlocks, COMMENT).matchAll(SPAN)].map(({ index, groups = {} }) => ({
      line: lineOf(markdown, index),
      text: (groups['text'] ?? '').replaceAll(/\s+/g, ' ').trim(),
    })),
  };
}

/** The line, from 1, of the character at `index`. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The same text with spaces instead of the matches, so that every line and column stays the same. */
function blank(text: string, pattern: RegExp): string {
  return text.replaceAll(pattern, (found) => found.replaceAll(/[^\n]/g, ' '));
}
