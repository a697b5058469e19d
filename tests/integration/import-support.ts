import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type ImportEnvironment, importFile } from '#features/intake/commands.ts';
import type { ImportRequest, ImportSummary } from '#features/intake/schema.ts';
import { type IdentityKeys, identityKeys } from '#platform/identity-numbers.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export const TODAY = '2026-11-21';

/** A database, a folder for files, and imports into the one from the other. */
export interface Intake {
  readonly database: TestDatabase;
  readonly folder: string;
  readonly keys: IdentityKeys;
  readonly environment: ImportEnvironment;
  file(name: string, content: string | Uint8Array): Promise<string>;
  load(
    entity: ImportRequest['entity'],
    content: string | Uint8Array,
    options?: Partial<ImportRequest> & { name?: string },
  ): Promise<ImportSummary>;
  rows<T extends object>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export async function openIntake(): Promise<Intake> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qualwatch-import-'));
  const keys = identityKeys(Buffer.alloc(32, 7).toString('base64'));
  const environment: ImportEnvironment = {
    pool: database.pool,
    clock: { now: () => new Date(`${TODAY}T02:00:00Z`) },
    keys,
    dataFolder: folder,
    standardInput: Readable.from([]),
  };
  let files = 0;
  const file = async (name: string, content: string | Uint8Array) => {
    const place = path.join(folder, name);
    await writeFile(place, content);
    return place;
  };
  return {
    database,
    folder,
    keys,
    environment,
    file,
    load: async (entity, content, { name, ...options } = {}) => {
      const place = await file(name ?? `file-${++files}.csv`, content);
      return importFile({ entity, files: [place], feed: 'test', ...options }, environment);
    },
    rows: async <T extends object>(sql: string, values: readonly unknown[] = []) =>
      (await database.pool.query<T>(sql, [...values])).rows,
    close: async () => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const nameOf = (enterprise: number) => `测试建设第${enterprise}有限公司`;

export function enterprisesCsv(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => `${nameOf(at + 1)},${syntheticUscc(at + 1)},450103,建筑业企业`);
  return ['企业名称,统一社会信用代码,企业注册属地,企业类型', ...rows].join('\n');
}

export interface RegistrationLine {
  readonly serial: number;
  readonly enterprise: number;
  readonly name?: string;
  readonly idNumber?: string;
  readonly seal?: string;
  readonly type?: string;
  readonly specialties?: string;
  readonly registeredOn?: string;
  readonly validUntil?: string;
  readonly insurance?: string;
  readonly status?: string;
}

export const REGISTRATION_HEADER =
  '姓名,身份证号,统一社会信用代码,注册类别,注册号（执业印章号）,注册专业,注册日期,有效期至,社保状态,注册状态';

export function registrationLine(line: RegistrationLine): string {
  const cells = [
    line.name ?? `人员${line.serial}`,
    line.idNumber ?? syntheticIdNumber(line.serial),
    syntheticUscc(line.enterprise),
    line.type ?? '二级注册建造师',
    line.seal ?? syntheticSeal(line.serial),
    line.specialties ?? '建筑工程',
    line.registeredOn ?? '2024-05-15',
    line.validUntil ?? '2027-05-14',
    line.insurance ?? '正常',
    line.status ?? '',
  ];
  return cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',');
}

export function registrationsCsv(lines: readonly RegistrationLine[]): string {
  return [REGISTRATION_HEADER, ...lines.map(registrationLine)].join('\n');
}
