-- Rows of a running import stand in unlogged tables of their own (rows_<id>, refused_<id>), away from the registry: they
-- are dropped with the import, and what a killed import left is dropped by the next one.
CREATE SCHEMA "intake_staging";

ALTER TABLE "import_file" ADD CONSTRAINT "import_file_entity_check" CHECK ("entity" IN ('enterprises', 'qualifications', 'registrations', 'projects'));
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_extent_check" CHECK ("extent" IN ('full', 'incremental'));
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_status_check" CHECK ("status" IN ('staging', 'held', 'applied', 'refused'));
ALTER TABLE "quarantine_row" ADD CONSTRAINT "quarantine_row_status_check" CHECK ("status" IN ('waiting', 'replayed', 'dismissed'));
CREATE INDEX "import_file_digest_idx" ON "import_file"("digest");
CREATE INDEX "registration_feed_idx" ON "registration"("feed", "key") WHERE "known_to" IS NULL;
