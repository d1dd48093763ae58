import { html } from 'hono/html';
import type { Part } from '../forms/module.ts';

/** Drawn by lines in the colour of the text; only beside words, so nobody has to guess what they mean. */
const LINES: Readonly<Record<string, Part>> = {
  pothole: html`<path d="M1 9h6l2 5 3-1 3 2 2-6h6" /><path d="M1 19h22" />`,
  street_light: html`<path d="M6 22V7a4 4 0 0 1 8 0" /><path d="M10 7h8l-2 4h-4zM3 22h6" />`,
  open_manhole: html`<ellipse cx="12" cy="16" rx="9" ry="5" /><path d="M4 8 18 3" />`,
  access_barrier: html`<circle cx="10" cy="4" r="2" /><path d="M10 8v6h6l3 6M7 11a5.5 5.5 0 1 0 7 8" />`,
  noise: html`<path d="M4 9v6h4l5 4V5L8 9z" /><path d="M16 9a4 4 0 0 1 0 6M19 6a8 8 0 0 1 0 12" />`,
  crash: html`<path d="M2 17v-4l3-5h8l4 5h5v4z" /><circle cx="7" cy="18" r="2" /><circle cx="17" cy="18" r="2" />`,
  violence_at_home: html`<path d="M3 11l9-8 9 8v10H3z" /><path d="M12 10v5M12 18v.5" />`,
};

/** Nothing for a thing without an icon. */
export function iconOf(code: string): Part {
  const lines = LINES[code];
  if (lines === undefined) return '';
  return html`<svg
    aria-hidden="true"
    width="24"
    height="24"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${lines}
  </svg>`;
}
