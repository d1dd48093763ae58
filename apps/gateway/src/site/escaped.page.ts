import type { HtmlEscapedString } from 'hono/utils/html';

/** HTML in which every text is escaped. */
export type Escaped = HtmlEscapedString;
