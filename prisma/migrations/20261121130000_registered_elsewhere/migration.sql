-- A person registered in two enterprises counts in neither (建市〔2015〕20号), wherever the other one is: whoever asks about
-- an enterprise of his scope is told that much, and nothing else, of a registration that he may not see.
CREATE FUNCTION registered_elsewhere(practitioner bigint, enterprise bigint, on_day date, known_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.registration o
    WHERE o.practitioner_id = practitioner AND o.enterprise_id <> enterprise
      AND o.known_from <= known_at AND (o.known_to IS NULL OR o.known_to > known_at)
      AND (o.valid_until IS NULL OR o.valid_until >= on_day))
$$;
REVOKE ALL ON FUNCTION registered_elsewhere(bigint, bigint, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registered_elsewhere(bigint, bigint, date, timestamptz) TO qualwatch_portal, qualwatch_public;
