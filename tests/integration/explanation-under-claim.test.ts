import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainQualification } from '#features/verification/queries.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let scoped: ScopedPools;
beforeEach(async () => {
  bench = await serviceBench('45');
  scoped = openScopedPools(bench.database.url, 2);
});
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

test('GX24-3: a person registered in another city as well does not count, also for whoever may not see that city', async () => {
  const here = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '450102' });
  const there = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '450202' });
  await bench.pool.query(
    `insert into registration (enterprise_id, practitioner_id, division_code, kind, specialties, key, registered_on, valid_until, birth_date, insurance, feed, known_from)
     select $2, practitioner_id, '450202', kind, specialties, key || ' elsewhere', registered_on, valid_until, birth_date, insurance, feed, known_from
     from registration where enterprise_id = $1`,
    [here.id, there.id],
  );
  const asked = { enterpriseId: here.id, standardRow: 'GC-01-3', divisionCode: '450102' };
  const at = { asOf: '2026-06-01', instant: instant('2026-06-01') };
  const whole = await explainQualification(bench.pool, asked, at);
  const claim = {
    viewer: 'office',
    scope: '4501',
    enterpriseId: null,
    accountId: '00000000-0000-4000-8000-000000000001',
  } as const;
  const office = await explainQualification(scoped.forClaim(claim), asked, at);
  const enterprise = await explainQualification(
    scoped.forClaim({ ...claim, viewer: 'enterprise', scope: null, enterpriseId: here.id }),
    asked,
    at,
  );
  expect(whole.explanation.notCounted.map(({ reason }) => reason)).toContain('counted-elsewhere');
  expect(office.explanation).toEqual(whole.explanation);
  expect(enterprise.explanation).toEqual(whole.explanation);
});
