-- What the register said of an enterprise until when: a page of a past day, a receipt of a bid-opening day and a question about frequent
-- changes of the legal representative (SY-G) need the name and the person of then. Whoever changes the row, the database keeps what it was.
CREATE TABLE "enterprise_version" (
    "id" BIGSERIAL NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "legal_representative" TEXT,
    "address" TEXT,
    "registered_capital" TEXT,
    "known_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enterprise_version_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "enterprise_version_enterprise_idx" ON "enterprise_version"("enterprise_id", "known_to");
ALTER TABLE "enterprise_version" ADD CONSTRAINT "enterprise_version_enterprise_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE TRIGGER "enterprise_version_append_only" BEFORE UPDATE OR DELETE ON "enterprise_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION "keep_enterprise_versions"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO enterprise_version (enterprise_id, name, division_code, legal_representative, address, registered_capital, known_to)
  SELECT o.id, o.name, o.division_code, o.legal_representative, o.address, o.registered_capital, n.recorded_at
  FROM old_rows o JOIN new_rows n ON n.id = o.id
  WHERE row(o.name, o.division_code, o.legal_representative, o.address, o.registered_capital)
    IS DISTINCT FROM row(n.name, n.division_code, n.legal_representative, n.address, n.registered_capital);
  RETURN NULL;
END $$;
CREATE TRIGGER "enterprise_keep_versions" AFTER UPDATE ON "enterprise"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_enterprise_versions();

ALTER TABLE "enterprise_version" ENABLE ROW LEVEL SECURITY;
CREATE POLICY with_enterprise ON "enterprise_version" FOR SELECT TO qualwatch_portal
  USING (EXISTS (SELECT 1 FROM "enterprise" e WHERE e.id = enterprise_id));
CREATE POLICY register ON "enterprise_version" FOR SELECT TO qualwatch_public USING (true);
GRANT SELECT ON "enterprise_version" TO qualwatch_portal, qualwatch_public;
