import type { OwnRegistration } from '#features/registry/queries.ts';
import type { Reason } from '#law/standards/index.ts';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { REASON_CURES, REASON_WORDS } from '#ui/words.ts';

/** Whether a person was counted for one qualification at its last check. */
export interface Counting {
  readonly id: number;
  readonly qualification: string;
  readonly checkedOn: string;
  /** clauses in which the person counts; none: not counted */
  readonly clauses: readonly string[];
  readonly reason: Reason | null;
  readonly maximumAge: number | null;
  /** which of the person's specialties had ended, where the qualification asks for them */
  readonly lapsed: readonly string[];
}

export interface EnterpriseOfPerson {
  readonly id: number;
  readonly name: string;
  readonly uscc: string;
  /** the authority where the enterprise is registered */
  readonly office: string;
  readonly registrations: readonly OwnRegistration[];
  readonly counting: readonly Counting[];
}

const INSURANCE = { unknown: '登记未载明', paid: '正常', abnormal: '异常' } as const;
const SOON_DAYS = 90;
const DAY = 86_400_000;

/** Whether a certificate is in force, and for how long still. */
function Validity({ until, today }: { readonly until: string | null; readonly today: string }) {
  if (until === null) return '登记未载明';
  const days = Math.round((Date.parse(until) - Date.parse(today)) / DAY);
  if (days < 0) {
    return (
      <>
        {until} <StateBadge tone="fail" word="已过有效期" />
      </>
    );
  }
  return (
    <>
      {until} {days > SOON_DAYS ? null : <StateBadge tone="attention" word={`还剩 ${days} 天`} />}
    </>
  );
}

function notCounted({ reason, maximumAge, lapsed }: Counting): string {
  if (reason === null) return '核查时登记中没有您的注册';
  if (reason === 'age' && maximumAge !== null) return `超过年龄（满 ${maximumAge} 周岁以上）`;
  const cure = REASON_CURES[reason];
  const words = reason === 'expired' && lapsed.length > 0 ? lapsed.join('；') : REASON_WORDS[reason];
  return cure === undefined ? words : `${words}；${cure}`;
}

/** One enterprise at which the person is registered: the certificates there, and where they counted. */
export function OwnEnterprise({ of, today }: { readonly of: EnterpriseOfPerson; readonly today: string }) {
  return (
    <section aria-labelledby={`at-${of.id}`}>
      <h2 id={`at-${of.id}`}>
        <a href={`/enterprises/${of.uscc}`}>{of.name}</a>
      </h2>
      <Table
        caption={`在${of.name}的注册`}
        heads={['注册类别', '专业', '注册编号', '注册日期', '有效期至', '社会保险']}
      >
        <Rows>
          {of.registrations.map((each) => (
            <Row key={each.id}>
              <HeadCell head="注册类别">{`${each.grade ?? ''}${each.role}`}</HeadCell>
              <Cell head="专业">{each.specialties.join('、') || '—'}</Cell>
              <Cell head="注册编号">{each.sealNumber ?? '—'}</Cell>
              <Cell head="注册日期">{each.registeredOn ?? '—'}</Cell>
              <Cell head="有效期至">
                <Validity until={each.validUntil} today={today} />
                {each.specialtyEnds.map(({ specialty, until }) => (
                  <span className="line" key={specialty}>
                    {`${specialty}专业至 `}
                    <Validity until={until} today={today} />
                  </span>
                ))}
              </Cell>
              <Cell head="社会保险">{INSURANCE[each.insurance]}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {of.counting.length === 0 ? (
        <EmptyState what="没有计入情况" why="该企业的资质不要求注册执业人员，或者还没有核查过。" />
      ) : (
        <Table caption="最近一次核查是否计入" heads={['资质', '是否计入', '条款或者原因', '核查日期']}>
          <Rows>
            {of.counting.map((each) => (
              <Row key={each.id}>
                <HeadCell head="资质">{each.qualification}</HeadCell>
                <Cell head="是否计入">
                  {each.clauses.length > 0 ? (
                    <StateBadge tone="met" word="计入" />
                  ) : (
                    <StateBadge tone="closed" word="未计入" />
                  )}
                </Cell>
                <Cell head="条款或者原因">{each.clauses.length > 0 ? each.clauses.join('；') : notCounted(each)}</Cell>
                <Cell head="核查日期">{each.checkedOn}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </section>
  );
}
