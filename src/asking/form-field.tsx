import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { TypedField } from '../components/typed-field'
import './form-field.scss'

interface FormFieldProps {
  id: string
  label: string
  /** Below the label, before one types. */
  about?: string
  kind?: 'text' | 'number' | 'idcard'
  hint?: string
  longest: number
  value: string
  /** What is wrong with what stands there; '' = nothing. */
  wrong: string
  onType: (value: string) => void
}

/** One thing to type, with its name above it and what is wrong with it below. */
export function FormField({ id, label, about, kind = 'text', hint, longest, value, wrong, onType }: FormFieldProps): ReactNode {
  return (
    <View className={wrong === '' ? 'form-field gap' : 'form-field form-field-wrong gap'}>
      <View className='strong'>{label}</View>
      {about !== undefined && <View className='quiet'>{about}</View>}
      <TypedField id={id} kind={kind} label={label} hint={hint} longest={longest} value={value} onType={onType} />
      {wrong !== '' && <View id={`${id}-wrong`} className='notice notice-stop'>{wrong}</View>}
    </View>
  )
}
