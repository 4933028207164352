import type { Answer, Matter } from './guided-check'

/** Someone who asks, what she knows of herself, and what the notice has for her. */
export interface Person {
  title: string
  place: string
  /** 母亲, 儿子 …; not said when absent. */
  who?: string
  payOn: string
  knows: Partial<Record<Matter, Answer>>
  amount: string
  equation: string
  benefits: string
  /** Words of the notice that the opened clause of the fee has to show. */
  clause: string
  /** Words of a warning; absent = none is expected of this test. */
  warning?: string
}

type Name = 'ruijinLate' | 'kelanMinimumLiving' | 'fangtaiMinimumLiving' | 'suixianNewborn' | 'bananSecondTier'

export const PEOPLE: Readonly<Record<Name, Person>> = {
  ruijinLate: {
    title: '瑞金市：一位普通成年人过了集中征缴期，2022年4月1日才来交',
    place: '瑞金市',
    payOn: '2022-04-01',
    knows: {
      出生日期: '1975-06-10',
      户口: '瑞金户口',
      长住: '长住',
      职工医保: '没有',
      学生: '不是学生',
      身份: [],
      最近的事: '都没有',
      参保经历: '2021 年参加了',
      登记过: '办过了',
    },
    amount: '该交 320 元',
    equation: '320 标准 − 0 资助 = 320 要交',
    benefits: '2022年6月30日起，到 2022年12月31日止',
    clause: '2022年度个人缴费标准为每人每年320元',
  },
  kelanMinimumLiving: {
    title: '岢岚县：一位低保对象，2021年12月10日交',
    place: '岢岚县',
    who: '母亲',
    payOn: '2021-12-10',
    knows: {
      出生日期: '1968-03-03',
      户口: '岢岚户口',
      长住: '长住',
      职工医保: '没有',
      学生: '不是学生',
      身份: ['低保对象'],
      最近的事: '都没有',
      参保经历: '2021 年参加了',
      登记过: '办过了',
    },
    amount: '该交 40 元',
    equation: '320 标准 − 280 资助 = 40 要交',
    benefits: '2022年1月1日起，到 2022年12月31日止',
    clause: '低保对象按个人缴费标准80%的比例给予定额资助',
  },
  fangtaiMinimumLiving: {
    title: '方太乡（征求意见稿）：一位城乡低保对象，2023年11月10日交',
    place: '方太乡',
    payOn: '2023-11-10',
    knows: {
      出生日期: '1980-07-07',
      户口: '方太户口',
      长住: '长住',
      职工医保: '没有',
      学生: '不是学生',
      身份: ['城乡低保对象'],
      最近的事: '都没有',
      参保经历: '2023 年参加了',
      登记过: '办过了',
    },
    amount: '该交 60 元',
    equation: '380 标准 − 320 资助 = 60 要交',
    benefits: '2024年1月1日起，到 2024年12月31日止',
    clause: '定额资助参保对象个人缴费标准为每人60元',
    warning: '征求意见稿',
  },
  suixianNewborn: {
    title: '随县：2022年3月10日出生的孩子，6月8日交，从出生那天起能报销',
    place: '随县',
    who: '女儿',
    payOn: '2022-06-08',
    knows: {
      出生日期: '2022-03-10',
      户口: '随县户口',
      长住: '长住',
      职工医保: '没有',
      学生: '不是学生',
      身份: [],
      最近的事: '刚出生的孩子',
      那件事的日子: '2022-03-10',
      参保经历: '从来没有参加过',
      登记过: '办过了',
    },
    amount: '该交 320 元',
    equation: '320 标准 − 0 资助 = 320 要交',
    benefits: '2022年3月10日起，到 2022年12月31日止',
    clause: '2022年度城乡居民基本医疗保险个人参保缴费标准为每人320元',
  },
  bananSecondTier: {
    title: '巴南区：一位城乡低保对象参加二档，2022年1月10日交',
    place: '巴南区',
    payOn: '2022-01-10',
    knows: {
      出生日期: '1969-08-08',
      户口: '重庆户口',
      长住: '长住',
      职工医保: '没有',
      学生: '不是学生',
      档次: '二档',
      身份: ['城乡低保对象'],
      最近的事: '都没有',
      参保经历: '2021 年参加了',
      登记过: '办过了',
    },
    amount: '该交 375 元',
    equation: '695 标准 − 320 资助 = 375 要交',
    benefits: '2022年1月1日起，到 2022年12月31日止',
    clause: '城乡低保对象 一档 288 二档 320',
  },
}
