/** The mark of the site, a shield of blue over yellow: 32 wide, 36 high. */
export const MARK = `<path fill="#0057b7" d="M16 1 3 4.500V17c0 9 5.500 14.700 13 18 7.500-3.300 13-9 13-18V4.500z"/><path fill="#ffd700" d="M3 18h26c-.4 8.400-5.800 13.800-13 17-7.200-3.200-12.600-8.600-13-17z"/>`;

/** The mark alone, as a picture with a place around it that is square. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 36 36">${MARK}</svg>`;
