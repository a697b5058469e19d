import {
  assessmentRules,
  dayText,
  policyVersion,
  standards,
  standardsVersion,
  verificationPolicies,
} from '#law/standards/index.ts';
import { StandardsAdminPage } from '#ui/portal-pages/province/standards-page.tsx';
import { COMPARES_WITH_WORDS } from '#ui/words.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { ruleConfidence, ruleSubject } from '../../_portal/rule-words.ts';

const CONFIDENCES = ['quoted', 'paraphrased', 'recalled', 'uncertain'] as const;
const place = (division: string | undefined) =>
  division === undefined || division === '' ? '全国' : placeName(division);

export const { GET, POST } = portalRoute('/province/standards', async ({ today }) => {
  const inForce = (from: string, to: string | undefined) => from <= today && (to === undefined || to >= today);
  return {
    title: '标准与政策',
    page: (
      <StandardsAdminPage
        standardsVersion={standardsVersion}
        policyVersion={policyVersion}
        standards={standards.map(({ id, title, from, rows }) => ({
          id,
          title,
          from: dayText(from),
          rows: rows.length,
          byConfidence: CONFIDENCES.map((confidence) => ({
            confidence,
            rows: rows.filter((row) => row.source_confidence === confidence).length,
          })).filter((each) => each.rows > 0),
        }))}
        policies={verificationPolicies.policies.map(({ id, division, from, to, maximumAge, insurance, basis }) => ({
          id,
          place: place(division),
          from,
          to: to ?? null,
          age: maximumAge === null ? '不比对' : `${maximumAge} 周岁及以下`,
          insurance: insurance === 'required' ? '缴纳异常的不计入' : '不比对',
          basis,
          inForce: inForce(from, to),
        }))}
        rules={assessmentRules.rules.map(({ id, division, from, to, match, comparesWith, document, confidence }) => ({
          id,
          place: place(division),
          from,
          to: to ?? null,
          what: ruleSubject(match),
          compares: COMPARES_WITH_WORDS[comparesWith],
          document,
          confidence: ruleConfidence(confidence),
          inForce: inForce(from, to),
        }))}
      />
    ),
  };
});
