import { emsBatches, lettersOfBatch } from '#features/service/queries.ts';
import { recordAudit } from '#platform/audit.ts';
import { csvFile } from '#platform/files/csv-writer.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf, officeOfPerson } from '../../../../_portal/office.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';
import { servedName } from '../../served-name.ts';

const HEADS = ['信函编号', '收件单位', '统一社会信用代码', '收件地址', '文书', '文号', '邮件号'];

/** The letters of a batch as a file: the numbers are filled in and it is imported again. */
export const { GET, POST } = portalRoute<{ batchId: string }>(
  '/office/post/[batchId]/letters',
  async ({ pool, person, params, now }) => {
    const id = idOf(params.batchId, '个批次');
    const [batch] = await emsBatches(pool, { scope: officeOfPerson(person).division, id, limit: 1 });
    if (batch === undefined) throw new ProblemError('not-found', '没有这个批次，或者不在本机关管辖范围内。');
    const letters = await lettersOfBatch(pool, id);
    const rows = letters.map((letter) => [
      letter.attempt,
      letter.enterprise,
      letter.uscc,
      letter.address,
      servedName(letter.documentKind),
      letter.number ?? '',
      letter.waybill ?? '',
    ]);
    // A list of enterprises leaves the platform: it is on record who took it (L3-CES1-11); a support view records nothing but itself.
    if (person.seenAs === null) {
      await recordAudit(pool, {
        at: now,
        actor: person.name,
        action: 'export',
        subject: `ems-batch:${id}`,
        content: { what: 'letters', rows: rows.length },
      });
    }
    return { file: csvFile(HEADS, rows), type: 'text/csv; charset=utf-8', name: `信函清单 ${batch.postedOn}.csv` };
  },
);
