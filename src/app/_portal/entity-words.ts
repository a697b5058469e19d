/** Kinds of data that are imported. */
const ENTITIES: Readonly<Record<string, string>> = {
  enterprises: '企业',
  qualifications: '资质',
  registrations: '注册人员',
  projects: '项目',
};

export const ENTITY_OPTIONS = Object.entries(ENTITIES).map(([value, label]) => ({ value, label }));

/** A source as it was named at the import; the names that are proposed have a word. */
const FEEDS: Readonly<Record<string, string>> = {
  file: '未注明来源',
  'national-platform': '全国平台',
  'sign-up': '企业注册',
  office: '主管部门核对证照',
};

export function feedWord(feed: string): string {
  return FEEDS[feed] ?? feed;
}

export function entityWord(entity: string): string {
  return ENTITIES[entity] ?? entity;
}
