/** Closes the menu as people expect: by Escape, and when they go on elsewhere. Without a script, its name closes it. */
export function closeMenu(menu: HTMLDetailsElement): void {
  const isOutside = (to: EventTarget | null) => to instanceof Node && !menu.contains(to);
  addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  for (const leaving of ['click', 'focusin']) {
    addEventListener(leaving, ({ target }) => {
      if (isOutside(target)) menu.open = false;
    });
  }
}
