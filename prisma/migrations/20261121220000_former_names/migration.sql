-- SX23-4.4: bidders' papers carry names that an enterprise no longer bears. Found by the whole name, folded as searches are. The body is
-- bound when it is made: an index is built with a search path of its own.
CREATE FUNCTION "fold_names"(names text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT coalesce(array_agg(fold_name(n)), '{}') FROM unnest(names) n);
CREATE INDEX "enterprise_former_names_idx" ON "enterprise" USING GIN (fold_names("former_names")) WHERE "former_names" <> '{}';
