-- pg_restore writes rows with an empty search path. The generated column of names called a function whose body looked for another by its
-- bare name, so no backup could be restored. A bound body holds what it calls by identity.
CREATE OR REPLACE FUNCTION "name_bigrams"(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT coalesce(array_agg(DISTINCT substr(f.folded, i, 2)), '{}')
    FROM (SELECT fold_name(name) AS folded) f, generate_series(1, length(f.folded) - 1) i);
