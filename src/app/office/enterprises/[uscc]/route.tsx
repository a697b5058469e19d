import { caseList } from '#features/casework/queries.ts';
import { contactHistory, enterpriseByUscc } from '#features/registry/queries.ts';
import { confirmationHistory } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { minuteOf } from '#ui/dates.tsx';
import { OfficeEnterprisePage } from '#ui/portal-pages/office/enterprise-page.tsx';
import { stageName } from '../../../_portal/case-words.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';
import { placeName } from '../../../_portal/portals.ts';

const MOST_CASES = 100;

function stood({ knownFrom, knownTo }: { readonly knownFrom: Date; readonly knownTo: Date | null }): string {
  return `${minuteOf(knownFrom)} 至 ${knownTo === null ? '今' : minuteOf(knownTo)}`;
}

function sourceName(source: string): string {
  return source.startsWith('enterprise:') ? '企业填报' : '数据同步';
}

export const { GET, POST } = portalRoute<{ uscc: string }>('/office/enterprises/[uscc]', async ({ pool, params }) => {
  const enterprise = await enterpriseByUscc(pool, params.uscc.toUpperCase());
  if (enterprise === undefined) throw new ProblemError('not-found', '没有这家企业，或者不在本机关管辖范围内。');
  const [contacts, confirmations, cases] = await Promise.all([
    contactHistory(pool, enterprise.id),
    confirmationHistory(pool, enterprise.id),
    caseList(pool, { text: enterprise.uscc }, { limit: MOST_CASES }),
  ]);
  return {
    title: enterprise.name,
    place: '/office/cases',
    page: (
      <OfficeEnterprisePage
        name={enterprise.name}
        uscc={enterprise.uscc}
        facts={[
          ['注册地', placeName(enterprise.divisionCode)],
          ['法定代表人', enterprise.legalRepresentative],
          ['注册地址', enterprise.address],
          ['状态', enterprise.status === 'active' ? '存续' : '已注销或者吊销'],
        ]}
        contacts={contacts.map((each) => ({
          id: each.id,
          stood: stood(each),
          reached: [each.person, each.phone, each.email, each.address].filter((one) => one !== null).join('　'),
          source: sourceName(each.source),
          note: each.note,
        }))}
        confirmations={confirmations.map((each) => ({
          id: each.id,
          stood: stood(each),
          email: each.email,
          signedBy: `${each.signedOn} ${each.signedBy}`,
          documentId: each.documentId,
          ended: each.endedBecause,
        }))}
        cases={cases.rows.map((each) => ({ ...each, stage: stageName(each.regime, each.stage) }))}
      />
    ),
  };
});
