import { Pager } from '#ui/pager.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface SupervisedRow {
  readonly enterpriseId: number;
  readonly name: string;
  readonly uscc: string;
  readonly place: string;
  /** registered in this office’s place: then its page and cases can be opened */
  readonly own: boolean;
  readonly qualifications: readonly {
    readonly caseId: string;
    readonly name: string;
    readonly stage: string;
    readonly since: string;
  }[];
  readonly projects: readonly {
    readonly number: string;
    readonly name: string;
    readonly place: string;
    readonly permitNumber: string | null;
    readonly checks: number;
    readonly lastCheck: string | null;
  }[];
}

export interface SupervisionPageProps {
  readonly rows: readonly SupervisedRow[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
  readonly mayRecord: boolean;
  readonly citation: string;
}

function Projects({ row, mayRecord }: { readonly row: SupervisedRow; readonly mayRecord: boolean }) {
  if (row.projects.length === 0) return '没有在建工程记录';
  return row.projects.map((project) => (
    <span key={project.number} className="line">
      {project.name}（{project.place}）
      <span className="line muted">
        {project.permitNumber === null ? project.number : `施工许可证 ${project.permitNumber}`}；
        {project.lastCheck === null ? '尚未抽查' : `已抽查 ${project.checks} 次，最近 ${project.lastCheck}`}
      </span>
      {mayRecord ? (
        <a
          href={`/office/supervision/checks?enterprise=${row.enterpriseId}&project=${encodeURIComponent(project.number)}`}
          aria-label={`登记对${project.name}的抽查`}
        >
          登记抽查
        </a>
      ) : null}
    </span>
  ));
}

/** 重点监管: enterprises under the restriction, by registration or by a work here; it begins and ends with the mark or the card. */
export function SupervisionPage({ rows, next, onFirst, mayRecord, citation }: SupervisionPageProps) {
  return (
    <>
      <PageHead
        title="重点监管名单"
        lead="被标注或者红牌企业，注册在本地或者在本地有在建工程的，自动列入；标注或者红牌解除的，自动移出。"
        act={<a href="/office/supervision/checks">抽查记录</a>}
      />
      <p className="muted">依据：{citation}</p>
      {rows.length === 0 ? (
        <EmptyState what="没有重点监管企业" why="本地没有被标注或者红牌的企业，也没有这类企业的在建工程。" />
      ) : (
        <Table caption="重点监管名单" heads={['企业', '不达标的资质', '在建工程与抽查']}>
          <Rows>
            {rows.map((row) => (
              <Row key={row.enterpriseId}>
                <HeadCell head="企业">
                  {row.own ? <a href={`/office/enterprises/${row.uscc}`}>{row.name}</a> : row.name}
                  <span className="line muted">{row.place}</span>
                  {row.own ? null : <span className="line muted">注册在外地，在本地有在建工程</span>}
                </HeadCell>
                <Cell head="不达标的资质">
                  {row.qualifications.map((each) => (
                    <span key={each.caseId} className="line">
                      {row.own ? <a href={`/office/cases/${each.caseId}`}>{each.name}</a> : each.name}
                      <span className="line muted">
                        {each.stage}，{each.since} 起
                      </span>
                    </span>
                  ))}
                </Cell>
                <Cell head="在建工程与抽查">
                  <Projects row={row} mayRecord={mayRecord} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Pager first={onFirst ? undefined : '/office/supervision'} next={next} />
    </>
  );
}
