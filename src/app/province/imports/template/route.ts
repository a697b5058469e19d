import { templateFile } from '#features/intake/queries.ts';
import { entitySchema } from '#features/intake/schema.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { queryOf } from '../../../_portal/asked.ts';
import { entityWord } from '../../../_portal/entity-words.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';

/** The headers of one kind of data as a CSV, to be filled in with a spreadsheet. */
export const { GET, POST } = portalRoute('/province/imports/template', async ({ url }) => {
  const entity = entitySchema.safeParse(queryOf(url)('entity'));
  if (!entity.success) throw new ProblemError('not-found', '请从“导入文件”选择要下载的模板。');
  return {
    name: `${entityWord(entity.data)}模板.csv`,
    type: 'text/csv; charset=utf-8',
    file: templateFile(entity.data),
  };
});
