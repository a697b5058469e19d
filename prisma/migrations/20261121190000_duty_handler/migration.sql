-- Which office owes a duty follows from regime, duty and licensing level (src/law/regimes/duty-handler.ts) and is written beside it:
-- a work list is then read from the duties alone, what has no term in law by the age of its case. Duties written before this get
-- what the regimes said on that day.
ALTER TABLE "case_duty" ADD COLUMN "handler" TEXT NOT NULL DEFAULT 'platform', ADD COLUMN "opened_on" DATE;
UPDATE "case_duty" d SET "opened_on" = c.opened_on FROM "cases" c WHERE c.id = d.case_id;
ALTER TABLE "case_duty" ALTER COLUMN "opened_on" SET NOT NULL;
UPDATE "case_duty" d SET "handler" = o.handler
FROM "cases" c, (VALUES
  ('guangxi-2024', 'issue-order', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'notify-intent', 'city', '{city}'),
  ('guangxi-2024', 'notify-intent', 'province', '{province,ministry}'),
  ('guangxi-2024', 'decide', 'city', '{city}'),
  ('guangxi-2024', 'decide', 'province', '{province,ministry}'),
  ('guangxi-2024', 'hold-hearing', 'city', '{city}'),
  ('guangxi-2024', 'hold-hearing', 'province', '{province,ministry}'),
  ('guangxi-2024', 'announce', 'city', '{city}'),
  ('guangxi-2024', 'announce', 'province', '{province,ministry}'),
  ('guangxi-2024', 'send-ems-order', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'publish-order', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'answer-bounce-order', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'send-ems-intent', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'publish-intent', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'answer-bounce-intent', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'send-ems-decision', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'publish-decision', 'city', '{city,province,ministry}'),
  ('guangxi-2024', 'answer-bounce-decision', 'city', '{city,province,ministry}'),
  ('shanxi-2023', 'opinion', 'city', '{city,province,ministry}'),
  ('shanxi-2023', 'decide-objection', 'province', '{city,province,ministry}'),
  ('shanxi-2023', 'confirm', 'city', '{city}'),
  ('shanxi-2023', 'confirm', 'province', '{province,ministry}'),
  ('shanxi-2023', 'propose', 'city', '{city}'),
  ('shanxi-2023', 'propose', 'province', '{province,ministry}'),
  ('shanxi-2023', 'start', 'approval-bureau', '{city}'),
  ('shanxi-2023', 'start', 'province', '{province,ministry}'),
  ('shanxi-2023', 'return-result', 'approval-bureau', '{city}'),
  ('shanxi-2023', 'return-result', 'province', '{province,ministry}'),
  ('shanxi-2023', 'hold-hearing', 'approval-bureau', '{city}'),
  ('shanxi-2023', 'hold-hearing', 'province', '{province,ministry}'),
  ('shanxi-2023', 'decide', 'province', '{city,province,ministry}'),
  ('shanxi-2023', 'start-overdue', 'approval-bureau', '{city}'),
  ('shanxi-2023', 'start-overdue', 'province', '{province,ministry}'),
  ('shenyang-2024', 'issue-order', 'district', '{city,province,ministry}'),
  ('shenyang-2024', 'collate', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'recheck-district', 'district', '{city,province,ministry}'),
  ('shenyang-2024', 'recheck-city', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'notify-intent', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'decide', 'city', '{city}'),
  ('shenyang-2024', 'decide', 'province', '{province,ministry}'),
  ('shenyang-2024', 'hold-hearing', 'city', '{city}'),
  ('shenyang-2024', 'hold-hearing', 'province', '{province,ministry}'),
  ('shenyang-2024', 'announce', 'city', '{city}'),
  ('shenyang-2024', 'announce', 'province', '{province,ministry}'),
  ('shenyang-2024', 'send-ems-order', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'publish-order', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'send-ems-intent', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'publish-intent', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'send-ems-decision', 'city', '{city,province,ministry}'),
  ('shenyang-2024', 'publish-decision', 'city', '{city,province,ministry}')
) AS o(regime, what, handler, licensing)
WHERE c.id = d.case_id AND o.regime = c.regime AND o.what = d.what AND c.subject->'qualification'->>'licensing' = ANY(o.licensing::text[]);
ALTER TABLE "case_duty" ALTER COLUMN "handler" DROP DEFAULT;
ALTER TABLE "case_duty" ADD CONSTRAINT "case_duty_handler_check"
  CHECK ("handler" IN ('district', 'city', 'province', 'approval-bureau', 'platform'));
CREATE INDEX "case_duty_handler_idx" ON "case_duty"("handler", "what", "by_day", "opened_on", "case_id") INCLUDE ("division_code");
