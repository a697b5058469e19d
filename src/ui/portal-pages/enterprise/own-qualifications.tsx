import type { OwnQualification } from '#features/supervision/queries.ts';
import { Deadline } from '#ui/portal/deadline.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { StatusBadge } from '#ui/status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { verdictOf } from './verdict-of.ts';

export interface OwnQualificationsProps {
  readonly qualifications: readonly OwnQualification[];
  readonly today: string;
}

/** Every qualification with its verdict, what is missing, and where its case stands. */
export function OwnQualifications({ qualifications, today }: OwnQualificationsProps) {
  if (qualifications.length === 0) {
    return (
      <EmptyState
        what="登记中没有有效的资质"
        why="资质由资质许可机关的登记系统推送到本平台，一般在许可后 1 至 2 日内更新。"
      />
    );
  }
  return (
    <Table
      caption="各项资质的核查结论"
      heads={['资质', '证书编号', '结论', '尚缺', '办理阶段', '期限']}
      numeric={['尚缺']}
    >
      <Rows>
        {qualifications.map((each) => (
          <Row key={each.qualificationId}>
            <HeadCell head="资质">
              <a href={`/enterprise/qualifications/${each.qualificationId}`}>{each.name}</a>
            </HeadCell>
            <Cell head="证书编号">{each.certificateNumber ?? '—'}</Cell>
            <Cell head="结论">
              <StatusBadge verdict={verdictOf(each.verdict)} marked={false} />
            </Cell>
            <Cell head="尚缺" numeric>
              {each.shortage === null || each.shortage === 0 ? '—' : `${each.shortage} 人`}
            </Cell>
            <Cell head="办理阶段">
              {each.case === null ? (
                '—'
              ) : (
                <a href={`/enterprise/cases/${each.case.caseId}`}>
                  {each.case.stageName}
                  {each.case.public ? '' : '（不公开）'}
                </a>
              )}
            </Cell>
            <Cell head="期限">
              {each.case === null || each.case.deadline === null ? (
                '—'
              ) : (
                <Deadline day={each.case.deadline} today={today} soonDays={15} />
              )}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}
