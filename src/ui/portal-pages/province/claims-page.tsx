import type { ClaimShown } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Pager } from '#ui/pager.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { claimStatusWord } from '#ui/portal-pages/account/claim-words.ts';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

function whatNext(claim: ClaimShown): string {
  if (claim.status === 'objected') return claim.checkedBy === null ? '有异议，待核对' : '有异议，待另一人决定';
  if (claim.status !== 'waiting') return claimStatusWord(claim.status);
  if (claim.files.length === 0) return '待认领人上传材料';
  return claim.checkedBy === null ? '待核对' : '待另一人确认';
}

/** Claims to stand for an enterprise, those that wait for the office first. */
export function ClaimListPage(props: {
  readonly claims: readonly ClaimShown[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
}) {
  const { claims, next, onFirst } = props;
  return (
    <>
      <PageHead
        title="企业认领"
        lead="注册为企业法定代表人，而登记不能直接证明的，由一人核对材料、另一人确认。原来的法定代表人有三日异议期，有异议的也在这里决定。"
      />
      {claims.length === 0 ? (
        <p>没有企业认领。</p>
      ) : (
        <Table caption="企业认领" heads={['企业', '代码', '认领人', '提出', '状态']}>
          <Rows>
            {claims.map((claim) => (
              <Row key={claim.id}>
                <HeadCell head="企业">
                  <a href={`/province/claims/${claim.id}`}>{claim.enterprise}</a>
                </HeadCell>
                <Cell head="代码">
                  <code>{claim.uscc}</code>
                </Cell>
                <Cell head="认领人">{claim.representative}</Cell>
                <Cell head="提出">
                  <Minute instant={claim.madeAt} />
                </Cell>
                <Cell head="状态">{whatNext(claim)}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Pager first={onFirst ? undefined : '/province/claims'} next={next} />
    </>
  );
}
