import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { releaseHeldImport, replayQuarantine } from '#features/intake/commands.ts';
import { exportQuarantine } from '#features/intake/queries.ts';
import { enterprisesCsv, type Intake, openIntake, type RegistrationLine, registrationsCsv } from './import-support.ts';

let intake: Intake;
const CLERK = { accountId: randomUUID(), name: '演示省级经办人' };
const OTHER = { accountId: randomUUID(), by: '演示省级审核人', reason: '已逐条核对。' };

beforeEach(async () => {
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(4));
});
afterEach(() => intake.close());

const people = (from: number, count: number, of: Partial<RegistrationLine> = {}) =>
  registrationsCsv(Array.from({ length: count }, (_, at) => ({ serial: from + at, enterprise: 1 + (at % 4), ...of })));
const byHand = (text: string, name?: string) =>
  intake.load('registrations', text, { byHand: CLERK, ...(name === undefined ? {} : { name }) });
const standing = async () => (await intake.rows('select key from registration where known_to is null')).length;

describe('doors 13: what one person imports by hand above the bound waits for another person', () => {
  test.each([
    ['added', () => people(1, 51), 51],
    ['changed', () => people(1001, 51, { validUntil: '2028-05-14' }), 51],
    ['ended', () => people(1001, 51, { status: '注销' }), 51],
  ])('51 %s are held with the reason, 50 are written', async (what, text, count) => {
    await intake.load('registrations', people(1001, 600));
    const held = await byHand(text());
    expect(held).toMatchObject({ status: 'held', [what]: count });
    expect(held.heldReasons.join('')).toContain('由一人导入，影响 51 条注册，占现有 600 条的 8.5%');
    expect(held.heldReasons.join('')).toContain('须由另一人核对后放行');
    expect(await standing()).toBe(600);
    const fewer = text().split('\n').slice(0, -1).join('\n');
    expect(await byHand(fewer)).toMatchObject({ status: 'applied', [what]: 50 });
  });

  test('a share of a large register is what counts there: both bounds are to be passed', async () => {
    await intake.load('registrations', people(1001, 6_000));
    expect(await byHand(people(1, 60))).toMatchObject({ status: 'applied', added: 60 });
    expect(await byHand(people(61, 10))).toMatchObject({ status: 'held' });
  });

  test('small files one after another are one large one; another person has a bound of his own', async () => {
    expect(await byHand(people(1, 30))).toMatchObject({ status: 'applied' });
    const second = await byHand(people(31, 30));
    expect(second.heldReasons.join('')).toContain('连同其近 7 日导入的共 60 条');
    const another = { accountId: randomUUID(), name: '另一经办人' };
    expect(await intake.load('registrations', people(31, 30), { byHand: another })).toMatchObject({
      status: 'applied',
    });
  });

  test('the command line and what feeds bring are nobody’s hand', async () => {
    expect(await intake.load('registrations', people(1, 200))).toMatchObject({ status: 'applied', added: 200 });
  });

  test('whoever imported it does not release it, nor one of the same name, nor anybody unnamed; another one does', async () => {
    const text = people(1, 60);
    const { importId } = await byHand(text, '注册人员.csv');
    const file = await intake.file('原文件.csv', text);
    const release = { importId: Number(importId), file, reason: OTHER.reason };
    for (const by of [
      { accountId: CLERK.accountId, by: '演示改名' },
      { accountId: randomUUID(), by: CLERK.name },
      { by: '演示无名' },
    ]) {
      await expect(releaseHeldImport({ ...release, ...by }, intake.environment)).rejects.toThrow(
        '须由另一人核对后放行',
      );
    }
    expect(await standing()).toBe(0);
    expect(await releaseHeldImport({ ...release, ...OTHER }, intake.environment)).toMatchObject({ status: 'applied' });
    expect(await standing()).toBe(60);
    const [entry] = await intake.rows("select actor, content from audit_entry where action = 'import-release'");
    expect(entry).toMatchObject({ actor: OTHER.by, content: { accountId: OTHER.accountId, byHand: CLERK } });
    // What another one has looked at does not use up the bound.
    expect(await byHand(people(101, 50))).toMatchObject({ status: 'applied' });
  });

  test('the database refuses one person, another bringer afterwards, and a held row that is called written', async () => {
    const { importId } = await byHand(people(1, 60));
    const changed = (change: string) => intake.rows(`update import_file set ${change} where id = $1`, [importId]);
    await expect(changed("status = 'released'")).rejects.toThrow('two_persons');
    await expect(changed("status = 'released', released_by = brought_by, released_by_name = '演示'")).rejects.toThrow(
      'two_persons',
    );
    await expect(
      changed("status = 'released', released_by = gen_random_uuid(), released_by_name = brought_by_name"),
    ).rejects.toThrow('two_persons');
    await expect(changed('brought_by = gen_random_uuid()')).rejects.toThrow('keeps who');
    await expect(changed("status = 'applied'")).rejects.toThrow('is held');
  });

  test('corrections of the quarantine are by hand as well; released, they settle their rows', async () => {
    const wrong = people(1, 60, { type: '注册炼丹师' });
    expect(await intake.load('registrations', wrong)).toMatchObject({ quarantined: 60 });
    let text = '';
    for await (const part of exportQuarantine(intake.database.pool, 'registrations', intake.keys)) text += part;
    const file = await intake.file('更正.csv', text.replaceAll('注册炼丹师', '二级注册建造师'));
    const held = await replayQuarantine(file, CLERK.name, intake.environment, CLERK);
    expect(held).toMatchObject({ status: 'held', added: 60 });
    const waiting = () => intake.rows("select id from quarantine_row where status = 'waiting'");
    expect(await waiting()).toHaveLength(60);
    const released = await releaseHeldImport({ importId: Number(held.importId), file, ...OTHER }, intake.environment);
    expect(released).toMatchObject({ status: 'applied', added: 60, quarantined: 0 });
    expect(await waiting()).toHaveLength(0);
  });
});
