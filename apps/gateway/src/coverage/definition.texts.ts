/** What coverage is, for pages and for programs. */
export const COVERAGE_DEFINITION = {
  uk: 'Дільниці громади та ті з них, де є офіцер на службі або у відпустці. Скільки дільниць потрібно, визначає чинна норма.',
  en: 'Beats of a hromada, and those with an officer who is active or on leave. The norm that holds now says how many it needs.',
};
