-- One clock (decision 0023): what becomes known is dated by the program's clock, and never at or before what was known already.
CREATE TABLE "knowledge_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "last_instant" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "knowledge_clock_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "knowledge_clock_one_check" CHECK ("id" = 1)
);
INSERT INTO "knowledge_clock" ("last_instant")
SELECT last FROM (SELECT greatest((SELECT max(finished_at) FROM "import_file"), (SELECT max(greatest(instant, settled_at)) FROM "verification_run")) AS last) known
WHERE last IS NOT NULL;

-- Up to which legal day it was asked what time alone has changed in the register.
CREATE TABLE "time_watermark" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "looked_until" DATE NOT NULL,
    "after_enterprise" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "time_watermark_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "time_watermark_one_check" CHECK ("id" = 1)
);
INSERT INTO "time_watermark" ("looked_until")
SELECT max(as_of) FROM "verification_run" WHERE status = 'settled' AND kind = 'month' HAVING max(as_of) IS NOT NULL;

-- One instant, of nobody and no place: no policy. An office's act in the portal moves it as an import does.
GRANT SELECT, INSERT, UPDATE ON "knowledge_clock" TO qualwatch_portal;
