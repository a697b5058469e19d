-- A decision of withdrawal passes a legal review with a written opinion and a collective discussion that the head signs, before it is sealed
-- (docs/decisions/0038). Nobody stands twice under a draft, by account or by name.

-- The roles: 法制审核人员 and 负责人.
ALTER TABLE "account_role" DROP CONSTRAINT "account_role_role_check";
ALTER TABLE "account_role" ADD CONSTRAINT "account_role_role_check" CHECK ("role" IN ('legal-representative', 'operator', 'handler', 'reviewer', 'legal-reviewer', 'head', 'seal-keeper', 'auditor', 'system-administrator', 'security-administrator', 'tenderer'));
ALTER TABLE "account_role" DROP CONSTRAINT "account_role_scope_check";
ALTER TABLE "account_role" ADD CONSTRAINT "account_role_scope_check" CHECK (
    CASE
        WHEN "role" IN ('legal-representative', 'operator') THEN "enterprise_id" IS NOT NULL AND "division" IS NULL AND "level" IS NULL
        WHEN "role" IN ('handler', 'reviewer', 'legal-reviewer', 'head', 'seal-keeper') THEN "division" ~ '^([0-9]{2}){1,3}$' AND "level" IS NOT NULL AND "enterprise_id" IS NULL
        WHEN "role" IN ('auditor', 'system-administrator', 'security-administrator') THEN "division" ~ '^([0-9]{2}){1,3}$' AND "level" IS NULL AND "enterprise_id" IS NULL
        ELSE "division" IS NULL AND "enterprise_id" IS NULL AND "level" IS NULL
    END
);

CREATE OR REPLACE FUNCTION account_role_kept_apart() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  apart constant text[] := ARRAY['auditor', 'system-administrator', 'security-administrator'];
  offices constant text[] := ARRAY['handler', 'reviewer', 'legal-reviewer', 'head', 'seal-keeper'];
  firms constant text[] := ARRAY['legal-representative', 'operator'];
BEGIN
  IF NEW.ended_at IS NOT NULL THEN RETURN NEW; END IF;
  PERFORM 1 FROM account WHERE id = NEW.account_id FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM account_role r
    WHERE r.account_id = NEW.account_id AND r.id <> NEW.id AND r.ended_at IS NULL
      AND (r.role <> NEW.role AND (r.role = ANY (apart) OR NEW.role = ANY (apart))
        OR r.role = ANY (offices) AND NEW.role = ANY (firms) OR r.role = ANY (firms) AND NEW.role = ANY (offices))
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'account_role_kept_apart',
      MESSAGE = 'one account may not hold both roles';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION account_role_by_two() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'qualwatch_accounts' OR NEW.ended_at IS NOT NULL
    OR NEW.role NOT IN ('handler', 'reviewer', 'legal-reviewer', 'head', 'seal-keeper', 'auditor', 'system-administrator', 'security-administrator') THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM account_request q
    WHERE q.id = NEW.request_id AND q.kind IN ('open-account', 'grant-role') AND q.decision = 'confirmed' AND q.account_id = NEW.account_id
      AND q.content #>> '{role,role}' = NEW.role AND q.content #>> '{role,level}' IS NOT DISTINCT FROM NEW.level
      AND q.content #>> '{role,division}' IS NOT DISTINCT FROM NEW.division
      AND NOT EXISTS (SELECT 1 FROM account_role r WHERE r.request_id = q.id AND r.id <> NEW.id)
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'account_role_by_two',
      MESSAGE = 'a role of an office is asked for by one administrator and confirmed by another';
  END IF;
  RETURN NEW;
END $$;

-- The links of a draft's chain, set when it is begun (src/law/regimes/chains.ts). The database asks for these at the least; a regime may ask for more.
CREATE FUNCTION "draft_links_owed"(act text, content jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  SELECT CASE WHEN act = 'decide' AND content ->> 'result' = 'revoke' THEN ARRAY['review', 'legal-review', 'head', 'seal'] ELSE ARRAY['review', 'seal'] END
$$;
ALTER TABLE "draft" ADD COLUMN "links" TEXT[] NOT NULL DEFAULT ARRAY['review', 'seal'];
ALTER TABLE "draft" DROP CONSTRAINT "draft_status_check";
ALTER TABLE "draft" ADD CONSTRAINT "draft_status_check"
  CHECK ("status" IN ('drafted', 'reviewed', 'legal-reviewed', 'returned', 'discarded', 'approved', 'sealed', 'finished'));

-- What stands under a draft beside review and seal: the written opinion of the legal review, the minutes of the discussion.
CREATE TABLE "draft_signature" (
    "draft_id" UUID NOT NULL,
    "link" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "result" TEXT NOT NULL,
    "signed_by" UUID NOT NULL,
    "signed_by_name" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "opinion" TEXT NOT NULL,
    "minutes" JSONB,

    CONSTRAINT "draft_signature_pkey" PRIMARY KEY ("draft_id", "link"),
    CONSTRAINT "draft_signature_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "draft_signature_link_check" CHECK ("link" IN ('legal-review', 'head')),
    CONSTRAINT "draft_signature_result_check" CHECK ("result" IN ('approve', 'return')),
    CONSTRAINT "draft_signature_opinion_check" CHECK (btrim("opinion") <> ''),
    CONSTRAINT "draft_signature_minutes_check" CHECK (("minutes" IS NOT NULL) = ("link" = 'head' AND "result" = 'approve')
      AND ("minutes" IS NULL OR "minutes" ?& ARRAY['on', 'present', 'conclusion']))
);
GRANT SELECT, INSERT ON "draft_signature" TO qualwatch_portal;
DO $$
DECLARE
  place constant text := $p$ and ((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
BEGIN
  ALTER TABLE "draft_signature" ENABLE ROW LEVEL SECURITY;
  EXECUTE format($q$CREATE POLICY office ON "draft_signature" FOR ALL TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'office' %s) WITH CHECK ((select current_setting('app.viewer', true)) = 'office' %s)$q$, place, place);
  EXECUTE format($q$CREATE POLICY auditor ON "draft_signature" FOR SELECT TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'auditor' %s)$q$, place);
  CREATE POLICY owner_and_worker ON "draft_signature" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
END $$;

-- A name as the rule of an office tells people apart (account_role_told_apart).
CREATE FUNCTION "folded_name"(name text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  SELECT regexp_replace(normalize(name, NFKC), '\s', '', 'g')
$$;

-- Everybody who stands under a draft, each once: a draft is of one office, in which one name is one person.
CREATE FUNCTION "draft_signers"(draft uuid) RETURNS TABLE("account" uuid, "name" text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT d.drafted_by, folded_name(d.drafted_by_name) FROM draft d WHERE d.id = draft
  UNION ALL SELECT d.reviewed_by, folded_name(d.reviewed_by_name) FROM draft d WHERE d.id = draft AND d.reviewed_by IS NOT NULL
  UNION ALL SELECT d.sealed_by, folded_name(d.sealed_by_name) FROM draft d WHERE d.id = draft AND d.sealed_by IS NOT NULL
  UNION ALL SELECT s.signed_by, folded_name(s.signed_by_name) FROM draft_signature s WHERE s.draft_id = draft
$$;
CREATE FUNCTION "nobody_twice_under"(draft uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT count(DISTINCT account) = count(*) AND count(DISTINCT name) = count(name) FROM draft_signers(draft)
$$;

-- Sealed through every link of its chain by different people, not carried out yet, about this act and this case (null: not asked).
CREATE OR REPLACE FUNCTION "sealed_draft_covers"(draft uuid, of_case uuid, of_act text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT 1 FROM draft d
    WHERE d.id = draft AND d.status = 'sealed' AND (of_act IS NULL OR d.act = of_act)
      AND d.links @> draft_links_owed(d.act, d.content) AND d.reviewed_by IS NOT NULL AND d.sealed_by IS NOT NULL AND nobody_twice_under(d.id)
      AND NOT EXISTS (
        SELECT 1 FROM unnest(d.links) AS owed(link) WHERE owed.link NOT IN ('review', 'seal')
          AND NOT EXISTS (SELECT 1 FROM draft_signature s WHERE s.draft_id = d.id AND s.link = owed.link AND s.result = 'approve'))
      AND (of_case IS NULL
        OR EXISTS (SELECT 1 FROM draft_case k WHERE k.draft_id = d.id AND k.case_id = of_case AND k.status = 'waiting')
        -- A finding may open its case: it names the qualification.
        OR d.act = 'find' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = of_case AND c.qualification_id = (d.content ->> 'qualificationId')::bigint))
  )
$$;

CREATE OR REPLACE FUNCTION "case_event_by_three"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.draft_id IS NULL OR NOT sealed_draft_covers(NEW.draft_id, NEW.case_id, chained_act(NEW.content)) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_by_three',
      MESSAGE = format('the event %s of case %s rests on no draft that was reviewed and sealed by others', NEW.sequence, NEW.case_id);
  END IF;
  -- How many people a decision needs hangs on its result: the draft said the same.
  IF chained_act(NEW.content) = 'decide' AND EXISTS (
    SELECT 1 FROM draft d WHERE d.id = NEW.draft_id AND d.content ->> 'result' IS DISTINCT FROM NEW.content::jsonb -> 'event' ->> 'result') THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_by_three',
      MESSAGE = format('the event %s of case %s decides otherwise than its draft', NEW.sequence, NEW.case_id);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "official_document_by_three"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.draft_id IS NULL AND NEW.kind = 'unmark-notice' AND EXISTS (
    SELECT 1 FROM case_event e WHERE e.case_id = NEW.case_id AND NEW.fact_id = 'unmark-notice:' || e.case_id || ':' || e.sequence
      AND chained_act(e.content) IS NULL AND e.content::jsonb -> 'event' -> 'documents' ? 'unmark-notice'
  ) THEN RETURN NULL; END IF;
  -- The decision of withdrawal comes of no other draft than one that decided so.
  IF NEW.draft_id IS NULL OR NOT sealed_draft_covers(NEW.draft_id, NEW.case_id, CASE WHEN NEW.kind = 'decision' THEN 'decide' END)
    OR NEW.kind = 'decision' AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.id = NEW.draft_id AND d.content ->> 'result' = 'revoke') THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'official_document_by_three',
      MESSAGE = format('the %s %s rests on no draft that was reviewed and sealed by others', NEW.kind, NEW.id);
  END IF;
  RETURN NULL;
END $$;

-- Drafts that wait to be signed go through the longer chain from where they stand. What is drafted waits for its review as before; what is
-- reviewed waits for the legal review. The seal on what nothing was issued by yet is taken back; where a part was carried out already, the
-- rest is due again and drafted anew.
ALTER TABLE "draft" DISABLE TRIGGER "draft_signed_in_person";
ALTER TABLE "draft" DISABLE TRIGGER "draft_stays_as_signed";
INSERT INTO audit_entry (recorded_at, actor, action, subject, content)
  SELECT now(), 'platform', 'draft-carried-over', 'draft:' || id, jsonb_build_object('status', status, 'sealedBy', sealed_by_name)
  FROM "draft" WHERE act = 'decide' AND content ->> 'result' = 'revoke' AND status IN ('drafted', 'approved', 'sealed') ORDER BY drafted_at, id;
UPDATE "draft_case" k SET status = 'refused', done_at = now(), reason = '撤回决定自本次升级起须经法制审核、集体讨论并由负责人签发，请重新拟稿。'
  FROM "draft" d WHERE d.id = k.draft_id AND k.status = 'waiting' AND d.act = 'decide' AND d.content ->> 'result' = 'revoke' AND d.status = 'sealed'
    AND EXISTS (SELECT 1 FROM "draft_case" done WHERE done.draft_id = d.id AND done.status = 'done');
UPDATE "draft" SET status = 'finished', finished_at = now() WHERE act = 'decide' AND content ->> 'result' = 'revoke' AND status = 'sealed'
  AND NOT EXISTS (SELECT 1 FROM "draft_case" k WHERE k.draft_id = id AND k.status = 'waiting');
UPDATE "draft" SET links = draft_links_owed(act, content), status = CASE status WHEN 'drafted' THEN 'drafted' ELSE 'reviewed' END,
    sealed_by = NULL, sealed_by_name = NULL, sealed_at = NULL
  WHERE act = 'decide' AND content ->> 'result' = 'revoke' AND status IN ('drafted', 'approved', 'sealed');
ALTER TABLE "draft" ENABLE TRIGGER "draft_stays_as_signed";
ALTER TABLE "draft" ENABLE TRIGGER "draft_signed_in_person";

-- A draft goes from link to link in the order of its chain, each signed by whoever is signed in, nobody twice; what was signed stays.
CREATE OR REPLACE FUNCTION "draft_signed_in_person"() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, public AS $$
DECLARE me constant uuid := nullif(current_setting('app.account', true), '')::uuid;
DECLARE longer constant boolean := NEW.links @> ARRAY['legal-review', 'head'];
BEGIN
  IF NOT NEW.links @> draft_links_owed(NEW.act, NEW.content) OR NOT NEW.links <@ ARRAY['review', 'legal-review', 'head', 'seal']
    OR NEW.links && ARRAY['legal-review', 'head'] AND NOT longer THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a draft leaves out no link of its chain';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF current_user = 'qualwatch_portal' AND (NEW.drafted_by IS DISTINCT FROM me OR NEW.status <> 'drafted') THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a draft is begun by whoever is signed in';
    END IF;
    RETURN NULL;
  END IF;
  IF (OLD.act, OLD.content, OLD.drafted_by, OLD.links) IS DISTINCT FROM (NEW.act, NEW.content, NEW.drafted_by, NEW.links)
    OR OLD.reviewed_by IS NOT NULL AND OLD.reviewed_by IS DISTINCT FROM NEW.reviewed_by
    OR OLD.sealed_by IS NOT NULL AND OLD.sealed_by IS DISTINCT FROM NEW.sealed_by
    OR OLD.status IN ('finished', 'returned', 'discarded') AND NEW.status <> OLD.status
    OR NEW.status = 'sealed' AND OLD.status NOT IN ('approved', 'sealed')
    OR NEW.status = 'approved' AND OLD.status <> 'approved' AND OLD.status <> (CASE WHEN longer THEN 'legal-reviewed' ELSE 'drafted' END)
    OR NEW.status = 'reviewed' AND (NOT longer OR OLD.status NOT IN ('drafted', 'reviewed'))
    OR NEW.status = 'legal-reviewed' AND (NOT longer OR OLD.status NOT IN ('reviewed', 'legal-reviewed')) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'what was drafted, reviewed or sealed is not changed afterwards';
  END IF;
  IF NEW.status IN ('reviewed', 'legal-reviewed', 'approved', 'sealed') AND (NEW.reviewed_by IS NULL
    OR longer AND NEW.status <> 'reviewed' AND NOT EXISTS (SELECT 1 FROM draft_signature s WHERE s.draft_id = NEW.id AND s.link = 'legal-review' AND s.result = 'approve')
    OR longer AND NEW.status IN ('approved', 'sealed') AND NOT EXISTS (SELECT 1 FROM draft_signature s WHERE s.draft_id = NEW.id AND s.link = 'head' AND s.result = 'approve')) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a draft leaves out no link of its chain';
  END IF;
  IF NOT nobody_twice_under(NEW.id) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_nobody_twice', MESSAGE = 'nobody stands twice under a draft, by account or by name';
  END IF;
  IF current_user = 'qualwatch_portal'
    AND (OLD.reviewed_by IS NULL AND NEW.reviewed_by IS NOT NULL AND NEW.reviewed_by IS DISTINCT FROM me
      OR OLD.sealed_by IS NULL AND NEW.sealed_by IS NOT NULL AND NEW.sealed_by IS DISTINCT FROM me) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a draft is reviewed and sealed by whoever is signed in';
  END IF;
  RETURN NULL;
END $$;

-- Deferred to the commit, as what a rehearsal signs is never committed. The links of a signature and of its draft fit: signed while it waited for it.
CREATE FUNCTION "draft_signature_in_person"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user = 'qualwatch_portal' AND NEW.signed_by IS DISTINCT FROM nullif(current_setting('app.account', true), '')::uuid THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a draft is reviewed and sealed by whoever is signed in';
  END IF;
  IF NOT nobody_twice_under(NEW.draft_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_nobody_twice', MESSAGE = 'nobody stands twice under a draft, by account or by name';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM draft d WHERE d.id = NEW.draft_id AND NEW.link = ANY (d.links)
      AND (NEW.result = 'return' AND d.status = 'returned' OR NEW.result = 'approve' AND d.reviewed_by IS NOT NULL AND d.status NOT IN ('drafted', 'reviewed', 'returned'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a signature stands where the draft waits for it';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "draft_signature_in_person" AFTER INSERT ON "draft_signature" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION draft_signature_in_person();
CREATE TRIGGER "draft_signature_stays" BEFORE UPDATE OR DELETE ON "draft_signature" FOR EACH ROW EXECUTE FUNCTION draft_stays_as_signed();

-- The scan of the minutes comes with the head's signature; everything else was put into the draft before its review.
CREATE FUNCTION "draft_file_before_review"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM draft d WHERE d.id = NEW.draft_id AND (d.status = 'drafted' OR d.act = 'find'))
    AND NOT (NEW.kind = 'minutes' AND EXISTS (
      SELECT 1 FROM draft_signature s WHERE s.draft_id = NEW.draft_id AND s.link = 'head' AND s.result = 'approve' AND s.signed_at = NEW.recorded_at
        AND s.signed_by = nullif(current_setting('app.account', true), '')::uuid)) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_filled_before_review',
      MESSAGE = 'nothing is put into a draft once it is reviewed';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER "draft_file_before_review" ON "draft_file";
CREATE CONSTRAINT TRIGGER "draft_file_before_review" AFTER INSERT ON "draft_file" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_user = 'qualwatch_portal') EXECUTE FUNCTION draft_file_before_review();
