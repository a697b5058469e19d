import type { KnownCertificate, KnownPractitioner } from '#features/verification/queries.ts';
import { maskName } from '#law/identifiers/masking.ts';
import { lapsedInWords } from '#law/standards/index.ts';
import { Day } from './dates.tsx';
import { Cell, HeadCell, Row, Rows, Table } from './table.tsx';
import { certificateName } from './words.ts';

const SHOWN_DIGITS = 4;

/** The end of the seal number, which tells two people of the same masked name apart. */
function sealTail(certificate: KnownCertificate): string | null {
  const number = certificate.sealNumber;
  return number === null || number.length <= SHOWN_DIGITS * 2 ? null : number.slice(-SHOWN_DIGITS);
}

function Certificates({
  of,
  show,
}: {
  readonly of: KnownPractitioner;
  readonly show: (each: KnownCertificate) => unknown;
}) {
  return of.certificates.map((certificate, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: certificates have no public key, and the page is never re-rendered
    <span className="line" key={at}>
      {String(show(certificate))}
    </span>
  ));
}

export interface PractitionersProps {
  readonly caption: string;
  readonly people: readonly KnownPractitioner[];
  /** the day of the comparison: certificates that had run out by then are said to be */
  readonly asOf: string;
  /** whole for the enterprise itself and its offices (visibility.ts) */
  readonly names?: 'masked' | 'whole' | undefined;
  /** a last column, per person */
  readonly reason?: { readonly head: string; readonly of: (person: KnownPractitioner) => string };
}

/** Registered practitioners with their certificates; names masked, ID numbers never read (个人信息保护法). */
export function Practitioners({ caption, people, asOf, names = 'masked', reason }: PractitionersProps) {
  const heads = [
    '姓名',
    '注册类别与等级',
    '专业',
    '印章号尾号',
    '有效期至',
    ...(reason === undefined ? [] : [reason.head]),
  ];
  return (
    <Table caption={caption} heads={heads} look="people">
      <Rows>
        {people.map((person) => (
          <Row key={person.id}>
            <HeadCell head="姓名">{names === 'whole' ? person.name : maskName(person.name)}</HeadCell>
            <Cell head="注册类别与等级">
              <Certificates of={person} show={certificateName} />
            </Cell>
            <Cell head="专业">
              <Certificates of={person} show={(each) => each.specialties.join('、') || '—'} />
            </Cell>
            <Cell head="印章号尾号">
              <Certificates of={person} show={(each) => sealTail(each) ?? '—'} />
            </Cell>
            <Cell head="有效期至">
              {person.certificates.map((certificate, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <span className="line" key={at}>
                  <Day day={certificate.validUntil} />
                  {certificate.validUntil !== null && certificate.validUntil < asOf ? '（已过）' : ''}
                  {certificate.lapsed.map((each) => (
                    <span className="line" key={each.specialty}>
                      {lapsedInWords(each)}
                    </span>
                  ))}
                </span>
              ))}
            </Cell>
            {reason === undefined ? null : <Cell head={reason.head}>{reason.of(person)}</Cell>}
          </Row>
        ))}
      </Rows>
    </Table>
  );
}
