import { Facts } from '#ui/facts.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { CONFIDENCE_WORDS } from '#ui/words.ts';
import { versionWord } from './run-words.tsx';

export interface StandardsAdminPageProps {
  readonly standardsVersion: string;
  readonly policyVersion: string;
  readonly standards: readonly {
    readonly id: string;
    readonly title: string;
    readonly from: string;
    readonly rows: number;
    readonly byConfidence: readonly { readonly confidence: keyof typeof CONFIDENCE_WORDS; readonly rows: number }[];
  }[];
  readonly policies: readonly {
    readonly id: string;
    readonly place: string;
    readonly from: string;
    readonly to: string | null;
    readonly age: string;
    readonly insurance: string;
    readonly basis: readonly string[];
    readonly inForce: boolean;
  }[];
  readonly rules: readonly {
    readonly id: string;
    readonly place: string;
    readonly from: string;
    readonly to: string | null;
    readonly what: string;
    readonly compares: string;
    readonly document: string;
    readonly confidence: string;
    readonly inForce: boolean;
  }[];
}

function Days({ from, to }: { readonly from: string; readonly to: string | null }) {
  return (
    <>
      {from} 起{to === null ? '' : `，至 ${to}`}
    </>
  );
}

/** 标准与政策: what a run compares with, from when, and how surely it is known. */
export function StandardsAdminPage({
  standardsVersion,
  policyVersion,
  standards,
  policies,
  rules,
}: StandardsAdminPageProps) {
  return (
    <>
      <PageHead
        title="标准与政策"
        lead="每次核查都记下所用标准和政策的版本；改动随版本发布，不在页面上修改。"
        act={
          <a className="button primary" href="/province/standards/impact">
            测算政策改动的影响
          </a>
        }
      />
      <Table caption="资质标准" heads={['标准', '起用日期', '条款', '可靠程度']} numeric={['条款']}>
        <Rows>
          {standards.map((standard) => (
            <Row key={standard.id}>
              <HeadCell head="标准">{standard.title}</HeadCell>
              <Cell head="起用日期">{standard.from}</Cell>
              <Cell head="条款" numeric>
                {standard.rows}
              </Cell>
              <Cell head="可靠程度">
                {standard.byConfidence.map(({ confidence, rows }) => (
                  <span key={confidence} className="line">
                    {CONFIDENCE_WORDS[confidence]}：{rows} 条
                  </span>
                ))}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      <p className="muted">
        只有条文原文经核对的条款才会得出不达标；其余有不足的，一律待核实。<a href="/standards">逐条查看标准</a>
      </p>
      <Table caption="核查政策（哪些人员计入）" heads={['地区', '适用日期', '年龄', '社会保险', '依据', '现行']}>
        <Rows>
          {policies.map((policy) => (
            <Row key={policy.id}>
              <HeadCell head="地区">{policy.place}</HeadCell>
              <Cell head="适用日期">
                <Days from={policy.from} to={policy.to} />
              </Cell>
              <Cell head="年龄">{policy.age}</Cell>
              <Cell head="社会保险">{policy.insurance}</Cell>
              <Cell head="依据">{policy.basis.join('；')}</Cell>
              <Cell head="现行">{policy.inForce ? '是' : '否'}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      <Table
        caption="考核规则（与哪一级比对）"
        heads={['资质', '地区', '适用日期', '比对', '文件', '可靠程度', '现行']}
      >
        <Rows>
          {rules.map((rule) => (
            <Row key={rule.id}>
              <HeadCell head="资质">{rule.what}</HeadCell>
              <Cell head="地区">{rule.place}</Cell>
              <Cell head="适用日期">
                <Days from={rule.from} to={rule.to} />
              </Cell>
              <Cell head="比对">{rule.compares}</Cell>
              <Cell head="文件">{rule.document}</Cell>
              <Cell head="可靠程度">{rule.confidence}</Cell>
              <Cell head="现行">{rule.inForce ? '是' : '否'}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      <details>
        <summary>现用的版本（与历次核查比对）</summary>
        <Facts
          of={[
            [
              '标准版本',
              <code key="s" className="hash">
                {versionWord(standardsVersion)}
              </code>,
            ],
            [
              '政策版本',
              <code key="p" className="hash">
                {versionWord(policyVersion)}
              </code>,
            ],
          ]}
        />
      </details>
    </>
  );
}
