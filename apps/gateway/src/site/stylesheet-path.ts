import { hash } from 'node:crypto';
import { STYLESHEET } from './stylesheet.ts';

const digest = hash('sha256', STYLESHEET).slice(0, 16);

/** The address names the content, so that browsers may keep it for ever. */
export const STYLESHEET_PATH = `/assets/site-${digest}.css`;
