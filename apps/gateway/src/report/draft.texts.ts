import type { Language } from '../site/module.ts';

const UK = {
  why: 'Щоб не втратити введене, якщо зникне мережа або закриється вкладка, можна зберегти чернетку: що сталося, де й подробиці. Імені й телефону в ній не буде. Вона лишиться тільки в цьому браузері, не довше доби, і її зможе відкрити кожен, хто ним користується. На чужому чи спільному пристрої не зберігайте її.',
  keep: 'Зберегти чернетку в цьому браузері',
  kept: 'Чернетку збережено. Подальші зміни в цих полях зберігатимуться автоматично.',
  remove: 'Видалити чернетку',
  removed: 'Чернетку видалено.',
  replaces: 'У цьому браузері вже є чернетка іншого повідомлення. Нова її замінить.',
  failed: 'Браузер не дозволив зберегти чернетку.',
  offer: 'У цьому браузері є чернетка повідомлення',
  until: 'Продовжити її можна до',
  resume: 'Продовжити чернетку',
};

const EN: typeof UK = {
  why: 'So that you do not lose what you typed if the network goes or the tab is closed, you can keep a draft: what happened, where, and the details. Your name and phone are not in it. It stays in this browser only, for a day at most, and anyone who uses this browser can open it. Do not keep one on a device that you share or that is not yours.',
  keep: 'Keep a draft in this browser',
  kept: 'The draft is kept. Further changes in these fields are kept as you type.',
  remove: 'Delete the draft',
  removed: 'The draft was deleted.',
  replaces: 'This browser has a draft of another report already. A new one replaces it.',
  failed: 'The browser did not allow the draft to be kept.',
  offer: 'This browser has a draft of a report',
  until: 'You can continue it until',
  resume: 'Continue your draft',
};

export const DRAFT_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
