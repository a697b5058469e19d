-- What offices look into beside the cases: spot checks of works under priority supervision (GX24-5.2, SX23-3.3), answers to official
-- questions, the province's own look at the quarterly summaries (SX23-4.3). Facts: appended, never changed.

CREATE TABLE "spot_check" (
    "id" UUID NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    -- where the enterprise is registered, and where the work stands: the office of either place sees the check
    "enterprise_division_code" CHAR(6) NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "case_id" UUID NOT NULL,
    "project_number" TEXT NOT NULL,
    "project_name" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "officers" TEXT[] NOT NULL,
    "looked_at" TEXT[] NOT NULL,
    "result" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "evidence_name" TEXT,
    "evidence_type" TEXT,
    "evidence_sha256" BYTEA,
    "evidence" BYTEA,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "office" TEXT NOT NULL,

    CONSTRAINT "spot_check_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "spot_check_enterprise_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "spot_check_case_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "spot_check_result_check" CHECK ("result" IN ('in-order', 'to-mend', 'handed-over')),
    CONSTRAINT "spot_check_looked_at_check" CHECK (cardinality("looked_at") > 0 AND "looked_at" <@ ARRAY['duty', 'quality', 'safety']),
    CONSTRAINT "spot_check_officers_check" CHECK (cardinality("officers") > 0),
    CONSTRAINT "spot_check_evidence_check" CHECK (num_nulls("evidence_name", "evidence_type", "evidence_sha256", "evidence") IN (0, 4))
);
CREATE INDEX "spot_check_enterprise_idx" ON "spot_check"("enterprise_id", "on_day" DESC);
CREATE INDEX "spot_check_day_idx" ON "spot_check"("on_day" DESC, "id");

CREATE TABLE "question_answer" (
    "id" UUID NOT NULL,
    "question_id" BIGINT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "answer" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" TEXT NOT NULL,

    CONSTRAINT "question_answer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "question_answer_question_fkey" FOREIGN KEY ("question_id") REFERENCES "official_question"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "question_answer_answer_check" CHECK ("answer" IN ('satisfied', 'short', 'other-clause'))
);
CREATE INDEX "question_answer_question_idx" ON "question_answer"("question_id", "answered_at" DESC);

CREATE TABLE "quarter_review" (
    "id" UUID NOT NULL,
    -- the city, padded: 140100
    "division_code" CHAR(6) NOT NULL,
    "quarter" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "content" TEXT NOT NULL,
    -- number of the circular, where it has one
    "number" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "quarter_review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "quarter_review_kind_check" CHECK ("kind" IN ('spot-check', 'criticism')),
    CONSTRAINT "quarter_review_quarter_check" CHECK ("quarter" ~ '^\d{4}-Q[1-4]$')
);
CREATE INDEX "quarter_review_quarter_idx" ON "quarter_review"("quarter", "division_code");

CREATE TRIGGER "spot_check_append_only" BEFORE UPDATE OR DELETE ON "spot_check" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "question_answer_append_only" BEFORE UPDATE OR DELETE ON "question_answer" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "quarter_review_append_only" BEFORE UPDATE OR DELETE ON "quarter_review" FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON "spot_check", "question_answer", "quarter_review" TO qualwatch_portal;

DO $$
DECLARE
  name text;
  viewer constant text := '(select current_setting(''app.viewer'', true))';
  scope constant text := '(select current_setting(''app.scope'', true))';
  place text := format('(%1$s = ''*'' or (length(%1$s) >= 2 and starts_with(division_code::text, %1$s)))', scope);
  either text := format('(%1$s = ''*'' or (length(%1$s) >= 2 and (starts_with(division_code::text, %1$s) or starts_with(enterprise_division_code::text, %1$s))))', scope);
BEGIN
  FOREACH name IN ARRAY ARRAY['spot_check', 'question_answer', 'quarter_review'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner_and_worker ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY office ON %I FOR ALL TO qualwatch_portal USING (%s = ''office'' and %s) WITH CHECK (%s = ''office'' and %s)', name,
      viewer, CASE name WHEN 'spot_check' THEN either ELSE place END, viewer, CASE name WHEN 'spot_check' THEN either ELSE place END);
    EXECUTE format('CREATE POLICY auditor ON %I FOR SELECT TO qualwatch_portal USING (%s = ''auditor'' and %s)', name,
      viewer, CASE name WHEN 'spot_check' THEN either ELSE place END);
  END LOOP;
END $$;

-- GX24-5.2, SX23-3.3: the list of an office holds enterprises of its place of registration and those with a work under construction there.
-- Of an enterprise registered elsewhere the office of the work is told name, failing qualifications and its works in this place: no more, and
-- nothing of one that has no work here. Place and claim must agree; without a claim the portal's role gets no rows.
CREATE FUNCTION priority_supervision(place text, after_uscc text, only_enterprise bigint, most integer)
RETURNS TABLE (enterprise_id bigint, name text, uscc text, division_code text, qualifications json, projects json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT e.id, e.name, e.uscc::text, e.division_code::text, marked.qualifications, coalesce(sites.projects, '[]'::json)
  FROM (
    SELECT c.enterprise_id, json_agg(json_build_object('caseId', c.id, 'name', q.name, 'regime', c.regime, 'stage', c.stage, 'since', c.opened_on)
      ORDER BY q.name, c.id) AS qualifications
    FROM public.cases c JOIN public.qualification q ON q.id = c.qualification_id
    WHERE c.closed_on IS NULL AND 'priority-supervision' = ANY (c.restrictions)
    GROUP BY c.enterprise_id) marked
  JOIN public.enterprise e ON e.id = marked.enterprise_id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('number', p.number, 'name', p.name, 'divisionCode', p.division_code, 'permitNumber', p.permit_number)
      ORDER BY p.number) AS projects, bool_or(starts_with(p.division_code::text, place)) AS here
    FROM public.project p
    WHERE (p.builder_uscc = e.uscc OR p.supervisor_uscc = e.uscc) AND p.finished_on IS NULL
      AND (starts_with(e.division_code::text, place) OR starts_with(p.division_code::text, place))) sites ON true
  WHERE (starts_with(e.division_code::text, place) OR sites.here)
    AND (after_uscc IS NULL OR e.uscc > after_uscc) AND (only_enterprise IS NULL OR e.id = only_enterprise)
    AND (current_setting('role') <> 'qualwatch_portal'
      OR current_setting('app.viewer', true) IN ('office', 'auditor')
        AND (current_setting('app.scope', true) = '*'
          OR length(current_setting('app.scope', true)) >= 2 AND starts_with(place, current_setting('app.scope', true))))
  ORDER BY e.uscc LIMIT most
$$;
REVOKE ALL ON FUNCTION priority_supervision(text, text, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION priority_supervision(text, text, bigint, integer) TO qualwatch_portal;
