/**
 * All colours. Text has a contrast of at least 4.5 : 1 to what is behind it; lines and shapes that mean something, 3 : 1 to
 * their neighbours or a dark edge (WCAG 2.2, 1.4.3 and 1.4.11). No meaning rests on a colour alone.
 */
export const COLOUR = {
  background: '#ffffff',
  text: '#1a1a1a',
  quiet: '#4d4d4d',
  grid: '#d9d9d9',
  axis: '#595959',
  data: '#0b5394',
  interval: '#1a1a1a',
  band: '#d3e3f3',
  bandEdge: '#5a85ad',
  baseline: '#9c2f00',
  hatch: '#767676',
  border: '#4d4d4d',
} as const;

/** Of a map, from the lowest class to the highest; each has a texture as well. */
export const CLASS_FILLS = ['#f7fbff', '#c6dbef', '#85b9dc', '#3b83be', '#08306b'] as const;

export const FONT = 'Arial, Liberation Sans, Noto Sans, sans-serif';
