/** SX23-3.0, 4.5: the enterprise objects; of a city's licence the city looks at it first. */
import type { Condition, Duty, Row, Table } from './regime.ts';

export const CITY: Condition = { licensing: ['city'] };

export const OBJECTING: Table = {
  object: [
    { when: [{ fact: 'objection-open' }], refuse: '已有一件异议在办理，请补充材料或等待结果。', clause: 'SX23-4.5' },
    { clause: 'SX23-4.5' },
  ],
  opinion: [
    { when: [{ not: { fact: 'objection-open' } }], refuse: '没有在办的异议。', clause: 'SX23-4.5' },
    {
      when: [{ not: CITY }],
      refuse: '省厅（及部）核发资质的异议直接报省厅，不经市级审查。',
      clause: 'SX23-4.5',
      reading: 'ministry-objection',
    },
    { when: [{ fact: 'opinion-agreed' }], refuse: '市级已出具同意意见，请等待省厅核实。', clause: 'SX23-4.5' },
    { when: [{ result: 'agree' }], clause: 'SX23-4.5', produces: ['repair-opinion'] },
    { clause: 'SX23-4.5', reading: 'city-disagrees', produces: ['repair-opinion'] },
  ],
  'decide-objection': [
    { when: [{ not: { fact: 'objection-open' } }], refuse: '没有在办的异议。', clause: 'SX23-4.5' },
    {
      when: [CITY, { not: { fact: 'opinion-agreed' } }],
      refuse: '市级核发的资质须先由市住房城乡建设主管部门审查同意并出具书面意见，省厅方可核实修复。',
      clause: 'SX23-4.5',
    },
    { when: [{ result: 'upheld' }], to: 'cleared', clause: 'SX23-4.5', produces: ['unmark-notice'] },
    { clause: 'SX23-4.5' },
  ],
};

export const OBJECTION_DUTIES: readonly Duty[] = [
  {
    what: 'opinion',
    when: [{ fact: 'objection-open' }, CITY, { not: { fact: 'opinion-agreed' } }],
    clause: 'SX23-4.5',
  },
  { what: 'decide-objection', when: [{ fact: 'objection-open' }, { not: CITY }], clause: 'SX23-4.5' },
  { what: 'decide-objection', when: [{ fact: 'opinion-agreed' }], clause: 'SX23-4.5' },
];

export const WAIT_FOR_OBJECTION: Row = {
  when: [{ fact: 'objection-open' }],
  refuse: '企业的异议尚未作出结论，请先办结异议。',
  clause: 'SX23-3.0',
  reading: 'objection',
};
