import { exportQuarantine } from '#features/intake/queries.ts';
import { entitySchema } from '#features/intake/schema.ts';
import { recordAudit } from '#platform/audit.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { queryOf } from '../../../_portal/asked.ts';
import { entityWord } from '../../../_portal/entity-words.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';

/** Waiting rows of one kind, to be corrected in a spreadsheet; ID numbers stay masked. */
export const { GET, POST } = portalRoute('/province/quarantine/export', async ({ pool, url, person, now }) => {
  const entity = entitySchema.safeParse(queryOf(url)('entity'));
  if (!entity.success) throw new ProblemError('not-found', '请从隔离区选择要导出的数据种类。');
  let text = '';
  for await (const part of exportQuarantine(pool, entity.data, identityKeys())) text += part;
  if (person.seenAs === null) {
    await recordAudit(pool, {
      at: now,
      actor: person.name,
      action: 'export-quarantine',
      subject: `quarantine:${entity.data}`,
    });
  }
  return { name: `隔离区 ${entityWord(entity.data)}.csv`, type: 'text/csv; charset=utf-8', file: text };
});
