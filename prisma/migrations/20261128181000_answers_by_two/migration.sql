-- What a regime leaves to an official: answered by one of the province with what the answer rests on, confirmed by another, in force from a
-- day, laid before the open cases by the worker on that day. Rows stay.
CREATE TABLE "regime_answer" (
    "id" UUID NOT NULL,
    "regime" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "in_force_from" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decision_reason" TEXT,
    "laid_at" TIMESTAMPTZ(3),

    CONSTRAINT "regime_answer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "regime_answer_status_check" CHECK ("status" IN ('requested', 'confirmed', 'refused')),
    CONSTRAINT "regime_answer_two_persons_check" CHECK ("decided_by" IS NULL OR "decided_by" <> "requested_by"),
    CONSTRAINT "regime_answer_decided_check" CHECK (("status" = 'requested') = ("decided_by" IS NULL)),
    CONSTRAINT "regime_answer_laid_check" CHECK ("laid_at" IS NULL OR "status" = 'confirmed')
);
CREATE UNIQUE INDEX "regime_answer_waiting_key" ON "regime_answer"("regime", "question") WHERE "status" = 'requested';
CREATE INDEX "regime_answer_question_idx" ON "regime_answer"("regime", "question", "in_force_from" DESC);

CREATE FUNCTION "regime_answer_by_two"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'requested' OR NEW.laid_at IS NOT NULL THEN
      RAISE EXCEPTION 'an answer to % is confirmed by a second person', NEW.question
        USING ERRCODE = 'check_violation', CONSTRAINT = 'regime_answer_by_two';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.id, OLD.regime, OLD.question, OLD.answer, OLD.basis, OLD.in_force_from, OLD.requested_at, OLD.requested_by, OLD.requested_by_name)
     IS DISTINCT FROM
     (NEW.id, NEW.regime, NEW.question, NEW.answer, NEW.basis, NEW.in_force_from, NEW.requested_at, NEW.requested_by, NEW.requested_by_name)
     OR (OLD.status <> 'requested' AND (OLD.status, OLD.decided_at, OLD.decided_by, OLD.decided_by_name, OLD.decision_reason)
       IS DISTINCT FROM (NEW.status, NEW.decided_at, NEW.decided_by, NEW.decided_by_name, NEW.decision_reason))
     OR OLD.laid_at IS NOT NULL THEN
    RAISE EXCEPTION 'an answer to % is decided once, as it was given, and laid before the cases once', OLD.question
      USING ERRCODE = 'check_violation', CONSTRAINT = 'regime_answer_by_two';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "regime_answer_by_two" BEFORE INSERT OR UPDATE ON "regime_answer"
  FOR EACH ROW EXECUTE FUNCTION regime_answer_by_two();

DO $$
DECLARE
  viewer constant text := $p$(select current_setting('app.viewer', true))$p$;
  scope constant text := $p$(select current_setting('app.scope', true))$p$;
  account constant text := $p$(select nullif(current_setting('app.account', true), '')::uuid)$p$;
  province text := format('%s = ''office'' and %s = ''*''', viewer, scope);
BEGIN
  ALTER TABLE "regime_answer" ENABLE ROW LEVEL SECURITY;
  -- Every step is judged by the answers in force, whoever takes it.
  EXECUTE format('CREATE POLICY known ON "regime_answer" FOR SELECT TO qualwatch_portal USING (nullif(%s, '''') is not null)', viewer);
  EXECUTE format('CREATE POLICY one_answers ON "regime_answer" FOR INSERT TO qualwatch_portal WITH CHECK (%s and requested_by = %s)', province, account);
  EXECUTE format('CREATE POLICY another_decides ON "regime_answer" FOR UPDATE TO qualwatch_portal USING (%s) WITH CHECK (%s and decided_by = %s and laid_at is null)', province, province, account);
END $$;
GRANT SELECT, INSERT, UPDATE ON "regime_answer" TO qualwatch_portal;
