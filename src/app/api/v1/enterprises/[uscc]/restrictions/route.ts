import type { z } from 'zod';
import { citationOf } from '#features/casework/queries.ts';
import { asOfNow, publicEnterprise } from '#features/registry/queries.ts';
import { restrictionWords } from '#ui/words.ts';
import { json } from '../../../../../_site/answer.ts';
import { restrictionsSchema } from '../../../../../_site/open-data-schemas.ts';
import { unknownEnterprise, usccOf } from '../../../../../_site/parameters.ts';
import { publicRoute } from '../../../../../_site/public-route.ts';

type Answered = z.input<typeof restrictionsSchema>;

/**
 * The one query that approval, tendering, permit and award systems ask (GX24-4.1c, SX23-3.2, SX23-3.3, SX23-3.4, SY-2.6); a stage that
 * is not public lays no restriction that is told here (SX23-2.1).
 */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ uscc: string }>(
  { route: '/api/v1/enterprises/{uscc}/restrictions', as: 'interface', limited: true },
  async ({ site, url, now, params }) => {
    const uscc = await usccOf(site, params.uscc, url);
    if (typeof uscc !== 'string') return uscc;
    const enterprise = await publicEnterprise(site.pool, uscc, asOfNow(now), site.province);
    if (enterprise === undefined) throw unknownEnterprise(uscc);
    const restrictions = enterprise.certificates.flatMap(({ certificate, qualifications }) =>
      qualifications.flatMap(({ facts, case: open }) => {
        if (open === undefined) return [];
        const clause = open.publicClause ?? open.clause;
        const words = restrictionWords(open.restrictions, open.regime);
        return open.restrictions.map((code, at) => ({
          code,
          text: words[at] ?? code,
          qualification: {
            id: facts.id,
            name: facts.name,
            nationalCode: facts.nationalCode,
            certificateNumber: certificate?.number ?? null,
          },
          since: open.publicSince ?? open.openedOn,
          clause: { id: clause, citation: citationOf(clause) },
        }));
      }),
    );
    const { name } = enterprise.facts;
    const answer: unknown = { uscc, name, instant: now.toISOString(), restrictions };
    const checked: Answered = restrictionsSchema.parse(answer);
    // Systems act on it: nobody keeps it.
    return json(checked, 0);
  },
);
