import { Input } from '@tarojs/components'
import type { ReactNode } from 'react'

interface TypedFieldProps {
  id: string
  label: string
  value: string
  /** `idcard`: digits and X. */
  kind: 'number' | 'text' | 'idcard'
  longest: number
  hint?: string
  onType: (value: string) => void
}

/** A typed answer, named for the screen reader on both platforms. */
export function TypedField({ id, label, value, kind, longest, hint = '', onType }: TypedFieldProps): ReactNode {
  const spoken = process.env.TARO_ENV === 'h5' ? { nativeProps: { 'aria-label': label } } : { ariaLabel: label }
  return (
    <Input
      id={id}
      className='field'
      type={kind}
      value={value}
      maxlength={longest}
      placeholder={hint}
      placeholderClass='quiet'
      onInput={(event) => onType(event.detail.value)}
      {...spoken}
    />
  )
}
