import { caseFile, caseHead, caseOptions, citationOf, clauseOf } from '#features/casework/queries.ts';
import { documentsOfCase } from '#features/documents/queries.ts';
import { evidenceOfCase, factWords, inboxOf, regimeName, saidWith, stageName } from '#features/service/queries.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { SERVED_DOCUMENTS } from '#law/regimes/words.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { OwnCasePage } from '#ui/portal-pages/enterprise/case-page.tsx';
import { portalRoute } from '../../../_portal/portal-route.tsx';
import { idOf, ownEnterprise } from '../../_own.ts';
import { objectionStanding } from './objection-standing.ts';
import { EVIDENCE_KINDS, isOwnStep, OWN_STEPS, ownWords, whenUnder } from './steps.ts';

const MISSING = '贵单位没有这件案件。请从概览中选择。';
const MOST_MESSAGES = 1000;

function clauseGround(id: string) {
  const text = clauseOf(id)?.text;
  return { id, citation: citationOf(id), ...(text === undefined ? {} : { text }) };
}

function servedName(kind: string): string {
  return Object.entries<string>(SERVED_DOCUMENTS).find(([name]) => name === kind)?.[1] ?? kind;
}

export const { GET, POST } = portalRoute<{ caseId: string }>('/enterprise/cases/[caseId]', async (visit) => {
  const { pool, params, today } = visit;
  const enterprise = await ownEnterprise(visit);
  const caseId = idOf(params.caseId, MISSING);
  const [head, file] = await Promise.all([caseHead(pool, caseId), caseFile(pool, caseId)]);
  if (head === undefined || file === undefined) throw new ProblemError('not-found', MISSING);
  const [options, documents, inbox, evidence] = await Promise.all([
    caseOptions(pool, caseId, 'enterprise', today),
    documentsOfCase(pool, caseId),
    inboxOf(pool, enterprise.id, MOST_MESSAGES),
    evidenceOfCase(pool, caseId),
  ]);
  const put = new Map(inbox.map((message) => [message.documentId, message]));
  const closed = head.closedOn !== null;
  return {
    title: `案件 · ${head.qualification}`,
    place: '/enterprise',
    page: (
      <OwnCasePage
        caseId={caseId}
        today={today}
        qualificationId={head.qualificationId}
        qualification={head.qualification}
        stage={head.stage}
        regime={head.regime}
        stageName={stageName(head.regime, head.stage)}
        closed={closed}
        deadline={closed ? null : head.deadline}
        provisional={head.provisional}
        restrictions={head.restrictions}
        objection={objectionStanding(
          file.events.map(({ content }): CaseEvent => JSON.parse(content).event),
          options?.licensing,
        )}
        facts={[
          ['适用制度', regimeName(head.regime)],
          ['须核对', REGIMES.get(head.regime)?.trial ?? null],
          ['立案', head.openedOn],
          ['办结', head.closedOn],
          ['证书编号', head.certificateNumber],
          ...Object.entries(head.servedOn).map(([kind, day]): [string, string] => [`《${servedName(kind)}》送达`, day]),
        ]}
        steps={[
          ...(closed ? [] : [{ step: 'rectify' as const, name: OWN_STEPS.rectify.name, refusal: null }]),
          ...(closed ? [] : (options?.options ?? [])).flatMap((option) =>
            isOwnStep(option.do)
              ? [
                  {
                    step: option.do,
                    name: OWN_STEPS[option.do].name,
                    refusal:
                      option.refusal === null
                        ? null
                        : {
                            reason: ownWords(option.refusal.reason),
                            clause: clauseGround(option.refusal.clause),
                            when: whenUnder(head.regime, OWN_STEPS[option.do]),
                          },
                  },
                ]
              : [],
          ),
        ]}
        story={file.events
          .map((event) => {
            const content: { event: CaseEvent } = JSON.parse(event.content);
            return {
              key: String(event.sequence),
              day: event.onDay,
              act: factWords(content.event),
              said: saidWith(event.content),
              ...(event.actor === 'platform' ? { who: '系统自动' } : {}),
              clause: clauseGround(event.clause),
              hash: event.hash,
            };
          })
          .reverse()}
        // What one office writes to another is not the enterprise's mail: only what was put before it.
        documents={documents.flatMap((document) => {
          const message = put.get(document.id);
          return message === undefined ? [] : [{ ...document, readAt: message.readAt }];
        })}
        evidence={evidence.map((each) => ({
          key: each.id,
          name: each.name,
          address: `/enterprise/cases/${caseId}/evidence/${each.id}`,
          kind: EVIDENCE_KINDS[each.kind] ?? each.kind,
          bytes: each.bytes,
          handedInAt: each.recordedAt,
          by: each.recordedBy,
          sha256: each.sha256,
        }))}
      />
    ),
  };
});
