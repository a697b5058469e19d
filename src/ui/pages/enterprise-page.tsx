import { citationOf } from '#features/casework/queries.ts';
import type { AsOf, PublicCertificate, PublicEnterprise, PublicQualification } from '#features/registry/queries.ts';
import { isUscc } from '#law/identifiers/uscc.ts';
import { AsOfSwitch } from '../as-of-switch.tsx';
import { Day, inWords, Minute } from '../dates.tsx';
import { Facts } from '../facts.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { placeName } from '../place.ts';
import { StatusBadge } from '../status-badge.tsx';
import { Cell, GroupHead, HeadCell, Row, Rows, Table } from '../table.tsx';
import { authorityLevelWords, kindWords, restrictionWords } from '../words.ts';

export interface EnterprisePageProps {
  readonly context: PageContext;
  readonly enterprise: PublicEnterprise;
  readonly asOf: AsOf;
  readonly today: string;
  readonly firstDay: string | undefined;
}

const HEADS = ['资质', '核查结论', '标注与依据', '标注期间', '最近核查'] as const;

/** The enterprise in one sentence: what a reader came for, before the details. */
function summary(enterprise: PublicEnterprise): string {
  const all = enterprise.certificates.flatMap((each) => each.qualifications);
  const held = all.filter((each) => each.verdict !== 'ended');
  if (held.length === 0) return '登记中没有有效的资质。';
  const marked = held.filter((each) => each.case?.marked === true).length;
  const count = (verdict: PublicQualification['verdict']) => held.filter((each) => each.verdict === verdict).length;
  const parts = [
    marked > 0 ? `异常标注 ${marked} 项` : '',
    count('met') > 0 ? `达标 ${count('met')} 项` : '',
    count('undetermined') > 0 ? `待核实 ${count('undetermined')} 项` : '',
    count('unknown') > 0 ? `待核查 ${count('unknown')} 项` : '',
    count('not-assessed') > 0 ? `不比对 ${count('not-assessed')} 项` : '',
    count('no-public-warning') > 0 ? `无公开预警 ${count('no-public-warning')} 项` : '',
    count('none') > 0 ? `该日尚无核查结论 ${count('none')} 项` : '',
  ].filter((part) => part !== '');
  return `持有资质 ${held.length} 项：${parts.join('，')}。`;
}

function CertificateHead({ certificate }: Pick<PublicCertificate, 'certificate'>) {
  if (certificate === undefined) return <>登记中未注明证书</>;
  return (
    <>
      证书 <code>{certificate.number}</code>
      <span className="aside">
        {certificate.authority ?? '发证机关未登记'}（{authorityLevelWords(certificate.authorityLevel)}）　发证{' '}
        <Day day={certificate.issuedOn} />
        　有效期至 <Day day={certificate.validUntil} />
        {certificate.status === 'valid' ? '' : '　证书已失效'}
      </span>
    </>
  );
}

function QualificationRow({
  qualification,
  href,
}: {
  readonly qualification: PublicQualification;
  readonly href: string;
}) {
  const { facts, verdict, standing } = qualification;
  const marking = qualification.case;
  return (
    <Row>
      <HeadCell head={HEADS[0]}>
        <a href={href}>{facts.name}</a>
      </HeadCell>
      <Cell head={HEADS[1]}>
        <StatusBadge verdict={verdict} marked={marking?.marked === true} />
        {standing !== undefined && verdict === 'not-met' ? (
          <span className="line">尚缺 {standing.shortage} 人</span>
        ) : null}
      </Cell>
      <Cell head={HEADS[2]}>
        {marking === undefined ? (
          '—'
        ) : (
          <>
            <span className="line">
              自 <Day day={marking.publicSince} /> 起
            </span>
            <span className="line">{citationOf(marking.publicClause ?? marking.clause)}</span>
          </>
        )}
      </Cell>
      <Cell head={HEADS[3]}>
        {marking === undefined || marking.restrictions.length === 0
          ? '—'
          : restrictionWords(marking.restrictions, marking.regime).map((words) => (
              <span className="line" key={words}>
                {words}
              </span>
            ))}
      </Cell>
      <Cell head={HEADS[4]}>{standing === undefined ? '—' : <Day day={standing.checkedAsOf} />}</Cell>
    </Row>
  );
}

/** One enterprise at a point in time: what it holds, how it stands, what follows from it. */
export function EnterprisePage({ context, enterprise, asOf, today, firstDay }: EnterprisePageProps) {
  const { facts, certificates } = enterprise;
  const here = `/enterprises/${facts.uscc}`;
  const suffix = asOf.isToday ? '' : `?asOf=${asOf.day}`;
  const shown = certificates.filter((each) => each.qualifications.length > 0);
  return (
    <PageFrame context={context} title={facts.name} unlisted={!asOf.isToday}>
      <h1>{facts.name}</h1>
      <p className="muted">
        <code>{facts.uscc}</code>
        {isUscc(facts.uscc) ? null : '（第 18 位校验不符，已按证照核实）'}　{placeName(facts.divisionCode)}　
        {kindWords(facts.kinds)}
      </p>
      <p className="lead">{summary(enterprise)}</p>
      <AsOfSwitch action={here} asOf={asOf} today={today} firstDay={firstDay} />
      {shown.length === 0 ? (
        <p className="notice">登记中没有这家企业的资质。资质由全国平台同步，刚取得的资质可能尚未到达。</p>
      ) : (
        <Table caption={`资质与核查结论（截至 ${inWords(asOf.day)}）`} heads={HEADS}>
          {shown.map(({ certificate, qualifications }) => (
            <Rows key={certificate?.number ?? ''}>
              <GroupHead columns={HEADS.length}>
                <CertificateHead certificate={certificate} />
              </GroupHead>
              {qualifications.map((qualification) => (
                <QualificationRow
                  key={qualification.facts.id}
                  qualification={qualification}
                  href={`${here}/qualifications/${qualification.facts.id}${suffix}`}
                />
              ))}
            </Rows>
          ))}
        </Table>
      )}
      <section aria-labelledby="facts">
        <h2 id="facts">企业登记信息</h2>
        <Facts
          of={[
            ['统一社会信用代码', <code key="code">{facts.uscc}</code>],
            ['住所', facts.address],
            ['法定代表人', facts.legalRepresentative],
            ['注册资本', facts.registeredCapital],
            ['成立日期', facts.foundedOn === null ? null : <Day key="founded" day={facts.foundedOn} />],
            ['现名称', facts.nameNow],
            ['曾用名', facts.formerNames.filter((each) => each !== facts.name).join('、')],
            ['登记状态', facts.status === 'active' ? '存续' : '已终止'],
          ]}
        />
        <p className="fine">
          登记信息最近更新于 <Minute instant={facts.recordedAt} />。
          {asOf.isToday
            ? ''
            : '企业名称、住所、法定代表人、注册资本和结论、标注、人员为所选日期当日的记录；证书和其他登记信息为最近一次同步的内容。'}
        </p>
      </section>
    </PageFrame>
  );
}
