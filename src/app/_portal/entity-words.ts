/** Kinds of data that are imported. */
const ENTITIES: Readonly<Record<string, string>> = {
  enterprises: '企业',
  qualifications: '资质',
  registrations: '注册人员',
  projects: '项目',
};

export const ENTITY_OPTIONS = Object.entries(ENTITIES).map(([value, label]) => ({ value, label }));

export function entityWord(entity: string): string {
  return ENTITIES[entity] ?? entity;
}
