import { type ReceiptResult, readReceipts, recordReceipts } from '#features/service/commands.ts';
import { receiptsRecorded } from '#features/service/queries.ts';
import { EMS_OUTCOMES } from '#law/regimes/words.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { LineResult } from '#ui/portal-pages/office/line-results.tsx';
import { type ReceiptField, ReceiptsPage, type ReceiptsPageProps } from '#ui/portal-pages/office/receipts-page.tsx';
import { csvIn } from '../../../_portal/csv-upload.ts';
import { scanOf } from '../../../_portal/evidence-in.ts';
import { officeOfPerson } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { fileIn, filesIn, textIn } from '../../../_site/form-fields.ts';
import { servedName } from '../served-name.ts';

const SHOWN = 30;
const OUTCOMES = Object.entries<string>(EMS_OUTCOMES).map(([value, label]) => ({ value, label }));

function outcomeName(outcome: string | null): string {
  return OUTCOMES.find(({ value }) => value === outcome)?.label ?? outcome ?? '';
}

type Asked = Partial<Pick<ReceiptsPageProps, 'typed' | 'refused' | 'fileError' | 'scansError' | 'results'>>;

async function shown(visit: PortalVisit<unknown>, asked: Asked): Promise<PortalAnswer> {
  const { pool, person, url, today, csrf } = visit;
  const recorded = await receiptsRecorded(pool, { scope: officeOfPerson(person).division, limit: SHOWN });
  const kept = (name: string, otherwise: string) => url.searchParams.get(name) ?? otherwise;
  return {
    title: '登记邮寄回执',
    place: '/office/post/receipts',
    status: [asked.refused, asked.fileError, asked.scansError].every((each) => each === undefined) ? 200 : 422,
    page: (
      <ReceiptsPage
        csrf={csrf}
        today={today}
        mayRecord={person.held.role === 'handler'}
        typed={
          asked.typed ?? {
            waybill: '',
            outcome: kept('outcome', 'signed'),
            on: kept('on', today),
            signedBy: '',
            relation: '',
          }
        }
        outcomes={OUTCOMES}
        refused={asked.refused}
        fileError={asked.fileError}
        scansError={asked.scansError}
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

/** Which field a refusal is about. */
function fieldOf(reason: string): ReceiptField {
  if (/扫描件/.test(reason)) return 'scan';
  if (/关系/.test(reason)) return 'relation';
  if (/签收人/.test(reason)) return 'signedBy';
  return /日期/.test(reason) ? 'on' : 'waybill';
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
      relation: text('relation'),
    };
    const refuse = (field: ReceiptField, why: string) => shown(visit, { typed, refused: { field, text: why } });
    if (typed.waybill === '') return refuse('waybill', '请扫描或者输入邮件号。');
    if (typed.on === '') return refuse('on', '请填写结果日期。');
    const file = await fileIn(form, 'scan');
    const scan = file === undefined ? undefined : scanOf(file);
    if (scan !== undefined && 'problem' in scan) return refuse('scan', scan.problem);
    const outcome = await recordReceipts(visit.pool, {
      receipts: [{ ...typed, ...(scan === undefined ? {} : { scan }) }],
      actor: { name: visit.person.name, role: 'city' },
      recordedAt: visit.now,
    });
    if (!outcome.ok) return refuse('outcome', outcome.reason);
    const [result] = outcome.results;
    if (result === undefined) return refuse('waybill', '没有登记，请重新扫描。');
    if (result.outcome === 'refused') return refuse(fieldOf(result.reason), result.reason);
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
    const scans = new Map<string, Exclude<ReturnType<typeof scanOf>, { problem: string }>>();
    for (const each of await filesIn(form, 'scans')) {
      const scan = scanOf(each);
      if ('problem' in scan) return shown(visit, { scansError: scan.problem });
      scans.set(
        each.name
          .replace(/\.[^.]*$/, '')
          .trim()
          .toUpperCase(),
        scan,
      );
    }
    const strange = [...scans.keys()].find((name) => !read.receipts.some(({ waybill }) => waybill === name));
    if (strange !== undefined) {
      return shown(visit, { scansError: `扫描件“${strange}”对应不上文件中的邮件号；扫描件应以邮件号命名。` });
    }
    const outcome = await recordReceipts(visit.pool, {
      receipts: read.receipts.map(({ line: _line, ...receipt }) => {
        const scan = scans.get(receipt.waybill);
        return { ...receipt, ...(scan === undefined ? {} : { scan }) };
      }),
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
