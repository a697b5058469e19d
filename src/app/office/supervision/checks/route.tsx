import { recordSpotCheck } from '#features/supervision/commands.ts';
import { CHECK_RESULTS, LOOKED_AT, prioritySupervision, spotChecks } from '#features/supervision/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { type CheckForm, SpotChecksPage } from '#ui/portal-pages/office/spot-checks-page.tsx';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, evidenceIn } from '../../../_portal/evidence-in.ts';
import { officeOfPerson, scopeOfPerson } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { actsFor, placeName } from '../../../_portal/portals.ts';
import { textIn } from '../../../_site/form-fields.ts';

const SHOWN = 200;
const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }));
const CONTENTS = options(LOOKED_AT);
const RESULTS = options(CHECK_RESULTS);

function nameIn(table: readonly { readonly value: string; readonly label: string }[], value: string): string {
  return table.find((each) => each.value === value)?.label ?? value;
}

/** The work that a check is about, from the address; none where the page only shows what was recorded. */
async function siteOf(visit: PortalVisit<unknown>) {
  const { pool, person, url } = visit;
  const id = url.searchParams.get('enterprise');
  const number = url.searchParams.get('project');
  if (id === null || number === null || person.held.role !== 'handler') return undefined;
  const found = /^\d{1,15}$/.test(id)
    ? await prioritySupervision(pool, { scope: scopeOfPerson(person), enterpriseId: Number(id), limit: 1 })
    : [];
  const [enterprise] = found;
  const project = enterprise?.projects.find((each) => each.number === number);
  if (enterprise === undefined || project === undefined) {
    throw new ProblemError('not-found', '该工程目前不在本机关的重点监管名单内，请从名单重新选择。');
  }
  return { enterprise, project };
}

type Typed = CheckForm['typed'];

async function shown(visit: PortalVisit<unknown>, typed: Typed, errors: readonly FormError[]): Promise<PortalAnswer> {
  const [site, checks] = await Promise.all([siteOf(visit), spotChecks(visit.pool, { limit: SHOWN })]);
  return {
    title: '抽查记录',
    place: '/office/supervision',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <SpotChecksPage
        form={
          site === undefined
            ? undefined
            : {
                csrf: visit.csrf,
                today: visit.today,
                enterpriseId: site.enterprise.enterpriseId,
                enterprise: site.enterprise.name,
                projectNumber: site.project.number,
                project: site.project.name,
                typed,
                errors,
                contents: CONTENTS,
                results: RESULTS,
                evidenceTypes: EVIDENCE_TYPES,
                evidenceBytes: EVIDENCE_BYTES,
              }
        }
        checks={checks.map((check) => ({
          ...check,
          project: check.projectName,
          place: placeName(check.divisionCode),
          lookedAt: check.lookedAt.map((each) => nameIn(CONTENTS, each)).join('、'),
          officers: check.officers.join('、'),
          result: nameIn(RESULTS, check.result),
        }))}
      />
    ),
  };
}

function isContent(text: string): text is keyof typeof LOOKED_AT {
  return Object.hasOwn(LOOKED_AT, text);
}

export const { GET, POST } = portalRoute(
  '/office/supervision/checks',
  (visit) => shown(visit, { onDay: visit.today, officers: '', lookedAt: [], result: '', findings: '' }, []),
  {
    record: async (visit, form) => {
      const { pool, person, now, today } = visit;
      const typed: Typed = {
        onDay: textIn(form, 'onDay'),
        officers: textIn(form, 'officers'),
        lookedAt: form.getAll('lookedAt').map(String),
        result: textIn(form, 'result'),
        findings: textIn(form, 'findings'),
      };
      const site = await siteOf(visit);
      if (site === undefined) throw new ProblemError('not-found', '请从重点监管名单选择工程。');
      const { evidence, errors } = await evidenceIn(form, 'evidence', {
        kind: 'finding',
        source: person.name,
        takenOn: today,
      });
      const result = Object.keys(CHECK_RESULTS).find(
        (each): each is keyof typeof CHECK_RESULTS => each === typed.result,
      );
      const officers = typed.officers.split(/[、，,\s]+/).filter((each) => each !== '');
      const lookedAt = typed.lookedAt.filter(isContent);
      // All gaps at once; the command checks them again.
      const missing: FormError[] = [
        ...(typed.onDay === '' ? [{ field: 'onDay', text: '请填写检查日期。' }] : []),
        ...(officers.length === 0 ? [{ field: 'officers', text: '请填写检查人员。' }] : []),
        ...(lookedAt.length === 0 ? [{ field: 'lookedAt', text: '请至少选择一项检查内容。' }] : []),
        ...(result === undefined ? [{ field: 'result', text: '请选择检查结果。' }] : []),
        ...(typed.findings.trim() === '' ? [{ field: 'findings', text: '请写明检查情况。' }] : []),
        ...errors,
      ];
      if (result === undefined || missing.length > 0) return shown(visit, typed, missing);
      const [file] = evidence;
      const outcome = await recordSpotCheck(pool, {
        scope: officeOfPerson(person).division,
        enterpriseId: site.enterprise.enterpriseId,
        projectNumber: site.project.number,
        onDay: typed.onDay,
        officers,
        lookedAt,
        result,
        findings: typed.findings,
        ...(file === undefined ? {} : { evidence: file }),
        actor: { name: person.name },
        office: actsFor(person.held),
        recordedAt: now,
      });
      if (outcome.outcome === 'refused') return shown(visit, typed, outcome.faults);
      return {
        to: '/office/supervision/checks',
        notice: { kind: 'done', text: `已登记对${site.project.name}的抽查。` },
      };
    },
  },
);
