import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { syntheticResidentId } from '../../../src/features/demo/synthetic-identifiers.ts';
import type { Life } from './life.ts';

const SEAL: Readonly<Record<string, string>> = { '14': '晋', '21': '辽', '45': '桂' };

const HEADS =
  '姓名,证件类型,身份证号,统一社会信用代码,聘用企业,注册类别,级别,注册编号,注册证书号,注册专业,注册日期,注册有效期,注册状态,社保状态';

/** A file of the registrations' feed with one new constructor of an enterprise, imported by the command line as an operator does. */
export async function importRegistration(of: {
  readonly uscc: string;
  readonly name: string;
  readonly serial: number;
  readonly province: string;
  readonly today: string;
  /** the command line of the life */
  readonly command: Life['command'];
}): Promise<void> {
  const { uscc, name, serial, province, today, command } = of;
  const folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-life-feed-'));
  const file = path.join(folder, '注册人员.csv');
  const seal = `${SEAL[province] ?? '桂'}2${String(serial).padStart(11, '0')}`;
  const until = `${Number(today.slice(0, 4)) + 3}-01-01`;
  writeFileSync(
    file,
    `${HEADS}\n演新人${serial},身份证,${syntheticResidentId('1990-03-03', serial)},${uscc},${name},注册建造师,二级,${seal},,建筑工程,${today},${until},有效,正常\n`,
  );
  const { answer } = await command('import', 'registrations', file);
  rmSync(folder, { recursive: true });
  expect(JSON.parse(answer)).toMatchObject({ added: 1, quarantined: 0 });
}
