import { askJob } from '#features/jobs/commands.ts';
import { latestJobs } from '#features/jobs/queries.ts';
import { assessmentRules, parseDay, verificationPolicyOn } from '#law/standards/index.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { ImpactFormPage } from '#ui/portal-pages/province/impact-form-page.tsx';
import { COMPARES_WITH_WORDS } from '#ui/words.ts';
import { mayAct } from '../../../_portal/access.ts';
import { typedIn } from '../../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { divisionOptions } from '../../../_portal/role-form.ts';
import { ruleSubject } from '../../../_portal/rule-words.ts';

const ADDRESS = '/province/standards/impact';
const MOST_BEFORE = 20;
const COMPARISONS = ['own', 'lowest', '乙级', 'none'] as const;

/** The rules that apply somewhere in the province on a day. */
function rulesOn(today: string, province: string) {
  return assessmentRules.rules.filter(
    ({ from, to, division = '' }) =>
      from <= today && (to === undefined || to >= today) && (division === '' || division.startsWith(province)),
  );
}

/** The form begins with what is in force. */
function inForce({ today, site }: PortalVisit<unknown>): (field: string) => string {
  const { maximumAge, insurance } = verificationPolicyOn(site.province, parseDay(today) ?? 0);
  const values: Readonly<Record<string, string>> = {
    division: site.province,
    maximumAge: maximumAge === null ? '' : String(maximumAge),
    insurance,
  };
  return (field) => values[field] ?? '';
}

async function shown(
  visit: PortalVisit<unknown>,
  errors: readonly FormError[],
  form?: FormData,
): Promise<PortalAnswer> {
  const { pool, csrf, site, today, person } = visit;
  const jobs = await latestJobs(pool, ['impact'], MOST_BEFORE);
  return {
    title: '影响测算',
    place: '/province/standards',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <ImpactFormPage
        csrf={csrf}
        typed={form === undefined ? inForce(visit) : typedIn(form)}
        errors={errors}
        divisions={divisionOptions(site.province)}
        rules={rulesOn(today, site.province).map(({ id, match, comparesWith, document }) => ({
          id,
          what: ruleSubject(match),
          present: COMPARES_WITH_WORDS[comparesWith],
          document,
        }))}
        comparisons={COMPARISONS.map((value) => ({ value, label: COMPARES_WITH_WORDS[value] }))}
        mayAsk={mayAct(ADDRESS, 'preview', person.held) && person.seenAs === null}
        before={jobs.map(({ id, asked, status, result, askedByName, askedAt }) => ({
          id,
          name: asked.kind === 'impact' ? asked.name : '',
          status,
          changed: typeof result?.changed === 'number' ? result.changed : null,
          askedByName,
          askedAt,
        }))}
      />
    ),
  };
}

export const { GET, POST } = portalRoute(ADDRESS, (visit) => shown(visit, []), {
  preview: async (visit, form) => {
    const { pool, person, now, today, site } = visit;
    const typed = typedIn(form);
    const errors: FormError[] = [];
    const [name, age, insurance, division] = [
      typed('name'),
      typed('maximumAge'),
      typed('insurance'),
      typed('division'),
    ];
    if (name === '') errors.push({ field: 'name', text: '请给草案起一个名称，以便日后查看。' });
    if (age !== '' && !/^(?:1[89]|[2-9]\d)$/.test(age)) {
      errors.push({ field: 'maximumAge', text: '年龄应为 18 至 99 的整数；不比对年龄的不填。' });
    }
    if (insurance !== 'ignore' && insurance !== 'required') {
      errors.push({ field: 'insurance', text: '请选择社会保险是否比对。' });
    }
    if (!divisionOptions(site.province).some(({ value }) => value === division)) {
      errors.push({ field: 'division', text: '请选择适用地区。' });
    }
    if (errors.length > 0 || (insurance !== 'ignore' && insurance !== 'required')) return shown(visit, errors, form);
    const compares = rulesOn(today, site.province).flatMap(({ id }) => {
      const comparesWith = COMPARISONS.find((value) => value === typed(`rule.${id}`));
      return comparesWith === undefined ? [] : [{ rule: id, comparesWith }];
    });
    const maximumAge = age === '' ? null : Number(age);
    const by = { accountId: person.accountId, name: person.name, at: now };
    const asked = { kind: 'impact', asOf: today, name, division, maximumAge, insurance, compares } as const;
    const { id } = await askJob(pool, { ...asked, compares }, by);
    return { to: `/province/standards/impact/${id}` };
  },
});
