import { createHash } from 'node:crypto';
import { SCRIPT } from './script.ts';

const digest = createHash('sha256').update(SCRIPT).digest('hex').slice(0, 16);

/** The address names the content, so that browsers may keep it for ever. */
export const SCRIPT_PATH = `/assets/site-${digest}.js`;
