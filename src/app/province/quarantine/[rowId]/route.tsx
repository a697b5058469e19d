import { dismissQuarantineRow } from '#features/intake/commands.ts';
import {
  correctionFields,
  correctionFile,
  faultWords,
  findQuarantineRow,
  type QuarantineRow,
} from '#features/intake/queries.ts';
import { askJob } from '#features/jobs/commands.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { QuarantineRowPage } from '#ui/portal-pages/province/quarantine-row-page.tsx';
import { mayAct } from '../../../_portal/access.ts';
import { numberOf, typedIn } from '../../../_portal/asked.ts';
import { entityWord, feedWord } from '../../../_portal/entity-words.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';

interface Params {
  readonly rowId: string;
}
type Visit = PortalVisit<Params>;

const ADDRESS = '/province/quarantine/[rowId]';
const nameOf = (at: number) => `field-${at}`;

async function rowIn({ pool, params }: Visit): Promise<QuarantineRow> {
  const row = await findQuarantineRow(pool, numberOf(params.rowId, '行'));
  if (row === undefined) throw new ProblemError('not-found', '隔离区没有这一行，请核对地址。');
  return row;
}

async function shown(visit: Visit, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const row = await rowIn(visit);
  const fields = correctionFields(row, identityKeys());
  const { 原文: original } = row.content;
  return {
    title: `${row.file}第 ${row.line} 行`,
    place: '/province/quarantine',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <QuarantineRowPage
        csrf={visit.csrf}
        id={row.id}
        name={`${row.file}　第 ${row.line} 行`}
        status={row.status}
        settledBy={row.settledBy}
        settledReason={row.settledReason}
        facts={[
          ['数据', entityWord(row.entity)],
          ['来源', feedWord(row.feed)],
          [
            '文件',
            <a key="file" href={`/province/imports/${row.importId}`}>
              {row.file}
            </a>,
          ],
          ['行号', `第 ${row.line} 行`],
        ]}
        field={row.field}
        reason={row.cells.length === 0 ? row.reason : row.cells.map(faultWords).join(' ')}
        fields={fields?.map((field, at) => ({ ...field, name: nameOf(at) })) ?? null}
        original={typeof original === 'string' ? original : null}
        mayAct={mayAct(ADDRESS, 'replay', visit.person.held) && visit.person.seenAs === null}
        dismissal={typedIn(form)('reason')}
        errors={errors}
      />
    ),
  };
}

/** Somebody else was first: the page of the row shows what stands now. */
function acted({ id, settledBy, status }: QuarantineRow): PortalAnswer {
  const what = status === 'dismissed' ? '已决定不再处理' : '已更正';
  const text = `这一行${settledBy === null ? '' : `由${settledBy}`}${what}，您的操作没有改变它。`;
  return { to: `/province/quarantine/${id}`, notice: { kind: 'attention', text } };
}

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit, []), {
  replay: async (visit, form) => {
    const { pool, person, now } = visit;
    const row = await rowIn(visit);
    if (row.status !== 'waiting') return acted(row);
    const typed = typedIn(form);
    const fields = correctionFields(row, identityKeys());
    if (fields === undefined) return shown(visit, [{ text: '这一行没有能分成各列，不能在此更正。' }], form);
    const corrected = fields.map(({ label }, at) => ({ label, value: typed(nameOf(at)) }));
    const file = Buffer.from(correctionFile(row.id, corrected), 'utf8');
    const by = { accountId: person.accountId, name: person.name, at: now };
    const asked = { kind: 'replay-rows', fileName: `隔离行${row.id}.csv`, row: row.id } as const;
    const { id } = await askJob(pool, asked, by, file);
    return { to: `/province/jobs/${id}` };
  },
  dismiss: async (visit, form) => {
    const { pool, person, now } = visit;
    const row = await rowIn(visit);
    if (row.status !== 'waiting') return acted(row);
    const reason = typedIn(form)('reason');
    if (reason.length < 2) return shown(visit, [{ field: 'reason', text: '请写明不再处理的理由。' }], form);
    const request = { id: row.id, by: person.name, reason };
    if (!(await dismissQuarantineRow(request, { pool, clock: { now: () => now } }))) return acted(await rowIn(visit));
    return {
      to: '/province/quarantine',
      notice: { kind: 'done', text: `${row.file}第 ${row.line} 行不再处理，理由已保存。` },
    };
  },
});
