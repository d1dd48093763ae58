import { hash } from 'node:crypto';
import { DRAFT_SCRIPT, SCRIPT } from './script.ts';

/** The address names the content, so that browsers may keep it for ever. */
export const SCRIPT_PATH = pathOf('site', SCRIPT);
export const DRAFT_SCRIPT_PATH = pathOf('draft', DRAFT_SCRIPT);

function pathOf(name: string, code: string): string {
  return `/assets/${name}-${hash('sha256', code).slice(0, 16)}.js`;
}
