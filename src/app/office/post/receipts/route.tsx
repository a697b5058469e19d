import { type ReceiptResult, readReceipts, recordReceipts } from '#features/service/commands.ts';
import { receiptsRecorded } from '#features/service/queries.ts';
import { EMS_OUTCOMES } from '#law/regimes/words.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { LineResult } from '#ui/portal-pages/office/line-results.tsx';
import { ReceiptsPage, type ReceiptsPageProps } from '#ui/portal-pages/office/receipts-page.tsx';
import { csvIn } from '../../../_portal/csv-upload.ts';
import { officeOfPerson } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { textIn } from '../../../_site/form-fields.ts';
import { servedName } from '../served-name.ts';

const SHOWN = 30;
const OUTCOMES = Object.entries<string>(EMS_OUTCOMES).map(([value, label]) => ({ value, label }));

function outcomeName(outcome: string | null): string {
  return OUTCOMES.find(({ value }) => value === outcome)?.label ?? outcome ?? '';
}

type Asked = Partial<Pick<ReceiptsPageProps, 'typed' | 'refused' | 'fileError' | 'results'>>;

async function shown(visit: PortalVisit<unknown>, asked: Asked): Promise<PortalAnswer> {
  const { pool, person, url, today, csrf } = visit;
  const recorded = await receiptsRecorded(pool, { scope: officeOfPerson(person).division, limit: SHOWN });
  const kept = (name: string, otherwise: string) => url.searchParams.get(name) ?? otherwise;
  return {
    title: '登记邮寄回执',
    place: '/office/post/receipts',
    status: asked.refused === undefined && asked.fileError === undefined ? 200 : 422,
    page: (
      <ReceiptsPage
        csrf={csrf}
        today={today}
        mayRecord={person.held.role === 'handler'}
        typed={asked.typed ?? { waybill: '', outcome: kept('outcome', 'signed'), on: kept('on', today), signedBy: '' }}
        outcomes={OUTCOMES}
        refused={asked.refused}
        fileError={asked.fileError}
        results={asked.results ?? []}
        recorded={recorded.map((each) => ({
          key: each.attempt,
          caseId: each.caseId,
          waybill: each.waybill ?? '—',
          enterprise: each.enterprise,
          document: servedName(each.documentKind),
          outcome: outcomeName(each.outcome),
          on: each.on ?? '',
          servedOn: each.servedOn,
          by: each.by,
          at: minuteOf(each.recordedAt),
        }))}
      />
    ),
  };
}

function resultWords(result: ReceiptResult): string {
  switch (result.outcome) {
    case 'recorded':
      return result.servedOn === null ? '已登记，尚未送达' : `已登记，${result.servedOn} 送达`;
    case 'already':
      return '此前已登记，没有变化';
    case 'refused':
      return result.reason;
  }
}

export const { GET, POST } = portalRoute('/office/post/receipts', (visit) => shown(visit, {}), {
  scan: async (visit, form) => {
    const text = (name: string) => textIn(form, name).trim();
    const typed = {
      waybill: text('waybill').toUpperCase(),
      outcome: text('outcome'),
      on: text('on'),
      signedBy: text('signedBy'),
    };
    const refuse = (field: 'waybill' | 'on' | 'outcome', why: string) =>
      shown(visit, { typed, refused: { field, text: why } });
    if (typed.waybill === '') return refuse('waybill', '请扫描或者输入邮件号。');
    if (typed.on === '') return refuse('on', '请填写结果日期。');
    const { signedBy, ...receipt } = typed;
    const outcome = await recordReceipts(visit.pool, {
      receipts: [{ ...receipt, ...(signedBy === '' ? {} : { signedBy }) }],
      actor: { name: visit.person.name, role: 'city' },
      recordedAt: visit.now,
    });
    if (!outcome.ok) return refuse('outcome', outcome.reason);
    const [result] = outcome.results;
    if (result === undefined) return refuse('waybill', '没有登记，请重新扫描。');
    if (result.outcome === 'refused') return refuse(/日期/.test(result.reason) ? 'on' : 'waybill', result.reason);
    const query = new URLSearchParams({ outcome: typed.outcome, on: typed.on });
    return {
      to: `/office/post/receipts?${query}`,
      notice: { kind: 'done', text: `${typed.waybill}：${resultWords(result)}。` },
    };
  },
  import: async (visit, form) => {
    const file = await csvIn(form);
    if ('problem' in file) return shown(visit, { fileError: file.problem });
    const read = readReceipts(file.bytes);
    if ('problem' in read) return shown(visit, { fileError: read.problem });
    if (read.receipts.length + read.refused.length === 0) return shown(visit, { fileError: '文件中没有回执。' });
    const outcome = await recordReceipts(visit.pool, {
      receipts: read.receipts.map(({ line: _line, ...receipt }) => receipt),
      actor: { name: visit.person.name, role: 'city' },
      recordedAt: visit.now,
    });
    if (!outcome.ok) return shown(visit, { fileError: outcome.reason });
    const results: LineResult[] = [
      ...read.refused.map(({ line, reason }) => ({
        key: `line-${line}`,
        what: `第 ${line} 行`,
        result: reason,
        failed: true,
      })),
      ...outcome.results.map((result, at) => ({
        key: `row-${at}`,
        what: `第 ${read.receipts[at]?.line ?? at} 行 ${result.waybill}`,
        result: resultWords(result),
        failed: result.outcome === 'refused',
      })),
    ];
    return shown(visit, { results });
  },
});
