-- Accounts, second factors, sessions, roles with their scope; seals of the audit trail.

CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "sign_in_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "password_hash" TEXT NOT NULL,
    "password_set_at" TIMESTAMPTZ(3) NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'active',
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "last_signed_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_sign_in_name_check" CHECK ("sign_in_name" = lower("sign_in_name")),
    CONSTRAINT "account_status_check" CHECK ("status" IN ('active', 'closed'))
);
CREATE UNIQUE INDEX "account_sign_in_name_key" ON "account"("sign_in_name");

CREATE TABLE "account_password_history" (
    "account_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_password_history_pkey" PRIMARY KEY ("account_id", "set_at"),
    CONSTRAINT "account_password_history_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE TABLE "account_role" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "level" TEXT,
    "division" TEXT,
    "enterprise_id" BIGINT,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "account_role_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_role_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "account_role_role_check" CHECK ("role" IN ('legal-representative', 'operator', 'handler', 'reviewer', 'seal-keeper', 'auditor', 'system-administrator', 'security-administrator', 'tenderer')),
    CONSTRAINT "account_role_level_check" CHECK ("level" IS NULL OR "level" IN ('district', 'city', 'province', 'approval-bureau')),
    -- A role is held for an office (a division), for an enterprise, or for oneself; never for more than one of them.
    CONSTRAINT "account_role_scope_check" CHECK (
        CASE
            WHEN "role" IN ('legal-representative', 'operator') THEN "enterprise_id" IS NOT NULL AND "division" IS NULL AND "level" IS NULL
            WHEN "role" IN ('handler', 'reviewer', 'seal-keeper') THEN "division" ~ '^([0-9]{2}){1,3}$' AND "level" IS NOT NULL AND "enterprise_id" IS NULL
            WHEN "role" IN ('auditor', 'system-administrator', 'security-administrator') THEN "division" ~ '^([0-9]{2}){1,3}$' AND "level" IS NULL AND "enterprise_id" IS NULL
            ELSE "division" IS NULL AND "enterprise_id" IS NULL AND "level" IS NULL
        END
    )
);
CREATE INDEX "account_role_account_idx" ON "account_role"("account_id");
CREATE INDEX "account_role_enterprise_idx" ON "account_role"("enterprise_id") WHERE "enterprise_id" IS NOT NULL;
CREATE UNIQUE INDEX "account_role_standing_key" ON "account_role"("account_id", "role", coalesce("level", ''), coalesce("division", ''), coalesce("enterprise_id", 0)) WHERE "ended_at" IS NULL;

CREATE TABLE "second_factor" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret" BYTEA,
    "credential_id" TEXT,
    "public_key" BYTEA,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "last_step" BIGINT,
    "confirmed_at" TIMESTAMPTZ(3),
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "second_factor_kind_check" CHECK ("kind" IN ('totp', 'passkey', 'sms', 'recovery')),
    CONSTRAINT "second_factor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX "second_factor_account_idx" ON "second_factor"("account_id");
CREATE UNIQUE INDEX "second_factor_credential_key" ON "second_factor"("credential_id") WHERE "credential_id" IS NOT NULL AND "ended_at" IS NULL;

-- Something sent or shown once and asked back: a sign-in between its two steps, an SMS code, a passkey challenge.
CREATE TABLE "account_challenge" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "purpose" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "code_hash" BYTEA,
    "content" JSONB NOT NULL DEFAULT '{}',
    "tries_left" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_challenge_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "account_challenge_token_key" ON "account_challenge"("token_hash");
CREATE INDEX "account_challenge_account_idx" ON "account_challenge"("account_id", "purpose", "made_at" DESC);

CREATE TABLE "account_session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role_id" UUID,
    "factor" TEXT NOT NULL,
    "seen_as_role_id" UUID,
    "address" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_because" TEXT,

    CONSTRAINT "account_session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX "account_session_account_idx" ON "account_session"("account_id", "started_at" DESC);

-- Who did it, and for whom: an auditor looks for both, a party for its own.
ALTER TABLE "audit_entry" ADD COLUMN "account_id" UUID, ADD COLUMN "division_code" TEXT, ADD COLUMN "enterprise_id" BIGINT;
CREATE INDEX "audit_entry_recorded_idx" ON "audit_entry"("recorded_at" DESC, "id" DESC);
CREATE INDEX "audit_entry_account_idx" ON "audit_entry"("account_id", "id" DESC);
CREATE INDEX "audit_entry_enterprise_idx" ON "audit_entry"("enterprise_id", "id" DESC) WHERE "enterprise_id" IS NOT NULL;

-- A chain over stretches of the trail: what was sealed cannot be changed, left out or added to without the chain breaking.
CREATE TABLE "audit_seal" (
    "number" INTEGER NOT NULL,
    "first_entry" BIGINT NOT NULL,
    "last_entry" BIGINT NOT NULL,
    "entries" INTEGER NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("number")
);
