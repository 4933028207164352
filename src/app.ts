import type { PropsWithChildren, ReactNode } from 'react'
import './theme/theme.scss'

export default function App({ children }: PropsWithChildren): ReactNode {
  return children
}
