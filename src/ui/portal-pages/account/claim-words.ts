import type { ClaimShown } from '#features/accounts/queries.ts';

const STATUS: Readonly<Record<ClaimShown['status'], string>> = {
  waiting: '待证明',
  confirmed: '已证明，异议期内',
  objected: '有异议，待决定',
  granted: '已生效',
  refused: '未予确认',
  lapsed: '逾期没有材料，已失效',
};

export function claimStatusWord(status: ClaimShown['status']): string {
  return STATUS[status];
}

const PROOF: Readonly<Record<NonNullable<ClaimShown['proof']>, string>> = {
  register: '登记的身份证号相符',
  'bank-transfer': '对公账户打款',
  office: '主管部门核对',
};

export function claimProofWord(proof: ClaimShown['proof']): string | null {
  return proof === null ? null : PROOF[proof];
}
