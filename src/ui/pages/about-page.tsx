import type { RunSummary } from '#features/verification/queries.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inWords } from '../dates.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '../table.tsx';
import { REASON_WORDS, VERDICT_MEANINGS } from '../words.ts';

export interface AboutPageProps {
  readonly context: PageContext;
  readonly first: Date | undefined;
  readonly latest: RunSummary | undefined;
  /** what the regime of the place says of the comparison, and of lifting a mark */
  readonly comparedBy: string;
  readonly unmarkedBy: string;
}

const VERDICTS = [
  'met',
  'not-met',
  'undetermined',
  'not-assessed',
  'unknown',
  'no-public-warning',
  'none',
  'ended',
] as const;

function inBrackets(citation: string): string {
  return `（${citation}）`;
}

/** What is compared, where the data come from, what the marks mean, and what the platform cannot say. */
export function AboutPage({ context, first, latest, comparedBy, unmarkedBy }: AboutPageProps) {
  return (
    <PageFrame context={context} title="核查办法与数据来源">
      <h1>核查办法与数据来源</h1>
      <section aria-labelledby="what">
        <h2 id="what">比对什么</h2>
        <p>
          每月由系统将企业的注册执业人员与其持有的每一项资质的标准条款自动比对：专业、资格等级、数量
          {inBrackets(comparedBy)}
          。人员数据有变动的企业随时复核。技术负责人、职称人员、技术工人、净资产和业绩不在注册数据之内，平台不比对。
        </p>
        <p>
          计入的人员须在本企业注册、证书在有效期内、60
          周岁及以下，且没有同时在其他单位注册。同一人在一项资质中只计一个岗位，在不同资质中可以分别计入。地方另有规定的从其规定，每项资质的页面都写明所用口径和依据。
        </p>
      </section>
      <section aria-labelledby="meaning">
        <h2 id="meaning">结论和标注的含义</h2>
        <Table caption="结论" heads={['结论', '含义']}>
          <Rows>
            {VERDICTS.map((verdict) => (
              <Row key={verdict}>
                <HeadCell head="结论">
                  <StatusBadge verdict={verdict} marked={false} />
                </HeadCell>
                <Cell head="含义">{VERDICT_MEANINGS[verdict]}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
        <p>
          异常标注针对不达标的那一项资质，不针对整个企业；恢复达标后由平台自动取消{inBrackets(unmarkedBy)}
          。未计入人员的原因有：
          {Object.values(REASON_WORDS).join('、')}。
        </p>
      </section>
      <section aria-labelledby="data">
        <h2 id="data">数据来源与时点</h2>
        <p>
          企业、资质和注册人员由全国建筑市场监管公共服务平台同步下行。
          {first === undefined ? '' : `核查数据自 ${inWords(legalDayOf(first))}起，可以查看此后任何一天的记录。`}
          {latest === undefined ? '' : `最近一次月度核查在 ${inWords(latest.asOf)}。`}
          过去的结论按当时已知的数据和当时有效的标准给出，以后更正的数据不改变当日的记录。
        </p>
      </section>
      <section aria-labelledby="privacy">
        <h2 id="privacy">个人信息</h2>
        <p>人员只显示姓氏、注册类别、专业、有效期和印章号末四位，不显示身份证号和联系方式。</p>
      </section>
      <section aria-labelledby="limits">
        <h2 id="limits">限度</h2>
        <ul>
          <li>标准条款取自公开转载件，未逐条与印发文本核对；来源不确实的条款只作“待核实”，不作不达标。</li>
          <li>注册数据有延迟。企业认为有误的，请先核对全国平台上的注册信息，再向注册地住房城乡建设主管部门提出。</li>
          <li>本网站的结论不是行政决定；限期整改、撤回资质等决定由主管部门依法作出并送达。</li>
        </ul>
      </section>
      <section aria-labelledby="interface">
        <h2 id="interface">开放接口</h2>
        <p>
          <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>
          　列出全部接口（OpenAPI
          3.1）：检索企业、读取企业和证书、按日期读取资质状态、查询正在生效的限制、读取公开变更和月度数据。无须登记；请求频率的余额见答复中的
          RateLimit。
        </p>
      </section>
      <section aria-labelledby="data-use">
        <h2 id="data-use">数据的使用</h2>
        <p>
          公开的数据可以免费使用、转载和再开发。请注明来源和数据时点；结论随数据变动，引用时请以本网站当日的答复为准，不得删改后仍称出自本网站。
        </p>
      </section>
      <section aria-labelledby="access">
        <h2 id="access">无障碍与打印</h2>
        <p>
          网页不用脚本，键盘和读屏软件可以完成全部操作，按 WCAG 2.2 AA
          逐页测试。每页都可以直接打印，并印出网址和查询时间。
        </p>
      </section>
    </PageFrame>
  );
}
