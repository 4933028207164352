/**
 * What the identities of notices are, in the words of the people who hold them: the terms are the nation's, so one line
 * serves every place. A notice's own hint is added to it.
 */
interface IdentityInWords {
  /** One line; no full stop. */
  says: string
  /** Years of age at which nobody holds it; generous, as whoever is not shown it cannot tick it. */
  from?: number
  under?: number
}

const LINES: readonly (readonly [names: readonly string[], words: IdentityInWords])[] = [
  [['特困人员', '特困供养人员'], { says: '干不了活、没有收入、也没有人养，由政府供养的' }],
  [['孤儿', '城乡孤儿'], { says: '父母都不在了或者找不到了，民政部门认定的孩子', under: 30 }],
  [['事实无人抚养儿童'], { says: '父母还在，但重病、服刑或失联，养不了的孩子', under: 30 }],
  [['纳入防止返贫监测范围的事实无人抚养儿童'], { says: '父母养不了，又在防止返贫监测名单里的孩子', under: 30 }],
  [['低保对象', '城乡低保对象', '最低生活保障家庭成员'], { says: '家里正在领低保金的' }],
  [['低保边缘户'], { says: '收入比低保线高一点，民政部门认定为低保边缘家庭的' }],
  [['城镇低收入家庭成员'], { says: '民政部门认定的城镇低收入家庭里的人' }],
  [['城镇低收入家庭的未成年人'], { says: '民政部门认定的城镇低收入家庭里，不满18岁的', under: 19 }],
  [['城镇低收入家庭的60周岁以上的老年人'], { says: '民政部门认定的城镇低收入家庭里，满60岁的', from: 59 }],
  [['福利院供养', '困境儿童'], { says: '福利院养着的' }],
  [['家庭困难的大学生'], { says: '在读，学校认定家里困难的', from: 14, under: 40 }],
  [['因病致贫家庭重病患者'], { says: '因为看病把家里看穷了，经认定的' }],
  [['返贫致贫人口'], { says: '脱贫以后又返贫，或者新变穷，经村里上报认定的' }],
  [['脱贫不稳定人口', '脱贫不稳定户'], { says: '脱了贫但还不稳，在防止返贫监测名单里的' }],
  [['边缘易致贫人口', '边缘易致贫户'], { says: '没当过贫困户，但家里难，在防止返贫监测名单里的' }],
  [['突发严重困难户', '突发严重困难人员'], { says: '因病、因灾或出了意外，家里一下子很难，在监测名单里的' }],
  [['易返贫致贫人口'], { says: '在防止返贫监测名单里的' }],
  [['因病纳入防止返贫监测范围的困难群众'], { says: '看病花钱多，因此列入防止返贫监测名单的' }],
  [['稳定脱贫人口'], { says: '以前是建档立卡贫困户，现在稳定脱贫的' }],
  [['未纳入低收入人口监测范围的稳定脱贫人口'], { says: '以前是建档立卡贫困户，现在稳定脱贫、不在监测名单里的' }],
  [['纳入动态监测的低收入人群'], { says: '在乡村振兴部门监测名单里的' }],
  [['残疾军人'], { says: '有《残疾军人证》的', from: 16 }],
  [['两红人员'], { says: '老红军', from: 90 }],
  [['在乡老复员军人', '在乡老复员退伍军人'], { says: '1954年10月31日以前参军、后来回乡的老兵', from: 80 }],
  [['带病回乡退伍军人'], { says: '在部队得了病、有证明、退伍回乡的', from: 17 }],
  [
    ['农村和城镇无工作单位且生活困难的参战参试退役人员'],
    { says: '打过仗或参加过核试验，现在没有单位、生活困难的退役军人', from: 17 },
  ],
  [
    ['尚未纳入城镇职工基本医疗保险的企业在岗和退休军转干部', '企业在岗和退休军转干部(未纳入职工医保)'],
    { says: '部队干部转业到企业，还没有职工医保的', from: 20 },
  ],
  [
    ['1953年底前参军后在企业退休的军队退役士兵', '1953年底前参军后在企业退休的军队退役士兵(未纳入职工医保)'],
    { says: '1953年底以前参军、后来从企业退休的老兵', from: 80 },
  ],
  [
    ['城镇已失业又未纳入职工基本医疗保险的14类士兵', '城镇已失业又未纳入职工基本医疗保险的14类退役士兵'],
    { says: '城里失业、没有职工医保的退役士兵，由退役军人部门认定', from: 17 },
  ],
  [['烈士子女'], { says: '烈士的儿女', from: 59 }],
  [['年满60周岁烈士子女'], { says: '烈士的儿女，满60岁的', from: 59 }],
  [['享受抚恤和生活补助的优抚对象'], { says: '每月领抚恤金或生活补助的退役军人、烈士家属等' }],
  [
    ['在乡重点优抚对象', '在乡重点优抚对象（不含1-6级残疾军人）'],
    { says: '领抚恤金或生活补助、没有单位的退役军人和烈士家属等' },
  ],
  [['享受国家定期抚恤的年满60周岁农村籍退役人员'], { says: '农村户口、满60岁、领老年生活补助的退伍兵', from: 59 }],
  [['重度残疾人', '城乡重度（一、二级）残疾人员'], { says: '残疾证上写一级或二级的' }],
  [['三、四级残疾人员'], { says: '残疾证上写三级或四级的' }],
  [['重度残疾学生和儿童'], { says: '残疾证上写一级或二级的孩子和学生', under: 30 }],
  [['重度残疾成年人'], { says: '残疾证上写一级或二级的成年人', from: 17 }],
  [['丧失劳动能力的重度残疾成年人'], { says: '残疾证上写一级或二级，又认定丧失劳动能力的成年人', from: 17 }],
  [['残疾人'], { says: '有《残疾人证》的' }],
  [['丧失劳动能力的残疾人'], { says: '有《残疾人证》，又认定丧失劳动能力的' }],
  [['严重精神障碍患者'], { says: '精神分裂症等，在卫健部门登记管理的' }],
  [['计划生育奖扶对象'], { says: '领计划生育奖励扶助金的父母', from: 40 }],
  [
    ['计划生育家庭特别扶助（含农村独生子女四级残疾扶助）对象及其子女'],
    { says: '独生子女伤残或去世、领特别扶助金的家庭' },
  ],
  [['计划生育手术并发症人员'], { says: '因计划生育手术落下病，经认定的', from: 18 }],
  [['计划生育特殊困难家庭中经核定的特困家庭夫妻'], { says: '独生子女伤残或去世，又核定为特困的夫妻', from: 18 }],
  [['计划生育特殊困难家庭中经核定的特困家庭伤残子女'], { says: '这样的家庭里伤残的孩子' }],
  [['计划生育特殊困难家庭子女(非伤残)'], { says: '这样的家庭里没有伤残的孩子' }],
]

const WORDS: ReadonlyMap<string, IdentityInWords> = new Map(
  LINES.flatMap(([names, words]) => names.map((name) => [name, words] as const)),
)

/** null = a notice names one that nobody has put into words yet. */
export const identityInWords = (name: string): IdentityInWords | null => WORDS.get(name) ?? null

/**
 * Of two names that notices and lists use for the same people, or of which one asks what the other has said already,
 * only the first is shown where a policy has both. `tests/rules/fitting-options.test.ts` holds that nobody loses by it.
 */
export const SHOWN_FOR: Readonly<Record<string, string>> = {
  城镇低收入家庭的未成年人: '城镇低收入家庭成员',
  城镇低收入家庭的60周岁以上的老年人: '城镇低收入家庭成员',
  '企业在岗和退休军转干部(未纳入职工医保)': '尚未纳入城镇职工基本医疗保险的企业在岗和退休军转干部',
  '1953年底前参军后在企业退休的军队退役士兵(未纳入职工医保)': '1953年底前参军后在企业退休的军队退役士兵',
  年满60周岁烈士子女: '烈士子女',
  丧失劳动能力的重度残疾成年人: '重度残疾成年人',
  丧失劳动能力的残疾人: '残疾人',
  '在乡重点优抚对象（不含1-6级残疾军人）': '在乡重点优抚对象',
}

/** Situations that come at some ages only. */
export const SITUATION_AGES: Readonly<Record<string, Pick<IdentityInWords, 'from' | 'under'>>> = {
  新生儿: { under: 3 },
  大学生毕业返乡: { from: 16, under: 50 },
  大学毕业生: { from: 16, under: 50 },
  军人退役: { from: 16, under: 65 },
  现役退役军人: { from: 16, under: 65 },
  流动人员子女: { under: 25 },
}

/** Kinds of students by age: nobody of 66 is asked about 幼儿园. */
export const STUDENT_AGES: Readonly<Record<string, Pick<IdentityInWords, 'from' | 'under'>>> = {
  中小学生: { under: 25 },
}
