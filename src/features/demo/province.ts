import {
  type DivisionCode,
  divisionName,
  divisionsWithin,
  parseDivisionCode,
  provinces,
  sixDigits,
} from '#law/identifiers/division-code.ts';
import { qualificationCodes } from '#law/standards/data.ts';
import { assessmentOn, kindOf, parseDay, type Row } from '#law/standards/index.ts';
import { type StaffCertificate, sharedStaff } from '#law/standards/sufficient-staff.ts';
import { randomFrom } from '#platform/seeded-random.ts';
import { HOLDINGS, UNMAPPED_HOLDING } from './holdings.ts';
import { situationOf } from './situations.ts';
import { syntheticCertificateNumber, syntheticResidentId, syntheticUscc } from './synthetic-identifiers.ts';
import { syntheticEnterpriseName, syntheticPersonName } from './synthetic-names.ts';
import { addDays, type DemoMonth, noonOf } from './timeline.ts';

export interface DemoQualification {
  readonly nationalCode: string;
  readonly standardRow: string | null;
  readonly name: string;
  readonly series: string;
  readonly category: string;
  readonly level: string;
  readonly certificate: number;
}

export interface DemoCertificate {
  readonly number: string;
  readonly authority: string;
  readonly authorityLevel: 'ministry' | 'province' | 'city';
}

export interface DemoContact {
  readonly person: string;
  readonly phone: string;
  readonly email: string | null;
  readonly knownFrom: Date;
  readonly knownTo: Date | null;
}

export interface DemoEnterprise {
  readonly uscc: string;
  readonly name: string;
  readonly supervision: boolean;
  readonly divisionCode: string;
  readonly legalRepresentative: string;
  readonly address: string;
  readonly certificates: DemoCertificate[];
  readonly qualifications: DemoQualification[];
  readonly contacts: DemoContact[];
}

export interface DemoPerson {
  readonly name: string;
  readonly birthDate: string;
  readonly idNumber: string;
}

/** One row of the register's history. `enterprise` and `person` are places in their lists. */
export interface DemoRegistration {
  readonly enterprise: number;
  readonly person: number;
  readonly certificate: StaffCertificate;
  readonly number: string;
  readonly registeredOn: string;
  readonly validUntil: string;
  readonly insurance: 0 | 1 | 2;
  readonly knownFrom: Date;
  readonly knownTo: Date | null;
}

export interface DemoProvince {
  readonly enterprises: DemoEnterprise[];
  readonly persons: DemoPerson[];
  readonly registrations: DemoRegistration[];
}

const IN_REGION = 2_600;
const OUT_OF_REGION = 400;
const SEED = 20_240_801;
const PROVINCE_SIGNS: Readonly<Record<string, string>> = {
  '44': '粤',
  '45': '桂',
  '43': '湘',
  '52': '黔',
  '53': '云',
  '51': '川',
};

/**
 * A synthetic province with its last months: who is registered where, who left, whose certificate ran out. The same seed
 * and the same day give the same province.
 */
export function buildProvince(months: readonly DemoMonth[], today: string, province: string): DemoProvince {
  return new ProvinceBuilder(months, today, province).build();
}

class ProvinceBuilder {
  private readonly random = randomFrom(SEED);
  private readonly enterprises: DemoEnterprise[] = [];
  private readonly persons: DemoPerson[] = [];
  private readonly registrations: DemoRegistration[] = [];
  private readonly bornOn = new Map<string, number>();
  private readonly entries = new Map(qualificationCodes.entries.map((entry) => [entry.code, entry]));
  private readonly months: readonly DemoMonth[];
  private readonly today: string;
  private readonly province: string;
  private readonly begin: Date;
  private certificateSerial = 0;

  constructor(months: readonly DemoMonth[], today: string, province: string) {
    this.months = months;
    this.today = today;
    this.province = province;
    this.begin = noonOf(addDays(months[0]?.runDay ?? today, -20));
  }

  build(): DemoProvince {
    const here = countiesOf(asDivision(this.province));
    const elsewhere = provinces()
      .filter((code) => code !== this.province)
      .flatMap(countiesOf);
    for (let serial = 0; serial < IN_REGION + OUT_OF_REGION; serial++) {
      const places = serial < IN_REGION ? here : elsewhere;
      const place = places[Math.floor(this.random() * places.length)] ?? asDivision(this.province);
      this.addEnterprise(serial, place);
    }
    return { enterprises: this.enterprises, persons: this.persons, registrations: this.registrations };
  }

  private addEnterprise(serial: number, division: DivisionCode): void {
    const unmapped = serial % 500 === 250;
    const holding = unmapped
      ? UNMAPPED_HOLDING
      : (HOLDINGS[Math.floor(this.random() * HOLDINGS.length)] ?? UNMAPPED_HOLDING);
    const supervision = holding.some((code) => code.startsWith('E'));
    const city = asDivision(division.slice(0, 4));
    const cityName = divisionName(city) ?? divisionName(division) ?? '';
    const certificates: DemoCertificate[] = [];
    const qualifications = holding.flatMap((code) => {
      const entry = this.entries.get(code);
      if (entry === undefined) throw new Error(`no qualification code ${code}`);
      const certificate = this.certificateFor(certificates, code, division, cityName);
      return [
        {
          nationalCode: code,
          standardRow: entry.standardRow ?? null,
          name: entry.name,
          series: textOr(entry.series, supervision ? '工程监理' : '专业承包'),
          category: textOr(entry.category, entry.name),
          level: textOr(entry.level, ''),
          certificate,
        },
      ];
    });
    const enterprise = this.enterprises.length;
    this.enterprises.push({
      uscc: syntheticUscc(enterprise + 1),
      name: syntheticEnterpriseName(cityName, serial, supervision),
      supervision,
      divisionCode: sixDigits(division),
      legalRepresentative: syntheticPersonName(serial * 3 + 11),
      address: `${divisionName(division) ?? cityName}演示路 ${(serial % 200) + 1} 号`,
      certificates,
      qualifications,
      contacts: this.contactsOf(enterprise),
    });
    this.addStaff(enterprise, division, qualifications);
  }

  private certificateFor(certificates: DemoCertificate[], code: string, division: DivisionCode, city: string): number {
    const level = code.at(-1);
    const authorityLevel = level === 'A' || level === 'T' ? 'province' : level === 'B' ? 'province' : 'city';
    const digit = authorityLevel === 'province' ? 2 : 3;
    const found = certificates.findIndex((each) => each.authorityLevel === authorityLevel);
    if (found !== -1) return found;
    this.certificateSerial++;
    const letter = code.startsWith('E') ? 'E' : 'D';
    const provinceName = divisionName(asDivision(division.slice(0, 2))) ?? '';
    certificates.push({
      number: syntheticCertificateNumber(letter, digit, division.slice(0, 2), this.certificateSerial),
      authority: authorityLevel === 'province' ? `${provinceName}住房和城乡建设厅` : `${city}行政审批局`,
      authorityLevel,
    });
    return certificates.length - 1;
  }

  private contactsOf(enterprise: number): DemoContact[] {
    const contact = (version: number, knownFrom: Date, knownTo: Date | null): DemoContact => ({
      person: syntheticPersonName(enterprise * 5 + version),
      phone: `000-${String(1_000_000 + enterprise * 2 + version)}`,
      email: enterprise % 13 === 0 ? null : `lianxi${version}.${enterprise + 1}@demo.invalid`,
      knownFrom,
      knownTo,
    });
    if (enterprise % 10 !== 3) return [contact(1, this.begin, null)];
    const changed = noonOf(this.midMonth(enterprise % (this.months.length - 1)));
    return [contact(1, this.begin, changed), contact(2, changed, null)];
  }

  private addStaff(enterprise: number, division: DivisionCode, qualifications: readonly DemoQualification[]): void {
    const rows = qualifications.flatMap(({ standardRow }): Row[] => {
      if (standardRow === null) return [];
      const assessed = assessmentOn({ code: standardRow, divisionCode: division, on: parseDay(this.today) ?? 0 });
      return assessed?.qualification ? [assessed.qualification.row] : [];
    });
    const staff = sharedStaff(rows);
    const situation = situationOf(this.random());
    const month = Math.floor(this.random() * (this.months.length - 1));
    const event = this.midMonth(month);
    const spare = situation === 'stable' ? Math.floor(this.random() * 3) : 0;
    for (let at = 0; at < spare; at++) staff.push(staff[at] ?? { kind: 2, specialties: 1 });
    if (situation === 'nobody') return;
    const short = situation === 'short' ? 1 + Math.floor(this.random() * Math.min(3, staff.length)) : 0;
    staff.forEach((certificate, at) => {
      const last = at === staff.length - 1;
      if (at < short) return;
      if (last && situation === 'recovers') {
        this.register(enterprise, division, certificate, { knownFrom: noonOf(event), registeredOn: event });
      } else if (last && situation === 'leaves') {
        const person = this.register(enterprise, division, certificate, { knownTo: noonOf(event) });
        const destination = Math.max(0, enterprise - 17);
        if (destination !== enterprise) this.move(person, destination, certificate, event);
      } else if (last && situation === 'expires') {
        this.register(enterprise, division, certificate, { validUntil: event });
      } else if (last && situation === 'too-old') {
        this.register(enterprise, division, certificate, { age: 61 + Math.floor(this.random() * 4) });
      } else if (last && situation === 'twice') {
        const person = this.register(enterprise, division, certificate, {});
        const other = Math.max(0, enterprise - 31);
        if (other !== enterprise) this.move(person, other, certificate, event, '1');
      } else if (situation === 'insurance' && at >= staff.length - 2) {
        this.register(enterprise, division, certificate, { insurance: 2 });
      } else {
        this.register(enterprise, division, certificate, {});
      }
    });
    // People whose specialty does not serve any qualification here: registered, and not counted.
    if (enterprise % 9 === 4) this.register(enterprise, division, { kind: 2, specialties: 1 << 2 }, {});
    if (enterprise % 11 === 5) this.register(enterprise, division, { kind: 5, specialties: 1 }, {});
  }

  private register(
    enterprise: number,
    division: DivisionCode,
    certificate: StaffCertificate,
    details: {
      knownFrom?: Date;
      knownTo?: Date;
      registeredOn?: string;
      validUntil?: string;
      age?: number;
      insurance?: 0 | 1 | 2;
    },
  ): number {
    const person = this.newPerson(details.age ?? 26 + Math.floor(this.random() * 32));
    const registeredOn = details.registeredOn ?? addDays(this.today, -200 - Math.floor(this.random() * 800));
    this.registrations.push({
      enterprise,
      person,
      certificate,
      number: registrationNumber(certificate, division, registeredOn, this.registrations.length),
      registeredOn,
      validUntil: details.validUntil ?? addDays(this.today, 20 + Math.floor(this.random() * 900)),
      insurance: details.insurance ?? (this.random() < 0.05 ? 0 : 1),
      knownFrom: details.knownFrom ?? this.begin,
      knownTo: details.knownTo ?? null,
    });
    return person;
  }

  /** The person is registered at another enterprise from `day` on, with another number where the first one stays. */
  private move(person: number, enterprise: number, certificate: StaffCertificate, day: string, suffix = ''): void {
    const known = this.registrations.findLast((each) => each.person === person);
    const number =
      suffix === '' && known !== undefined
        ? known.number
        : registrationNumber(certificate, asDivision(this.province), day, this.registrations.length);
    this.registrations.push({
      enterprise,
      person,
      certificate,
      number,
      registeredOn: day,
      validUntil: addDays(this.today, 500),
      insurance: 1,
      knownFrom: noonOf(day),
      knownTo: null,
    });
  }

  private newPerson(age: number): number {
    const year = Number(this.today.slice(0, 4)) - age;
    const birthDate = addDays(`${year}-01-01`, Math.floor(this.random() * 300));
    const order = (this.bornOn.get(birthDate) ?? 0) + 1;
    this.bornOn.set(birthDate, order);
    this.persons.push({
      name: syntheticPersonName(this.persons.length),
      birthDate,
      idNumber: syntheticResidentId(birthDate, order),
    });
    return this.persons.length - 1;
  }

  /** A day in the middle of a looked-back month, between its run and the next. */
  private midMonth(month: number): string {
    const first = this.months[month]?.runDay ?? this.today;
    const day = addDays(first, 9 + Math.floor(this.random() * 12));
    return day < this.today ? day : addDays(this.today, -1);
  }
}

/** The counties and districts of a province; a city without any stands for itself. */
function countiesOf(province: DivisionCode): DivisionCode[] {
  return divisionsWithin(province).flatMap((city) => {
    const counties = divisionsWithin(city);
    return counties.length === 0 ? [city] : counties;
  });
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function asDivision(text: string): DivisionCode {
  const parsed = parseDivisionCode(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

/** Forms of formats, numbers.json: 16 digits after the province's sign for constructors, eight digits for supervision. */
function registrationNumber(
  certificate: StaffCertificate,
  division: string,
  registeredOn: string,
  serial: number,
): string {
  const kind = kindOf(certificate.kind);
  const year = registeredOn.slice(0, 4);
  const province = division.slice(0, 2);
  if (kind?.role === '注册建造师') {
    const sign = PROVINCE_SIGNS[province] ?? '桂';
    return `${sign}${kind.grade === '一级' ? 1 : 2}${province}${Number(year) - 1}${year}${String(serial % 100_000).padStart(5, '0')}`;
  }
  if (kind?.role === '注册监理工程师') return `${province}${String(serial % 1_000_000).padStart(6, '0')}`;
  return `YS${certificate.kind}${province}${String(serial).padStart(8, '0')}`;
}
