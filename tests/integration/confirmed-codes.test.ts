import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideCode, type Official, requestCode } from '#features/codes/commands.ts';
import { readUscc } from '#features/codes/queries.ts';
import { listQuarantine } from '#features/intake/queries.ts';
import { asOfNow, publicEnterprise, searchEnterprises } from '#features/registry/queries.ts';
import { parseUscc } from '#law/identifiers/uscc.ts';
import { syntheticUscc } from '#tests/load/synthetic-register.ts';
import { lookUp } from '../../src/features/lookup/look-up.ts';
import { type Intake, openIntake, registrationsCsv } from './import-support.ts';

const right = syntheticUscc(800);
/** as some offices issued such: everything but the 18th character computes */
const CODE = `${right.slice(0, 17)}${right.endsWith('A') ? 'B' : 'A'}`;
const SECOND = `${syntheticUscc(801).slice(0, 17)}${syntheticUscc(801).endsWith('A') ? 'B' : 'A'}`;
const now = new Date('2026-11-21T02:00:00Z');
const one: Official = { accountId: '00000000-0000-4000-8000-000000000001', name: '演提出', at: now };
const other: Official = { accountId: '00000000-0000-4000-8000-000000000002', name: '演确认', at: now };
const evidence = { name: '执照.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
const request = { code: CODE, enterprise: '演示旧证建设有限公司', reason: '查验营业执照原件', evidence };
const csv = `企业名称,统一社会信用代码,企业注册属地\n演示旧证建设有限公司,${CODE},450103`;

let intake: Intake;
beforeAll(async () => {
  intake = await openIntake();
});
afterAll(() => intake.close());

describe('a check digit has a lawful, recorded way past it', () => {
  let id = '';
  it('until somebody has confirmed it the row waits in quarantine, and the refusal says what to do', async () => {
    expect(await intake.load('enterprises', csv)).toMatchObject({ quarantined: 1, added: 0 });
    const [row] = await listQuarantine(intake.database.pool, {});
    expect(row?.reason).toContain('按证照核实');
  });

  it.each([
    ['a code that computes', { ...request, code: right }, 'code'],
    ['a code of another form', { ...request, code: `${CODE.slice(0, 16)}` }, 'code'],
    ['no evidence', { ...request, evidence: undefined }, 'evidence'],
    ['no reason', { ...request, reason: '' }, 'reason'],
  ])('%s cannot be asked for', async (_, asked, field) => {
    expect(await requestCode(intake.database.pool, asked, one)).toMatchObject({
      outcome: 'refused',
      faults: { [field]: expect.any(String) },
    });
  });

  it('whoever asks does not confirm; the database says so too', async () => {
    const asked = await requestCode(intake.database.pool, request, one);
    if (asked.outcome !== 'done') throw new Error('not asked for');
    id = asked.id;
    expect(await requestCode(intake.database.pool, request, other)).toMatchObject({ outcome: 'refused' });
    expect(await decideCode(intake.database.pool, { id, result: 'confirmed', reason: '属实' }, one)).toMatchObject({
      outcome: 'refused',
    });
    await expect(
      intake.rows(`update code_confirmation set status = 'confirmed', decided_by = requested_by where id = $1`, [id]),
    ).rejects.toThrow('two_persons');
    expect((await readUscc(intake.database.pool, CODE)).ok).toBe(false);
  });

  it('once another has confirmed it, it is taken everywhere and recorded', async () => {
    expect(
      await decideCode(intake.database.pool, { id, result: 'confirmed', reason: '与公示系统一致' }, other),
    ).toMatchObject({ outcome: 'done' });
    const read = await readUscc(intake.database.pool, ` ${CODE.toLowerCase()} `);
    expect(read).toMatchObject({ ok: true, value: CODE, notes: [expect.stringContaining('按证照核实')] });
    expect(parseUscc(CODE).ok).toBe(false);
    expect(await intake.load('enterprises', csv, { feed: 'again' })).toMatchObject({ quarantined: 0, added: 1 });
    const person = registrationsCsv([{ serial: 1, enterprise: 800 }]).replace(right, CODE);
    expect(await intake.load('registrations', person)).toMatchObject({ quarantined: 0, added: 1 });
    const { hits } = await searchEnterprises(intake.database.pool, { text: CODE, limit: 5 });
    expect(hits.map(({ uscc }) => uscc)).toEqual([CODE]);
    const asOf = asOfNow(now);
    expect(await publicEnterprise(intake.database.pool, CODE, asOf, '45')).toBeDefined();
    expect(await lookUp(intake.database.pool, [CODE], { asOf, province: '45' })).toMatchObject([{ result: 'found' }]);
    const trail = await intake.rows('select action, actor from audit_entry where subject = $1 order by id', [
      `code-confirmation:${id}`,
    ]);
    expect(trail).toEqual([
      { action: 'code-request', actor: '演提出' },
      { action: 'code-confirm', actor: '演确认' },
    ]);
  });

  it.each([
    ['a code that nobody confirmed', `insert into confirmed_code values ('91450103MA5KEAA210', $1, now())`],
    [
      'another code under this confirmation',
      `update confirmed_code set code = '91450103MA5KEAA210' where confirmation_id = $1`,
    ],
    ['a decision taken back', `update code_confirmation set status = 'requested', decided_by = null where id = $1`],
    ['a decision reversed', `update code_confirmation set status = 'refused' where id = $1`],
    ['other evidence than was shown', `update code_confirmation set evidence = '\\x25' where id = $1`],
    ['another name than was asked for', `update code_confirmation set enterprise = '演示他人有限公司' where id = $1`],
  ])('%s is refused by the database itself', async (_, statement) => {
    await expect(intake.rows(statement, [id])).rejects.toThrow(/confirmed by two persons|decided once/);
  });

  it('twenty who ask at once make one request, and twenty who decide it one decision', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => requestCode(intake.database.pool, { ...request, code: SECOND }, one)),
    );
    const made = asked.filter(({ outcome }) => outcome === 'done');
    expect(made).toHaveLength(1);
    const [only] = made;
    if (only?.outcome !== 'done') throw new Error('not asked for');
    const decided = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        decideCode(
          intake.database.pool,
          { id: only.id, result: at % 2 === 0 ? 'confirmed' : 'refused', reason: '与公示系统一致' },
          other,
        ),
      ),
    );
    expect(decided.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  });

  it('another code with a wrong check character is refused as before', async () => {
    expect((await readUscc(intake.database.pool, `${CODE.slice(0, 17)}${CODE.endsWith('A') ? 'C' : 'D'}`)).ok).toBe(
      false,
    );
  });
});
