import { caseList, citationOf } from '#features/casework/queries.ts';
import { draftAct } from '#features/drafts/commands.ts';
import { previewDraft } from '#features/drafts/queries.ts';
import { enterpriseByUscc, isSearchable, qualificationsOf, searchEnterprises } from '#features/registry/queries.ts';
import { clauseIn, programmeIn } from '#law/regimes/citing.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { FindPage } from '#ui/portal-pages/office/find-page.tsx';
import { stageName } from '../../_portal/case-words.ts';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, evidenceIn } from '../../_portal/evidence-in.ts';
import { officeOfPerson, officerOf } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { actsFor, placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

/** The one regime that knows a finding in daily supervision (SX23-2.2). */
const HITS = 30;

interface Asked {
  readonly note: string;
  readonly errors: readonly FormError[];
}

async function enterpriseIn(visit: PortalVisit<unknown>, uscc: string) {
  const found = await enterpriseByUscc(visit.pool, uscc.toUpperCase());
  if (found === undefined) throw new ProblemError('not-found', '没有这家企业，或者不在本机关管辖范围内。');
  return found;
}

async function hitsOf(visit: PortalVisit<unknown>, q: string) {
  if (q === '') return { hits: [], problem: undefined };
  if (!isSearchable(q)) return { hits: [], problem: '请至少输入两个字。' };
  const { hits } = await searchEnterprises(visit.pool, { text: q, limit: HITS });
  return { hits: hits.map((hit) => ({ ...hit, place: placeName(hit.divisionCode) })), problem: undefined };
}

async function shown(visit: PortalVisit<unknown>, asked: Asked): Promise<PortalAnswer> {
  const { pool, person, url, csrf, site } = visit;
  const text = (name: string) => (url.searchParams.get(name) ?? '').trim();
  const [q, uscc] = [text('q'), text('uscc')];
  const enterprise = uscc === '' ? undefined : await enterpriseIn(visit, uscc);
  const { hits, problem } = enterprise === undefined ? await hitsOf(visit, q) : { hits: [], problem: undefined };
  const qualifications =
    enterprise === undefined
      ? []
      : (await qualificationsOf(pool, enterprise.id)).filter(({ status }) => status === 'in-force');
  const open = enterprise === undefined ? [] : (await caseList(pool, { text: uscc, open: true }, { limit: 100 })).rows;
  const chosen = qualifications.find(({ id }) => String(id) === text('qualification'));
  return {
    title: '日常监管发现',
    place: '/office/find',
    status: asked.errors.length === 0 ? 200 : 422,
    page: (
      <FindPage
        csrf={csrf}
        q={q}
        problem={problem}
        hits={hits}
        enterprise={enterprise === undefined ? undefined : { ...enterprise, place: placeName(enterprise.divisionCode) }}
        qualifications={qualifications.map((each) => {
          const found = open.find(({ qualification }) => qualification === each.name);
          return {
            ...each,
            caseId: found?.id ?? null,
            stage: found === undefined ? null : stageName(found.regime, found.stage),
          };
        })}
        chosen={person.held.role === 'handler' ? chosen : undefined}
        note={asked.note}
        errors={asked.errors}
        mayFind={person.held.role === 'handler'}
        office={actsFor(person.held)}
        clause={clauseIn(site.province, 'findings')}
        citation={citationOf(clauseIn(site.province, 'findings'))}
        notHere={
          programmeIn(site.province, 'findings') !== undefined
            ? undefined
            : '本省适用的制度没有“日常监管发现即予认定”的规定，不能在此登记；发现的问题请通过重点监管抽查或者另行立案处理。'
        }
        evidenceTypes={EVIDENCE_TYPES}
        evidenceBytes={EVIDENCE_BYTES}
      />
    ),
  };
}

export const { GET, POST } = portalRoute('/office/find', (visit) => shown(visit, { note: '', errors: [] }), {
  find: async (visit, form) => {
    const { pool, person, now, today, site } = visit;
    const note = textIn(form, 'note');
    const { evidence, errors } = await evidenceIn(form, 'evidence', {
      kind: 'finding',
      source: person.name,
      takenOn: today,
    });
    const missing: FormError[] = [
      ...(note.trim() === '' ? [{ field: 'note', text: '请写明日常监管中发现的情况。' }] : []),
      ...(evidence.length === 0 && errors.length === 0
        ? [{ field: 'evidence', text: '日常监管发现须附证据，请补充后再提交。' }]
        : []),
      ...errors,
    ];
    if (missing.length > 0) return shown(visit, { note, errors: missing });
    // The enterprise of the address is the scope's own; the qualification has to be one of it.
    const enterprise = await enterpriseIn(visit, textIn(form, 'uscc'));
    const owned = await qualificationsOf(pool, enterprise.id);
    const chosen = owned.find(({ id }) => String(id) === textIn(form, 'qualification'));
    if (chosen === undefined) throw new ProblemError('not-found', '没有这项资质，请从企业的资质中重新选择。');
    const open = (await caseList(pool, { text: enterprise.uscc, open: true }, { limit: 100 })).rows;
    const standing = open.find(({ qualification }) => qualification === chosen.name);
    const content = {
      act: 'find',
      qualificationId: chosen.id,
      province: site.province,
      about: `${enterprise.name}　${chosen.name}`,
      note,
    } as const;
    const caseIds = standing === undefined ? [] : [standing.id];
    // Whether the law of this place knows such a finding at all shows before anybody reviews it.
    const acting = { name: person.name, level: officeOfPerson(person).level };
    const tried = await previewDraft(pool, content, caseIds, acting, now, evidence);
    if (tried.result.outcome === 'refused') return shown(visit, { note, errors: [{ text: tried.result.reason }] });
    const outcome = await draftAct(pool, { content, caseIds, files: evidence }, officerOf(person), now);
    if (outcome.outcome === 'refused') return shown(visit, { note, errors: outcome.faults });
    return {
      to: `/office/drafts/${outcome.draftId}`,
      notice: { kind: 'done', text: '监管发现已拟稿，等待审核；经审核、用印后转为红牌，并制发文书。' },
    };
  },
});
