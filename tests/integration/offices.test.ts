import { afterAll, beforeAll, expect, test } from 'vitest';
import { addOffice, changeOffice, endOffice, restoreOffice } from '#features/service/commands.ts';
import { officeList, officeOf, officeTies } from '#features/service/queries.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
const BY = { name: '演示经办人', at: instant('2026-06-01') };
const ENDING = { ...BY, onDay: '2026-06-01', reason: '机构改革，桂编〔2026〕1号。' };
const NOBODY = { province: '45', officials: [], openDrafts: 0 };

const profile = (name: string, mark: string) => ({
  office: { name, mark },
  contact: { phone: '0771-0000000' },
});

const bureauOf = (division: string, name: string, mark: string) =>
  addOffice(bench.pool, { level: 'approval-bureau', division, province: '45', profile: profile(name, mark) }, BY);

beforeAll(async () => {
  bench = await serviceBench('45');
  await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '450102' });
  await bench.run('2026-06-01');
});

afterAll(() => bench.close());

test('an office that is added issues from then on, with numbers of its own; a second one for its place is refused', async () => {
  await expect(officeOf(bench.pool, '450203', 'approval-bureau')).rejects.toThrow('尚未登记');
  expect(await bureauOf('4502', '柳州市行政审批局', '柳审批')).toEqual({ id: '4502-approval' });
  expect((await officeOf(bench.pool, '450203', 'approval-bureau')).office.name).toBe('柳州市行政审批局');
  expect(await bureauOf('4502', '柳州市另一审批局', '柳另审')).toEqual({
    faults: { division: '这一区划已登记同级机关“柳州市行政审批局”，如需更名请修改它的登记。' },
  });
  const audit = await bench.pool.query("select actor, action from audit_entry where subject = 'office:4502-approval'");
  expect(audit.rows).toEqual([{ actor: BY.name, action: 'record-offices' }]);
});

test('what is wrong with a new office is said field by field', async () => {
  const wrong = await addOffice(
    bench.pool,
    {
      level: 'city',
      division: '450102',
      province: '45',
      profile: {
        office: { name: '', mark: '南宁建' },
        contact: { phone: '' },
      },
    },
    BY,
  );
  expect(wrong).toEqual({
    faults: {
      division: '管辖区划与机关层级不符，请重新选择。',
      'office.name': '请填写这一项。',
      'contact.phone': '请填写这一项。',
    },
  });
  expect(await bureauOf('14', '山西省行政审批局', '晋审批')).toEqual({
    faults: { division: '请选择本省的管辖区划。' },
  });
  expect(await bureauOf('4503', '桂林市住房和城乡建设局', '南宁建')).toEqual({
    faults: {
      'office.mark': '“南宁建”已由南宁市住房和城乡建设局使用，文号会重复，请另定。',
      'office.name': '已有同名的机关，请写全称加以区别。',
    },
  });
});

test('an office on which something hangs is not ended, and it is said what', async () => {
  const [province, nanning] = await Promise.all(
    ['45', '4501'].map(async (id) => (await officeList(bench.pool)).find(({ office }) => office.id === id)),
  );
  if (province === undefined || nanning === undefined) throw new Error('no such office');
  expect((await officeTies(bench.pool, province, NOBODY)).reasons.join()).toContain('不能没有这一机关');
  const { reasons } = await officeTies(bench.pool, nanning, {
    province: '45',
    officials: ['演示甲', '演示乙'],
    openDrafts: 2,
  });
  expect(reasons).toEqual([
    '1 件在办案件还有应由该机关办理的事项，须先办结。',
    '该地登记企业 1 家，其案件依规定由这一层级的机关办理，没有别的机关可以接替；机构更名的请修改机关名称。',
    '2 件文稿尚未制发，须先用印制发或者撤稿。',
    '演示甲、演示乙以该机关的身份登录，须先由安全管理员收回其角色。',
  ]);
  expect(await endOffice(bench.pool, '4501', ENDING, NOBODY)).toHaveLength(2);
  expect((await officeOf(bench.pool, '450102', 'city')).office.id).toBe('4501');
});

test('a bureau that others name as theirs is ended only after they name another', async () => {
  await bureauOf('4504', '梧州市行政审批服务管理局', '梧审批');
  const refused = await endOffice(bench.pool, '4504-approval', ENDING, NOBODY);
  expect(refused).toEqual(['梧州市住房和城乡建设局把它登记为同级行政审批局，须先改填。']);
});

test('an ended office issues nothing, keeps its mark, cannot be changed, and is taken up again as it stood', async () => {
  await bureauOf('4505', '北海市审批局', '北审批');
  expect(await endOffice(bench.pool, '4505-approval', ENDING, NOBODY)).toEqual([]);
  await expect(officeOf(bench.pool, '450502', 'approval-bureau')).rejects.toThrow('尚未登记');
  expect(await endOffice(bench.pool, '4505-approval', ENDING, NOBODY)).toEqual([
    '这个机关已由他人停用，没有再次办理。',
  ]);
  expect(await bureauOf('4506', '防城港市审批局', '北审批')).toEqual({
    faults: { 'office.mark': '“北审批”已由北海市审批局（已停用）使用，文号会重复，请另定。' },
  });
  expect(await bureauOf('4505', '北海市新审批局', '北新审')).toEqual({
    faults: { division: '这一区划已登记同级机关“北海市审批局”，它已停用，请在其页面恢复。' },
  });
  const before = (await officeList(bench.pool)).find(({ office }) => office.id === '4505-approval');
  expect(before?.ended).toEqual({ on: '2026-06-01', by: BY.name, reason: ENDING.reason });
  const { ended: _ended, ...change } = before ?? {};
  expect(Object.keys(await changeOffice(bench.pool, '4505-approval', change, BY))).toEqual(['form']);
  expect(await restoreOffice(bench.pool, '4505-approval', BY)).toBeUndefined();
  expect((await officeOf(bench.pool, '450502', 'approval-bureau')).office.mark).toBe('北审批');
  expect(await restoreOffice(bench.pool, '4505-approval', BY)).toContain('没有停用');
});

test('where a bureau of the province stands behind it, a city’s bureau can be ended and its matters pass on', async () => {
  await bureauOf('4507', '钦州市审批局', '钦审批');
  await bureauOf('45', '广西壮族自治区行政审批局', '桂审批');
  const city = (await officeList(bench.pool)).find(({ office }) => office.id === '4507-approval');
  if (city === undefined) throw new Error('no such office');
  expect((await officeTies(bench.pool, city, NOBODY)).successor).toBe('广西壮族自治区行政审批局');
  expect(await endOffice(bench.pool, '4507-approval', ENDING, NOBODY)).toEqual([]);
  expect((await officeOf(bench.pool, '450702', 'approval-bureau')).office.name).toBe('广西壮族自治区行政审批局');
});
