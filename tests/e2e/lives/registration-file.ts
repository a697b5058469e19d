import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { syntheticIdNumber, syntheticSeal } from '#tests/load/synthetic-register.ts';
import { syntheticUscc } from '../../../src/features/demo/synthetic-identifiers.ts';

const HEADER =
  '姓名,身份证号,统一社会信用代码,注册类别,注册号（执业印章号）,注册专业,注册日期,有效期至,社保状态,注册状态';
/** keeps clear of whoever else is synthetic in a test; born in 1983 */
const FIRST = 5_000_000;

export interface Registered {
  readonly serial: number;
  /** the how many-eth enterprise of the life, from 1 */
  readonly enterprise: number;
  readonly idNumber?: string;
  readonly type?: string;
}

export const idNumberOf = (serial: number) => syntheticIdNumber(FIRST + serial);

/** The same number with a check digit that is not its own. */
export function misread(idNumber: string): string {
  return idNumber.slice(0, -1) + (idNumber.endsWith('1') ? '2' : '1');
}

/** A file of registered constructors as a platform delivers it. @returns where it lies */
export function registrationFile(name: string, people: readonly Registered[]): string {
  const lines = people.map(({ serial, enterprise, idNumber, type }) =>
    [
      `演示注册${serial}`,
      idNumber ?? idNumberOf(serial),
      syntheticUscc(9000 + enterprise),
      type ?? '二级注册建造师',
      syntheticSeal(FIRST + serial),
      '建筑工程',
      '2024-05-15',
      '2030-05-14',
      '正常',
      '',
    ].join(','),
  );
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'qualwatch-life-file-')), name);
  writeFileSync(file, `\uFEFF${[HEADER, ...lines].join('\r\n')}\r\n`);
  return file;
}
