import { divisionFullName, parseDivisionCode } from '#law/identifiers/division-code.ts';

/** `广西壮族自治区南宁市青秀区` of a division code; the code itself where it is unknown. */
export function placeName(divisionCode: string): string {
  const parsed = parseDivisionCode(divisionCode);
  return parsed.ok ? divisionFullName(parsed.value) : divisionCode;
}
