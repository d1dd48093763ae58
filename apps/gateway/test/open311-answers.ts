import { AttributeType } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import { ListCategoriesResponse } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';

/** A catalogue with one published category, whose attributes are of every type that Open311 knows. */
export const OPEN311_CATALOGUE = ListCategoriesResponse.fromPartial({
  categories: [
    {
      category: IncidentCategory.INFRASTRUCTURE,
      nameUk: 'Інфраструктура',
      nameEn: 'Infrastructure',
      published: true,
      attributes: [
        {
          name: 'infrastructure_kind',
          nameUk: 'Що пошкоджено',
          nameEn: 'What is damaged',
          type: AttributeType.CHOICE,
          required: true,
          values: [
            { value: 'road_pit', nameUk: 'Яма', nameEn: 'Pit' },
            { value: 'open_manhole', nameUk: 'Люк', nameEn: 'Manhole' },
          ],
        },
        { name: 'lit', nameUk: 'Чи світить', nameEn: 'Lit', type: AttributeType.YES_NO },
        { name: 'object_code', nameUk: 'Номер', nameEn: 'Number', type: AttributeType.CODE },
        {
          name: 'dangers',
          nameUk: 'Для кого небезпечно',
          nameEn: 'Whom it endangers',
          type: AttributeType.CHOICES,
          values: [
            { value: 'walkers', nameUk: 'Пішоходи', nameEn: 'Walkers' },
            { value: 'drivers', nameUk: 'Водії', nameEn: 'Drivers' },
          ],
        },
        { name: 'lamps', nameUk: 'Скільки', nameEn: 'How many', type: AttributeType.NUMBER, least: 1, most: 20 },
      ],
    },
    { category: IncidentCategory.FIRE, nameUk: 'Пожежа', nameEn: 'Fire', emergencyNumber: '101' },
    { category: IncidentCategory.OTHER, nameUk: 'Інше', nameEn: 'Other' },
  ],
});
