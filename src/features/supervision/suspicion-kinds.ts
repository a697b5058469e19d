/**
 * What raises a question (SY-G). Each query gives enterprise and data; $1 is the scope, $2 the day. The data are what the official sees and
 * what an answer is about, so they hold facts of the register and no judgement.
 */
const ENTERPRISES = `(select id, uscc from enterprise where status = 'active' and starts_with(division_code, $1))`;

const inForce = (of: string): string => `(${of}.valid_until is null or ${of}.valid_until >= $2::date)
    and (${of}.specialty_until is null or specialty_in_force(${of}.specialty_from, ${of}.specialty_until, $2::date))`;

const KNOWN_NOW = `r.known_to is null and ${inForce('r')}`;

export const SUSPICION_QUERIES = {
  zombie: {
    question: '该企业没有一名在册的注册执业人员，近十二个月也没有在建或者完工的工程，请核实是否仍在经营。',
    ground: '{campaign-aim}：清理“僵尸企业”',
    // Without any works in the register their absence says nothing.
    sql: `select e.id as enterprise_id, jsonb_build_object(
         'qualifications', (select jsonb_agg(q.name order by q.name) from qualification q where q.enterprise_id = e.id and q.status = 'in-force'),
         'registrations', 0,
         'lastWork', (select max(coalesce(p.finished_on, p.started_on)) from project p where p.builder_uscc = e.uscc or p.supervisor_uscc = e.uscc)) as data
       from ${ENTERPRISES} e
       where exists (select 1 from project) and exists (select 1 from qualification q where q.enterprise_id = e.id and q.status = 'in-force')
         and not exists (select 1 from registration r where r.enterprise_id = e.id and ${KNOWN_NOW})
         and not exists (select 1 from project p where (p.builder_uscc = e.uscc or p.supervisor_uscc = e.uscc)
           and (p.finished_on is null or p.finished_on > $2::date - interval '12 months'))`,
  },
  'double-registration': {
    question: '有人员同时注册在两家以上企业，请核实其实际在哪一家执业。',
    ground: '{campaign-aim}：整治“挂证”；建市〔2015〕20号：重复注册的人员不计入',
    sql: `select e.id as enterprise_id, jsonb_build_object('persons', jsonb_agg(jsonb_build_object('practitioner', d.practitioner_id, 'name', d.name,
         'alsoAt', d.also) order by d.practitioner_id)) as data
       from ${ENTERPRISES} e
       join lateral (
         select distinct r.practitioner_id, n.name,
           (select jsonb_agg(distinct o.name) from registration x join enterprise o on o.id = x.enterprise_id
            where x.practitioner_id = r.practitioner_id and x.enterprise_id <> e.id and x.known_to is null
              and ${inForce('x')}) as also
         from registration r join practitioner n on n.id = r.practitioner_id
         where r.enterprise_id = e.id and ${KNOWN_NOW}) d on d.also is not null
       group by e.id`,
  },
  'insurance-abnormal': {
    question: '有注册人员的社会保险缴纳异常，请核实其是否为本单位职工。',
    ground: '{campaign-aim}：整治“挂证”；{insurance}：社会保险缴纳异常',
    sql: `select e.id as enterprise_id, jsonb_build_object('persons', jsonb_agg(distinct jsonb_build_object('practitioner', n.id, 'name', n.name))) as data
       from ${ENTERPRISES} e join registration r on r.enterprise_id = e.id and r.insurance = 2 and ${KNOWN_NOW}
       join practitioner n on n.id = r.practitioner_id group by e.id`,
  },
  'over-age': {
    question: '有年满 65 周岁仍在注册的人员，请核实其是否实际执业。',
    ground: '{campaign-aim}：整治“挂证”；《注册建造师管理规定》：年龄超过 65 周岁的不予注册',
    sql: `select e.id as enterprise_id, jsonb_build_object('persons', jsonb_agg(distinct jsonb_build_object('practitioner', n.id, 'name', n.name,
         'birthDate', r.birth_date))) as data
       from ${ENTERPRISES} e join registration r on r.enterprise_id = e.id and ${KNOWN_NOW} and r.birth_date <= $2::date - interval '65 years'
       join practitioner n on n.id = r.practitioner_id group by e.id`,
  },
  'employer-changes': {
    question: '有人员十二个月内在三家以上企业注册，请核实是否出借证书。',
    ground: '{campaign-aim}：整治“挂证”、遏制资质买卖',
    sql: `select e.id as enterprise_id, jsonb_build_object('persons', jsonb_agg(jsonb_build_object('practitioner', d.practitioner_id, 'name', d.name,
         'employers', d.employers) order by d.practitioner_id)) as data
       from ${ENTERPRISES} e
       join lateral (
         select distinct r.practitioner_id, n.name,
           (select jsonb_agg(distinct o.name) from registration x join enterprise o on o.id = x.enterprise_id
            where x.practitioner_id = r.practitioner_id and (x.known_to is null or x.known_to > $2::date - interval '12 months')) as employers
         from registration r join practitioner n on n.id = r.practitioner_id
         where r.enterprise_id = e.id and ${KNOWN_NOW}) d on jsonb_array_length(d.employers) >= 3
       group by e.id`,
  },
  'staff-replaced': {
    question: '六个月内半数以上注册人员离开并由新人接替，请核实资质是否已经转让。',
    ground: '{campaign-aim}：遏制资质买卖',
    // Who came with the first import did not come then: only changes after the enterprise was first known count.
    sql: `select s.id as enterprise_id, jsonb_build_object('before', s.before, 'gone', s.gone, 'come', s.come) as data
       from (
         select e.id,
           count(distinct r.practitioner_id) filter (where r.known_from <= $2::date - interval '6 months'
             and (r.known_to is null or r.known_to > $2::date - interval '6 months')) as before,
           count(distinct r.practitioner_id) filter (where r.known_from <= $2::date - interval '6 months' and r.known_to > $2::date - interval '6 months'
             and not exists (select 1 from registration n where n.enterprise_id = e.id and n.practitioner_id = r.practitioner_id and n.known_to is null)) as gone,
           count(distinct r.practitioner_id) filter (where r.known_from > $2::date - interval '6 months' and r.known_to is null
             and not exists (select 1 from registration n where n.enterprise_id = e.id and n.practitioner_id = r.practitioner_id
               and n.known_from <= $2::date - interval '6 months')) as come
         from ${ENTERPRISES} e join registration r on r.enterprise_id = e.id group by e.id) s
       where s.before >= 4 and s.gone * 2 >= s.before and s.come * 2 >= s.gone`,
  },
  'representative-changes': {
    question: '十二个月内法定代表人变更两次以上，请核实企业及其资质是否已经转让。',
    ground: '{campaign-aim}：遏制资质买卖',
    // A version without a name says nothing; who held the office before it does not count as a change.
    sql: `select s.id as enterprise_id, jsonb_build_object('changes', count(*),
         'persons', jsonb_agg(s.before order by s.known_to) || to_jsonb(s.now)) as data
       from (
         select e.id, v.known_to, v.legal_representative as before, c.legal_representative as now,
           coalesce(lead(v.legal_representative) over (partition by e.id order by v.known_to, v.id), c.legal_representative) as after
         from ${ENTERPRISES} e join enterprise c on c.id = e.id join enterprise_version v on v.enterprise_id = e.id
         where v.legal_representative is not null) s
       where s.before is distinct from s.after and s.known_to > $2::date - interval '12 months' and s.known_to < $2::date + interval '1 day'
       group by s.id, s.now having count(*) >= 2`,
  },
} as const;

export type SuspicionKind = keyof typeof SUSPICION_QUERIES;
