import { Textarea, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PolicyDraft } from '../../../client/functions'
import { useStudioAction } from '../../../client/functions'
import { ActionError } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'

type Group = PolicyDraft['groups'][number]
type Field = Group['fields'][number]

/** What belongs together: the clauses of one matter. */
export interface DraftSection {
  id: string
  name: string
  groups: readonly Group[]
  looked: boolean
}

export function sectionsOf({ groups }: Pick<PolicyDraft, 'groups'>): DraftSection[] {
  const ids = [...new Set(groups.map(({ section }) => section))]
  return ids.map((id) => {
    const own = groups.filter(({ section }) => section === id)
    return { id, name: own[0]!.sectionName, groups: own, looked: own.every(({ looked }) => looked) }
  })
}

/** As a form begins: what the new notice says, or what stands there. */
export const begunWith = ({ suggested, value }: Field): string => suggested ?? value

interface SectionFormProps {
  view: PolicyDraft
  section: DraftSection
  onView: (view: PolicyDraft) => void
}

/** All values of one matter, clause by clause with its sentence; saved together, and with that looked at. */
export function SectionForm({ view, section: { id, groups }, onView }: SectionFormProps): ReactNode {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const deed = useStudioAction('setYearValues', `${view.draft} ${view.serial} ${id}`)
  const nowOf = (field: Field): string => typed[field.path] ?? begunWith(field)
  const save = async (): Promise<void> => {
    const values = groups.flatMap(({ fields }) =>
      fields
        .filter((field) => nowOf(field) !== field.value)
        .map((field) => ({ path: field.path, value: nowOf(field) })),
    )
    const looked = groups.map(({ path }) => path)
    const after = await deed.run({ draft: view.draft, serial: view.serial, values, looked })
    if (after !== null) onView(after)
  }
  const refused = deed.state.is === 'refused' ? deed.state.error : null
  const isPlaced = groups.some(({ fields }) => fields.some(({ path }) => path === refused?.path))
  return (
    <View className="studio-form">
      {groups.map((group) => (
        <View key={group.path} className="studio-clause">
          <View className="studio-of">
            {group.cite === null ? '' : `通知 ${group.cite} `}
            {group.gives === null ? '' : `合这一条的：${group.gives}`}
          </View>
          {group.fields.map((field) => (
            <ValueField
              key={field.path}
              field={field}
              value={nowOf(field)}
              fromYear={view.fromYear}
              wrong={refused?.path === field.path ? refused.message : ''}
              onType={(next) => {
                deed.changed()
                setTyped((all) => ({ ...all, [field.path]: next }))
              }}
            />
          ))}
        </View>
      ))}
      <View className="gap">
        <TextButton id={`save-${id}`} className="button" onTap={() => void save()}>
          {deed.state.is === 'busy' ? '正在保存' : '这一节都核对过了，保存'}
        </TextButton>
      </View>
      {!isPlaced && <ActionError id={`section-${id}`} state={deed.state} />}
    </View>
  )
}

interface ValueFieldProps {
  field: Field
  value: string
  fromYear: number | null
  wrong: string
  onType: (value: string) => void
}

function ValueField(props: ValueFieldProps): ReactNode {
  const { kind } = props.field
  if (kind === 'words') return <WordsField {...props} />
  return kind === 'length' ? <LengthField {...props} /> : <FigureField {...props} />
}

/** What stood there in the year before, and whether the new notice says what stands there now. */
function aboutOf({ before, suggested }: Field, value: string, fromYear: number | null, inWords = (one: string) => one) {
  const was = before === null || before === value ? '' : `${fromYear} 年度是 ${inWords(before)}。`
  return suggested !== null && suggested === value ? `${was}已经按新通知填好，请核对。` : was
}

const HINTS = { number: '只写数字，如 400', day: '如 2026-12-31' } as const

function FigureField({ field, value, fromYear, wrong, onType }: ValueFieldProps): ReactNode {
  const { path, label, kind } = field
  const about = aboutOf(field, value, fromYear)
  return (
    <View className={field.suggested === null ? 'studio-value' : 'studio-value studio-changed'}>
      <FormField
        id={`field-${path}`}
        label={label}
        {...(about === '' ? {} : { about })}
        hint={kind === 'day' ? HINTS.day : HINTS.number}
        longest={11}
        value={value}
        wrong={wrong}
        onType={onType}
      />
    </View>
  )
}

const UNITS = { days: '天', months: '个月' } as const
const lengthInWords = (length: string): string =>
  length.replace(/ (days|months)$/, (_, unit: 'days' | 'months') => UNITS[unit])

/** A length is a number and 天 or 个月. */
function LengthField({ field, value, fromYear, wrong, onType }: ValueFieldProps): ReactNode {
  const { path, label } = field
  const [count = '', unit = 'days'] = value.split(' ')
  const other = unit === 'days' ? 'months' : 'days'
  const about = aboutOf(field, value, fromYear, lengthInWords)
  return (
    <View className={field.suggested === null ? 'studio-value' : 'studio-value studio-changed'}>
      <FormField
        id={`field-${path}`}
        label={`${label}（${UNITS[unit as 'days' | 'months']}）`}
        {...(about === '' ? {} : { about })}
        kind="number"
        longest={4}
        value={count}
        wrong={wrong}
        onType={(next) => onType(`${next} ${unit}`)}
      />
      <TextButton id={`unit-${path}`} className="link" onTap={() => onType(`${count} ${other}`)}>
        改成按{UNITS[other]}算
      </TextButton>
    </View>
  )
}

/** A sentence is read; it is typed only where somebody wants it otherwise. */
function WordsField({ field, value, fromYear, wrong, onType }: ValueFieldProps): ReactNode {
  const { path, label, before, suggested } = field
  const [writing, setWriting] = useState(false)
  const spoken = process.env.TARO_ENV === 'h5' ? { nativeProps: { 'aria-label': label } } : { ariaLabel: label }
  return (
    <View className={suggested === null ? 'studio-words' : 'studio-words studio-changed'}>
      <View className="strong">{label}</View>
      {writing || wrong !== '' ? (
        <Textarea
          id={`field-${path}`}
          className="field studio-sentence"
          value={value}
          maxlength={2_000}
          onInput={(event) => onType(event.detail.value)}
          {...spoken}
        />
      ) : (
        <View className="quote">{value}</View>
      )}
      {before !== null && before !== value && (
        <View className="quiet">
          {fromYear} 年度：{before}
        </View>
      )}
      {suggested !== null && suggested === value && <View className="quiet">已经换成新通知里的话，请核对。</View>}
      {wrong !== '' && <View className="notice notice-stop">{wrong}</View>}
      {!writing && (
        <TextButton id={`write-${path}`} className="link" onTap={() => setWriting(true)}>
          改这句话
        </TextButton>
      )}
    </View>
  )
}
