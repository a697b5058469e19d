-- SX23-3.0: what an enterprise says to an entry of its credit record may rest on files; they are kept with the evidence of the case.
ALTER TABLE "credit_statement" ADD COLUMN "evidence" UUID[] NOT NULL DEFAULT '{}';
