import type { Category } from './category.ts';

type Texts = Readonly<Record<'uk' | 'en', string>>;

export const CATEGORY_NAMES: Readonly<Record<Category, Texts>> = {
  road_crash: { uk: 'ДТП', en: 'Road crashes' },
  fire: { uk: 'Пожежі', en: 'Fires' },
  water: { uk: 'Події на воді', en: 'On water' },
  medical: { uk: 'Медична допомога', en: 'Medical' },
  domestic_violence: { uk: 'Домашнє насильство', en: 'Domestic violence' },
  school_safety: { uk: 'Безпека в школі', en: 'School safety' },
  public_order: { uk: 'Громадський порядок', en: 'Public order' },
  gas: { uk: 'Газ', en: 'Gas' },
  infrastructure: { uk: 'Інфраструктура', en: 'Infrastructure' },
  access_barrier: { uk: 'Бар’єри', en: 'Access barriers' },
  other: { uk: 'Інше', en: 'Other' },
};
