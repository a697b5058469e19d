import type { RunSummary } from '#features/verification/queries.ts';
import { inWords, Minute } from '../dates.tsx';
import { Facts } from '../facts.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { SearchForm } from '../search-form.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '../table.tsx';

const number = new Intl.NumberFormat('zh-CN');

function count(run: RunSummary, name: string): string {
  return number.format(run.counts?.[name] ?? 0);
}

function LatestRun({ run }: { readonly run: RunSummary }) {
  const month = run.month ?? run.asOf.slice(0, 7);
  return (
    <section aria-labelledby="run">
      <h2 id="run">{inWords(`${month}-01`).replace(/ 1 日$/, '')}核查结果</h2>
      <p>
        {inWords(run.asOf)}比对了 {count(run, 'enterprises')} 家企业的 {count(run, 'qualifications')} 项资质与{' '}
        {count(run, 'registrations')} 条注册记录；新预警 {count(run, 'warned')} 项，恢复达标并取消标注{' '}
        {count(run, 'cleared')} 项。数据截至 <Minute instant={run.instant} />
        （北京时间）。
      </p>
      <Table caption="各项资质的结论" heads={['结论', '资质（项）', '含义']} numeric={['资质（项）']} look="narrow">
        <Rows>
          <Row>
            <HeadCell head="结论">
              <StatusBadge verdict="met" marked={false} />
            </HeadCell>
            <Cell head="资质（项）" numeric>
              {count(run, 'met')}
            </Cell>
            <Cell head="含义">注册人员的专业、等级、数量满足所比对的条款</Cell>
          </Row>
          <Row>
            <HeadCell head="结论">
              <StatusBadge verdict="not-met" marked={false} />
            </HeadCell>
            <Cell head="资质（项）" numeric>
              {count(run, 'notMet')}
            </Cell>
            <Cell head="含义">有条款不满足；预警并按规定标注</Cell>
          </Row>
          <Row>
            <HeadCell head="结论">
              <StatusBadge verdict="undetermined" marked={false} />
            </HeadCell>
            <Cell head="资质（项）" numeric>
              {count(run, 'undetermined')}
            </Cell>
            <Cell head="含义">条款或数据不足以判定，由主管部门核实，不作不利结论</Cell>
          </Row>
          <Row>
            <HeadCell head="结论">
              <StatusBadge verdict="unknown" marked={false} />
            </HeadCell>
            <Cell head="资质（项）" numeric>
              {count(run, 'unknown')}
            </Cell>
            <Cell head="含义">尚无企业完整的注册人员数据，不作结论</Cell>
          </Row>
          <Row>
            <HeadCell head="结论">
              <StatusBadge verdict="not-assessed" marked={false} />
            </HeadCell>
            <Cell head="资质（项）" numeric>
              {count(run, 'notAssessed')}
            </Cell>
            <Cell head="含义">现行标准或政策不考核注册人员人数</Cell>
          </Row>
        </Rows>
      </Table>
      <p className="fine">
        核查编号 {run.id}；标准版本 <code>{run.standardsVersion}</code>；全部结论的散列值（SHA-256）{' '}
        <code>{run.verdictHash ?? '—'}</code>
      </p>
    </section>
  );
}

/** Where whoever has something to do goes on: looking up needs no account. */
function SignedInWork() {
  return (
    <section aria-labelledby="work">
      <h2 id="work">登录办理</h2>
      <Facts
        of={[
          [
            '企业',
            <>
              查看预警原因和补足办法，签署送达确认书，提交整改材料和异议。<a href="/work">登录</a>，没有账号的先
              <a href="/sign-up">注册</a>。
            </>,
          ],
          [
            '主管部门、行政审批局',
            <>
              办理到期事项、文书、送达、复查和撤回。<a href="/work">登录</a>
            </>,
          ],
          [
            '招标人',
            <>
              <a href="/lookup">批量查询</a>无须登录；保存名单并接收变动通知的，请<a href="/work">登录</a>。
            </>,
          ],
        ]}
      />
    </section>
  );
}

/** What the register is, the search, and the newest month's result. */
export function HomePage({ context, run }: { readonly context: PageContext; readonly run: RunSummary | undefined }) {
  return (
    <PageFrame context={context} title="资质哨" ownSearch>
      <h1>查询企业资质核查结果</h1>
      <p className="lead">
        每月将企业的注册执业人员与资质标准逐条比对，公布每项资质是否达标、缺什么、依据哪一条。可以查看过去任何一天的结果。
      </p>
      <SearchForm />
      {run === undefined ? <p>本月核查尚未完成，完成后在此公布结果。</p> : <LatestRun run={run} />}
      <SignedInWork />
    </PageFrame>
  );
}
