import { readWaybills, recordWaybillRows, type WaybillResult } from '#features/service/commands.ts';
import { emsBatches, lettersOfBatch, STATUS_WORDS, sourceWords } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { BatchPage } from '#ui/portal-pages/office/batch-page.tsx';
import type { LineResult } from '#ui/portal-pages/office/line-results.tsx';
import { csvIn } from '../../../_portal/csv-upload.ts';
import { idOf, officeOfPerson } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { servedName } from '../served-name.ts';

interface Params {
  readonly batchId: string;
}

interface Asked {
  readonly refused: readonly WaybillResult[];
  readonly errors: readonly FormError[];
  readonly results: readonly LineResult[];
}

async function batchIn({ pool, person, params }: PortalVisit<Params>) {
  const id = idOf(params.batchId, '个批次');
  const [batch] = await emsBatches(pool, { scope: officeOfPerson(person).division, id, limit: 1 });
  if (batch === undefined) throw new ProblemError('not-found', '没有这个批次，或者不在本机关管辖范围内。');
  return batch;
}

async function shown(visit: PortalVisit<Params>, asked: Asked): Promise<PortalAnswer> {
  const batch = await batchIn(visit);
  const letters = await lettersOfBatch(visit.pool, batch.id);
  const wrong = asked.refused.flatMap((each) => (each.recorded ? [] : [each]));
  const placeOf = (attempt: string) => `waybill-${letters.findIndex((letter) => letter.attempt === attempt)}`;
  return {
    title: `${batch.postedOn} 交寄批次`,
    place: '/office/post',
    status: asked.errors.length + wrong.length === 0 ? 200 : 422,
    page: (
      <BatchPage
        csrf={visit.csrf}
        batchId={batch.id}
        postedOn={batch.postedOn}
        documentId={batch.documentId}
        letters={letters.map((letter) => ({
          ...letter,
          document: servedName(letter.documentKind),
          source: sourceWords(letter.addressSource),
          status: STATUS_WORDS[letter.status] ?? letter.status,
        }))}
        mayRecord={visit.person.held.role === 'handler'}
        typed={Object.fromEntries(wrong.map(({ attempt, waybill }) => [attempt, waybill]))}
        wrong={Object.fromEntries(wrong.map(({ attempt, reason }) => [attempt, reason]))}
        errors={[
          ...asked.errors,
          ...wrong.map(({ attempt, waybill, reason }) => ({ field: placeOf(attempt), text: `${waybill}：${reason}` })),
        ]}
        results={asked.results}
      />
    ),
  };
}

const NOTHING: Asked = { refused: [], errors: [], results: [] };

export const { GET, POST } = portalRoute<Params>('/office/post/[batchId]', (visit) => shown(visit, NOTHING), {
  waybills: async (visit, form) => {
    const batch = await batchIn(visit);
    const numbers = form.getAll('waybill').map(String);
    const rows = form
      .getAll('attempt')
      .map((attempt, at) => ({ attempt: String(attempt), waybill: (numbers[at] ?? '').trim() }))
      .filter(({ waybill }) => waybill !== '');
    if (rows.length === 0) return shown(visit, { ...NOTHING, errors: [{ text: '请至少填写一个邮件号。' }] });
    const results = await recordWaybillRows(visit.pool, rows, {
      name: visit.person.name,
      at: visit.now,
      batchId: batch.id,
    });
    const refused = results.filter(({ recorded }) => !recorded);
    if (refused.length > 0) return shown(visit, { ...NOTHING, refused });
    return {
      to: `/office/post/${batch.id}`,
      notice: { kind: 'done', text: `已登记 ${results.length} 个邮件号。` },
    };
  },
  import: async (visit, form) => {
    const batch = await batchIn(visit);
    const wrong = (text: string) => shown(visit, { ...NOTHING, errors: [{ field: 'file', text }] });
    const file = await csvIn(form);
    if ('problem' in file) return wrong(file.problem);
    const read = readWaybills(file.bytes);
    if ('problem' in read) return wrong(read.problem);
    if (read.rows.length + read.refused.length === 0) return wrong('文件中没有填写邮件号的行。');
    const results = await recordWaybillRows(visit.pool, read.rows, {
      name: visit.person.name,
      at: visit.now,
      batchId: batch.id,
    });
    return shown(visit, {
      ...NOTHING,
      results: [
        ...read.refused.map(({ line, reason }) => ({
          key: `line-${line}`,
          what: `第 ${line} 行`,
          result: reason,
          failed: true,
        })),
        ...results.map((each, at) => ({
          key: `row-${read.rows[at]?.line ?? at}`,
          what: `第 ${read.rows[at]?.line ?? at} 行 ${each.waybill}`,
          result: each.recorded ? '已登记' : each.reason,
          failed: !each.recorded,
        })),
      ],
    });
  },
});
